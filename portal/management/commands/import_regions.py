"""Command: import regions."""

from portal.management.import_command import ImportCommand


class Command(ImportCommand):
    """Import regions from a CSV or XLSX file."""

    help = "Import regions from a CSV or XLSX file: whole, or not at all with every mistake listed."
    kind = "regions"
