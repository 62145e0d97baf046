"""Command: import organisations."""

from portal.management.import_command import ImportCommand


class Command(ImportCommand):
    """Import organisations from a CSV or XLSX file."""

    help = "Import organisations from a CSV or XLSX file: whole, or not at all with every mistake listed."
    kind = "organisations"
