"""What all import commands do: read a file, load it, or list everything that is wrong with it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foundation.imports.kinds import FileRefused, RowErrors, kind
from foundation.imports.loading import load_file


class ImportCommand(BaseCommand):
    """A command that imports one kind of file; what differs is the kind and its options."""

    kind: str
    option_names: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV (UTF-8 or GB18030) or XLSX")

    def handle(self, *args: Any, **given: Any) -> None:
        path = given["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        options = {name: given[name] for name in self.option_names}
        try:
            outcome = load_file(kind(self.kind), path, actor=None, at=timezone.now(), options=options)
        except RowErrors as wrong:
            self._list(wrong)
            raise CommandError(str(wrong)) from None
        except FileRefused as refused:
            raise CommandError(f"{path.name}: {refused}") from None
        self.stdout.write(f"created {outcome.created}")
        self.stdout.write(f"updated {outcome.updated}")
        self.stdout.write(f"unchanged {outcome.unchanged}")

    def _list(self, wrong: RowErrors) -> None:
        for error in wrong.errors:
            place = f"line {error.line}, {error.column}" if error.column else f"line {error.line}"
            self.stderr.write(f"{place}: {error.reason}")
