"""Figures of groups, meetings and decisions."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from foundation.metrics.registry import Party, Values
from foundation.metrics.rollup import districts_like, rolled_up
from foundation.organisations.choices import DISTRICT_DIGITS
from foundation.periods import Period, local_day

from ..choices import Deadline

ONE_DAY = dt.timedelta(days=1)
ZERO, HUNDRED = Decimal(0), Decimal(100)

# A group counts while it is in force on the last day.
GROUPS = """
SELECT g.district_id, NULL::bigint, count(*), count(*) FILTER (WHERE g.kind = 'working')
FROM campaigns_group g
WHERE g.district_id LIKE ANY (%(districts)s) AND g.formed_on <= %(last)s
    AND (g.dissolved_on IS NULL OR g.dissolved_on > %(last)s)
GROUP BY g.district_id
"""
MEETINGS = """
SELECT m.region_id, NULL::bigint,
    count(*) FILTER (WHERE m.kind_id = 'promotion'), count(*) FILTER (WHERE m.kind_id = 'dispatch'),
    count(*) FILTER (WHERE m.kind_id = 'office'), count(*) FILTER (WHERE m.kind_id = 'joint')
FROM campaigns_meeting m
WHERE m.district_id LIKE ANY (%(districts)s) AND m.state IN ('held', 'signed', 'finished')
    AND m.starts_at >= %(begins)s AND m.starts_at < %(ends)s
GROUP BY m.region_id
"""
# A decision counts where its owner is; what was called off counts nowhere. It is overdue at the end of a period when
# its day was over and nobody had reported it as done by then; ``over`` is the last day of the period that is over.
DECISIONS = """
SELECT o.region_id, d.organisation_id,
    count(*) FILTER (WHERE m.starts_at >= %(begins)s AND m.starts_at < %(ends)s),
    count(*) FILTER (WHERE d.state = 'confirmed' AND d.done_on BETWEEN %(first)s AND %(today)s),
    count(*) FILTER (WHERE d.issued_at < %(ends)s AND d.due_on <= %(over)s
        AND (d.done_on IS NULL OR d.done_on > %(today)s)),
    count(*) FILTER (WHERE d.due_on BETWEEN %(first)s AND %(over)s),
    count(*) FILTER (WHERE d.due_on BETWEEN %(first)s AND %(over)s AND d.state = 'confirmed' AND d.done_on <= d.due_on)
FROM campaigns_decision d
JOIN campaigns_meeting m ON m.id = d.meeting_id JOIN organisations_organisation o ON o.id = d.organisation_id
WHERE d.district_id LIKE ANY (%(districts)s) AND d.issued_at IS NOT NULL AND d.state <> 'cancelled'
GROUP BY o.region_id, d.organisation_id
"""


@dataclass(frozen=True)
class Tally:
    """Figures that are columns of one grouped statement, or one column in percent of another."""

    statement: str
    figures: Mapping[str, int | tuple[int, int]]
    view: str

    def names(self) -> Collection[str]:
        return self.figures.keys()

    def compute(self, names: Collection[str], parties: Collection[Party], period: Period, *, at: dt.datetime) -> Values:
        """One statement for all names and parties, as far as the period had come at a moment."""
        told = {
            "districts": districts_like(parties),
            "first": period.start,
            "last": period.end,
            "today": min(period.end, local_day(at)),
            "over": min(period.end, local_day(at) - ONE_DAY),
            "begins": period.starts_at,
            "ends": min(period.ends_before, at),
        }
        with connection.cursor() as cursor:
            cursor.execute(self.statement, told)
            sums = rolled_up(cursor.fetchall(), parties)
        return {(name, party): self._value(name, sums.get(party)) for name in names for party in parties}

    def records_url(self, name: str, party: Party, period: Period) -> str:
        """The list with the filters that give these records."""
        return f"{reverse(self.view)}?{urlencode(_filters(name, party, period))}"

    def _value(self, name: str, sums: list[Any] | None) -> Decimal | None:
        figure = self.figures[name]
        if isinstance(figure, int):
            return (sums[figure] or ZERO) if sums else ZERO
        part, whole = ((sums[one] or ZERO) if sums else ZERO for one in figure)
        return HUNDRED * part / whole if whole else None


def _filters(name: str, party: Party, period: Period) -> dict[str, str]:
    theme, _dot, figure = name.partition(".")
    ends = {"after": period.start.isoformat(), "before": period.end.isoformat()}
    if theme == "leadership":
        return {"district": party.region[:DISTRICT_DIGITS]}
    if theme == "meetings":
        return {"region": party.region, "kind": figure, "held_after": ends["after"], "held_before": ends["before"]}
    owner = {"organisation": str(party.organisation)} if party.organisation else {"region": party.region}
    return (
        owner
        | {
            "made": {"state": "all", "held_after": ends["after"], "held_before": ends["before"]},
            "done": {"state": "confirmed", "done_after": ends["after"], "done_before": ends["before"]},
            "overdue": {"deadline": Deadline.OVERDUE.value},
            "done_rate": {"state": "all", "due_after": ends["after"], "due_before": ends["before"]},
        }[figure]
    )


LEADERSHIP = Tally(GROUPS, {"leadership.groups": 0, "leadership.working_groups": 1}, "campaigns:leadership")
HELD = Tally(
    MEETINGS,
    {"meetings.promotion": 0, "meetings.dispatch": 1, "meetings.office": 2, "meetings.joint": 3},
    "campaigns:meetings",
)
DECIDED = Tally(
    DECISIONS,
    {"decisions.made": 0, "decisions.done": 1, "decisions.overdue": 2, "decisions.done_rate": (4, 3)},
    "campaigns:decisions",
)
SOURCES = (LEADERSHIP, HELD, DECIDED)
