"""Copies the whole portal, database and files, into a folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.backups.copies import CannotCopy, make


class Command(BaseCommand):
    """``manage.py backup DIR``"""

    help = "Copy the database and all files into a new folder, while the portal goes on working."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            note = make(options["folder"].resolve(), at=timezone.now().isoformat())
        except (CannotCopy, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"database: {note['bytes']} bytes")
        self.stdout.write(f"files: {note['files']}")
        self.stdout.write(f"last audit block: {note['last_block'] or 'none'}")
