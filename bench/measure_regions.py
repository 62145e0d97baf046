"""The regions of the whole country: the import command beside COPY of the same rows into a bare indexed table."""

import io

from django.core.management import call_command
from django.db import connection

from foundation.organisations.models import Region

from .country import regions_file
from .figures import Figure, seconds

LIMIT = 2


def measure(scale: int) -> list[Figure]:
    """Both load the same rows durably, with the indexes of the real table in place."""
    path = regions_file()
    told = io.StringIO()
    whole = seconds(lambda: call_command("import_regions", str(path), stdout=told))
    count = Region.objects.count()
    bare = _copy_into_a_bare_table()
    again = seconds(lambda: call_command("import_regions", str(path), stdout=told))
    return [
        Figure(f"import of {count:,} regions", whole, "s", LIMIT, bare, "COPY"),
        Figure("the same import again, which changes nothing", again, "s", LIMIT, bare, "COPY"),
    ]


def _copy_into_a_bare_table() -> float:
    """COPY of the rows as they ended up, with the indexes that the real table has."""
    rows = io.StringIO()
    with connection.cursor() as cursor:
        cursor.copy_expert("COPY organisations_region TO STDOUT", rows)
        cursor.execute("DROP TABLE IF EXISTS bare_regions")
        cursor.execute("CREATE TABLE bare_regions (LIKE organisations_region INCLUDING DEFAULTS INCLUDING INDEXES)")

        def copy() -> None:
            rows.seek(0)
            cursor.copy_expert("COPY bare_regions FROM STDIN", rows)

        taken = seconds(copy)
        cursor.execute("DROP TABLE bare_regions")
    return taken
