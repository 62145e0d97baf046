"""Numbers of minutes: 1, 2, 3 … for each place, kind of meeting and year, without gaps."""

import datetime as dt
from collections.abc import Iterator

from django.db import connection
from django.db.models import Count, Max

from foundation.audit.integrity import Fact

from ..models import Meeting, MinutesSerial

# The counter's row stays locked until the minutes are on record: what is rolled back gives its number back.
TAKE = """
INSERT INTO campaigns_minutesserial AS counted (region_id, kind_id, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (region_id, kind_id, year) DO UPDATE SET last = counted.last + 1 RETURNING last
"""


def take(region: str, kind: str, year: int) -> int:
    """Take the next number."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [region, kind, year])
        return int(cursor.fetchone()[0])


def verify(*, at: dt.datetime) -> Iterator[Fact]:
    """No number of minutes is missing, and none stands beyond the last one given."""
    given = {(row.region_id, row.kind_id, row.year): row.last for row in MinutesSerial.objects.all()}
    rows = Meeting.objects.filter(serial__isnull=False).order_by().values_list("region", "kind", "year")
    found = {tuple(key): (n, top) for *key, n, top in rows.annotate(n=Count("pk"), top=Max("serial"))}
    wrong = [" ".join(map(str, key)) for key, last in sorted(given.items()) if found.get(key, (0, 0)) != (last, last)]
    wrong += [" ".join(map(str, key)) for key in sorted(found.keys() - given.keys())]
    yield Fact("numbers of minutes", f"{sum(n for n, _top in found.values())} looked at")
    yield Fact("places, kinds and years with gaps in the numbers of minutes", ", ".join(wrong) or "none", not wrong)
