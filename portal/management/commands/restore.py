"""Puts back a copy of the whole portal."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.backups.copies import CannotCopy, put_back


class Command(BaseCommand):
    """``manage.py restore DIR``"""

    help = "Replace the database by that of a copy and add its files. Stop the portal first; nothing else may use it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            note = put_back(options["folder"].resolve())
        except (CannotCopy, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"database: as of {note['made_at']}")
        self.stdout.write(f"files: {note['files']}")
        self.stdout.write("Run check_integrity to prove it.")
