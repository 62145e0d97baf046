"""Command: import an indicator system."""

from argparse import ArgumentParser

from portal.management.import_command import ImportCommand


class Command(ImportCommand):
    """Import an indicator system as a draft, or publish it at once."""

    help = "Import an indicator system from a CSV or XLSX file: whole, or not at all with every mistake listed."
    kind = "indicators"
    option_names = ("publish",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--publish", action="store_true", help="publish the version; without it, it stays a draft")
