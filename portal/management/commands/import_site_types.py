"""Command: import site types."""

from portal.management.import_command import ImportCommand


class Command(ImportCommand):
    """Import site types from a CSV or XLSX file."""

    help = "Import site types from a CSV or XLSX file: whole, or not at all with every mistake listed."
    kind = "site_types"
