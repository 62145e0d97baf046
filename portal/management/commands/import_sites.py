"""Command: import sites."""

from portal.management.import_command import ImportCommand


class Command(ImportCommand):
    """Import sites from a CSV or XLSX file."""

    help = "Import sites from a CSV or XLSX file: whole, or not at all with every mistake listed."
    kind = "sites"
