"""Numbers of problems: 1, 2, 3 … in each district and year, without gaps."""

from collections.abc import Iterable, Iterator

from django.db import connection
from django.db.models import Count, Max

from foundation.audit.integrity import Fact

from ..models import Problem, ProblemSerial

# The row of the counter stays locked until the numbers are on record, so a number that is given back leaves no gap.
GIVE = """
WITH fresh AS MATERIALIZED (
    SELECT id, district_id, year, row_number() OVER (PARTITION BY district_id, year ORDER BY id) AS n
    FROM (
        SELECT id, district_id, EXTRACT(year FROM found_at AT TIME ZONE 'Asia/Shanghai')::int AS year
        FROM evaluation_problem WHERE id = ANY(%s) AND serial IS NULL
    ) unnumbered
), wanted AS (
    SELECT district_id, year, count(*) AS n FROM fresh GROUP BY district_id, year
), counter AS (
    INSERT INTO evaluation_problemserial AS counted (district_id, year, last)
    SELECT district_id, year, n FROM wanted ORDER BY district_id, year
    ON CONFLICT (district_id, year) DO UPDATE SET last = counted.last + EXCLUDED.last
    RETURNING district_id, year, last
)
UPDATE evaluation_problem p SET year = c.year, serial = c.last - w.n + f.n
FROM fresh f JOIN wanted w USING (district_id, year) JOIN counter c USING (district_id, year)
WHERE p.id = f.id RETURNING p.id
"""


def give_numbers(problems: Iterable[int]) -> list[int]:
    """Number those of the problems that have no number yet (问题编号); which they were."""
    asked = sorted(set(problems))
    if not asked:
        return []
    with connection.cursor() as cursor:
        cursor.execute(GIVE, [asked])
        return sorted(pk for (pk,) in cursor.fetchall())


def verify() -> Iterator[Fact]:
    """No number of a problem is missing, and none stands beyond the last one given."""
    last = {(row.district_id, row.year): row.last for row in ProblemSerial.objects.all()}
    numbered = Problem.objects.filter(serial__isnull=False).values_list("district", "year")
    rows = numbered.annotate(count=Count("pk"), highest=Max("serial")).order_by("district", "year")
    found = {(district, year): (count, highest) for district, year, count, highest in rows}
    wrong = [
        f"{district} {year}"
        for (district, year), given in sorted(last.items())
        if found.get((district, year), (0, 0)) != (given, given)
    ]
    wrong += [f"{district} {year}" for district, year in sorted(found.keys() - last.keys())]
    yield Fact("numbers of problems", f"{sum(count for count, _highest in found.values())} looked at")
    yield Fact("districts and years with gaps in the numbers of problems", ", ".join(wrong) or "none", not wrong)
    unnumbered = Problem.objects.filter(serial=None).count()
    yield Fact("problems without a number", str(unnumbered), not unnumbered)
