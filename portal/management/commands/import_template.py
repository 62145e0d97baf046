"""Command: write the empty spreadsheet of a kind of import."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.imports.kinds import FileRefused, kind
from foundation.imports.templates import write_template


class Command(BaseCommand):
    """Write the template of a kind of import as a workbook."""

    help = "Write the empty spreadsheet of a kind of import: headers, one example, an explanation of the columns."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", help="regions, organisations, site_types, sites, indicators or users")
        parser.add_argument("out", type=Path, metavar="OUT.xlsx")

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            write_template(kind(given["kind"].replace("-", "_")), str(given["out"]))
        except FileRefused as refused:
            raise CommandError(str(refused)) from None
        except OSError as error:
            raise CommandError(f"{given['out']} cannot be written: {error.strerror}.") from None
        self.stdout.write(f"wrote {given['out']}")
