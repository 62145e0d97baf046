"""Numbers of action orders: 1, 2, 3 … in each district and year, without gaps."""

import datetime as dt
from collections.abc import Iterator

from django.db import connection
from django.db.models import Count, Max

from foundation.audit.integrity import Fact

from ..models import ActionOrder, ActionOrderSerial

# The counter's row stays locked until the order is on record: what is rolled back gives its number back.
TAKE = """
INSERT INTO campaigns_actionorderserial AS counted (district_id, year, last) VALUES (%s, %s, 1)
ON CONFLICT (district_id, year) DO UPDATE SET last = counted.last + 1 RETURNING last
"""


def take(district: str, year: int) -> int:
    """Take the next number."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [district, year])
        return cursor.fetchone()[0]


def verify(*, at: dt.datetime) -> Iterator[Fact]:
    """No number of an action order is missing, and none stands beyond the last one given."""
    given = {(row.district_id, row.year): row.last for row in ActionOrderSerial.objects.all()}
    rows = ActionOrder.objects.out().order_by().values_list("district", "year")
    found = {(place, year): (n, top) for place, year, n, top in rows.annotate(n=Count("pk"), top=Max("serial"))}
    wrong = [f"{key[0]} {key[1]}" for key, last in sorted(given.items()) if found.get(key, (0, 0)) != (last, last)]
    wrong += [f"{place} {year}" for place, year in sorted(found.keys() - given.keys())]
    yield Fact("numbers of action orders", f"{sum(n for n, _top in found.values())} looked at")
    yield Fact("districts and years with gaps in the numbers of action orders", ", ".join(wrong) or "none", not wrong)
