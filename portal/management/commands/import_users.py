"""Command: import users and their grants."""

from portal.management.import_command import ImportCommand


class Command(ImportCommand):
    """Import users and their grants from a CSV or XLSX file."""

    help = "Import users and their grants from a CSV or XLSX file: whole, or not at all with every mistake listed."
    kind = "users"
