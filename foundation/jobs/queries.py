"""How the timetable stands: last and next runs of each line, by district, and what was missed."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from foundation.accounts.choices import Role
from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Region

from .models import JobRun, JobState
from .timetable import DAY, MONTH_BEFORE, QUARTER_BEFORE, WEEK_BEFORE, Line, lines

RECENT = dt.timedelta(days=45)
BACK = {DAY: 14, WEEK_BEFORE: 63, MONTH_BEFORE: 95, QUARTER_BEFORE: 280}


@dataclass
class Standing:
    """One line as the page shows it."""

    line: Line
    next_at: dt.datetime | None
    latest: list[JobRun] = field(default_factory=list)
    missed: dict[str, list[str]] = field(default_factory=dict)

    @property
    def last(self) -> JobRun | None:
        return max(self.latest, key=lambda run: run.started_at, default=None)

    @property
    def failed(self) -> list[JobRun]:
        return [run for run in self.latest if run.state == JobState.FAILED]

    @property
    def done_count(self) -> int:
        return sum(run.state == JobState.DONE for run in self.latest)


def standings(user: Any, *, at: dt.datetime) -> list[Standing]:
    """Every line with the last run of each district the person looks after."""
    latest: dict[str, list[JobRun]] = defaultdict(list)
    rows = JobRun.objects.visible_to(user).filter(started_at__gte=at - RECENT)
    for run in rows.order_by("task", "region_code", "-started_at").distinct("task", "region_code"):
        latest[run.task].append(run)
    return [standing(line, latest[line.name], user, at=at) for line in lines()]


def standing(line: Line, latest: list[JobRun], user: Any, *, at: dt.datetime) -> Standing:
    """One line with what was missed."""
    return Standing(line, line.next_at(at), latest, missed(line, user, at=at))


def missed(line: Line, user: Any, *, at: dt.datetime) -> dict[str, list[str]]:
    """Periods whose run is due but never ended well, with the districts; from the first run of a district on."""
    periods = line.expected(at, BACK.get(line.covers or "", 0))
    if not periods:
        return {}
    runs = JobRun.objects.visible_to(user).filter(task=line.name, period__gte=periods[-1]).exclude(region_code="")
    done: dict[str, set[str]] = defaultdict(set)
    begun: dict[str, str] = {}
    for code, period, state in runs.values_list("region_code", "period", "state"):
        begun[code] = min(period, begun.get(code, period))
        if state == JobState.DONE:
            done[code].add(period)
    open_periods = {
        period: [code for code in sorted(begun) if period > begun[code] and period not in done[code]]
        for period in periods
    }
    for code in sorted(begun):  # the first run itself may have failed
        if begun[code] in open_periods and begun[code] not in done[code]:
            open_periods[begun[code]].append(code)
    return {period: codes for period, codes in open_periods.items() if codes}


def districts_of(user: Any) -> Any:
    """The districts whose work this person may run again."""
    reach = user.region_scope("code", roles=[Role.ADMIN])
    return Region.objects.filter(reach, level=RegionLevel.DISTRICT).order_by("code")
