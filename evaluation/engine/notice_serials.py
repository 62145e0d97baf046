"""Numbers of notices: 1, 2, 3 … in each district, kind and year, without gaps."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import Count, Max

from foundation.audit.integrity import Fact

from ..models import Notice, NoticeSerial

# The counter's row stays locked until the notices are on record: what is rolled back gives its numbers back.
TAKE = """
INSERT INTO evaluation_noticeserial AS counted (district_id, kind, year, last) VALUES (%s, %s, %s, %s)
ON CONFLICT (district_id, kind, year) DO UPDATE SET last = counted.last + EXCLUDED.last RETURNING last
"""


def take(district: str, kind: str, year: int, count: int) -> int:
    """Take so many numbers in a row; returns the first of them."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [district, kind, year, count])
        return cursor.fetchone()[0] - count + 1


def verify() -> Iterator[Fact]:
    """No number of a notice is missing, and none stands beyond the last one given."""
    given = {(row.district_id, row.kind, row.year): row.last for row in NoticeSerial.objects.all()}
    rows = Notice.objects.order_by().values_list("district", "kind", "year")
    found = {tuple(key): (n, top) for *key, n, top in rows.annotate(n=Count("pk"), top=Max("serial"))}
    wrong = [" ".join(map(str, key)) for key, last in sorted(given.items()) if found.get(key, (0, 0)) != (last, last)]
    wrong += [" ".join(map(str, key)) for key in sorted(found.keys() - given.keys())]
    yield Fact("numbers of notices", f"{sum(n for n, _top in found.values())} looked at")
    yield Fact("districts, kinds and years with gaps in the numbers of notices", ", ".join(wrong) or "none", not wrong)
