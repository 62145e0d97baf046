"""Reads for the quarter pages: which quarter, which groups, what led to a result, years and cycles."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from foundation.periods import Period, PeriodKind
from foundation.web.moments import period as period_name

from ..choices import EvaluationState
from ..models import Evaluation, EvaluationResult
from ..scoring import quarters as rules
from ..scoring.ranking import Standing, rank
from .assessments import group_label

YEARS_OF_A_CYCLE = 3


@dataclass
class Line:
    """One line of a quarter's ranking, and whether it opens."""

    result: EvaluationResult
    party: Any
    opens: bool = False


@dataclass
class PeerGroup:
    """Parties that are ranked among themselves."""

    key: str
    label: str
    lines: list[Line]


@dataclass
class YearLine:
    """A party's year: its quarters, their mean, its rank; and the cycle of the years up to it."""

    party: Any
    group: str
    label: str
    quarters: dict[int, Decimal | None]
    years: dict[int, Decimal | None]
    score: Decimal | None = None
    cycle: Decimal | None = None
    place: int | None = None

    @property
    def four(self) -> list[Decimal | None]:
        """The finals of the four quarters."""
        return [self.quarters.get(number) for number in (1, 2, 3, 4)]

    @property
    def earlier(self) -> list[tuple[int, Decimal | None]]:
        """The years before this one in the cycle, oldest first."""
        return sorted(self.years.items())[:-1]


def quarter_name(quarter: dt.date) -> str:
    """The quarter as a title names it: 2026 年第三季度, Q3 2026."""
    return period_name(Period.containing(quarter, PeriodKind.QUARTER))


def current(user: Any, *, district: str, quarter: dt.date | None) -> Evaluation | None:
    """The evaluation in sight of a district and quarter, the newest version; without a quarter the newest one."""
    found = Evaluation.objects.visible_to(user).filter(district=district).exclude(state=EvaluationState.SUPERSEDED)
    if quarter is not None:
        found = found.filter(quarter=quarter)
    return found.select_related("district", "scheme").order_by("-quarter", "-version").first()


def quarters_of(user: Any, district: str) -> list[dt.date]:
    """The quarters of a district that can be looked at, newest first."""
    found = Evaluation.objects.visible_to(user).filter(district=district).exclude(state=EvaluationState.SUPERSEDED)
    return list(found.order_by("-quarter").values_list("quarter", flat=True).distinct()[:16])


def versions_of(user: Any, evaluation: Evaluation) -> list[Evaluation]:
    """All versions of a quarter in sight, the newest first."""
    rows = Evaluation.objects.visible_to(user).filter(district=evaluation.district_id, quarter=evaluation.quarter)
    return list(rows.order_by("-version"))


def results_of(evaluation: Evaluation, *, kind: str | None = None, level: int | None = None) -> list[EvaluationResult]:
    """The results of one tab, group by group, ranked first."""
    rows = EvaluationResult.objects.filter(evaluation=evaluation)
    if kind is not None:
        rows = rows.filter(party_kind=kind)
    if level is not None:
        rows = rows.filter(region__level=level)
    rows = rows.select_related("region__parent", "organisation", "evaluation__scheme")
    order = ("parent_code", "-group", F("rank").asc(nulls_last=True), F("final").desc(nulls_last=True), "pk")
    return list(rows.annotate(parent_code=F("region__parent_id")).order_by(*order))


def groups_of(user: Any, evaluation: Evaluation, results: list[EvaluationResult]) -> list[PeerGroup]:
    """Results as peer groups; a line opens when its party lies in the reader's grants."""
    openable: set[int] = set()
    if user.is_authenticated:
        ours = EvaluationResult.objects.filter(evaluation=evaluation).openable_by(user)
        openable = set(ours.values_list("pk", flat=True))
    groups: dict[str, PeerGroup] = {}
    for row in results:
        group = groups.setdefault(row.group, PeerGroup(row.group, label_of(row), []))
        group.lines.append(Line(row, row.party, row.pk in openable))
    return list(groups.values())


def label_of(row: Any) -> str:
    """What a peer group is called."""
    return group_label(row)


def title_of(evaluation: Evaluation, groups: list[PeerGroup]) -> str:
    """Who leads the groups shown."""
    name = quarter_name(evaluation.quarter)
    leading = [str(group.lines[0].party) for group in groups[:2] if group.lines and group.lines[0].result.rank == 1]
    if not leading or len(groups) > 2:
        return _("Evaluation of {quarter}").format(quarter=name)
    pattern = _("{quarter}: {leaders} leads") if len(leading) == 1 else _("{quarter}: {leaders} lead their groups")
    return capfirst(pattern.format(quarter=name, leaders=_(" and ").join(leading)))


def published_months(evaluation: Evaluation, results: list[EvaluationResult]) -> int:
    """How many of the quarter's three months a draft rests on."""
    return len({row["month"] for result in results for row in result.sources.get("months", [])})


def years_of(user: Any, district: str) -> list[int]:
    """The years with a published quarter, newest first."""
    rows = Evaluation.objects.visible_to(user).filter(district=district, state=EvaluationState.PUBLISHED)
    return sorted({quarter.year for quarter in rows.values_list("quarter", flat=True)}, reverse=True)


def standings(user: Any, district: str, *, year: int, kind: str, level: int | None) -> list[list[YearLine]]:
    """Years and cycles from published quarters, ranked by the year inside peer groups."""
    first = year - YEARS_OF_A_CYCLE + 1
    published = Evaluation.objects.visible_to(user).filter(
        district=district, state=EvaluationState.PUBLISHED, quarter__year__range=(first, year)
    )
    rows = EvaluationResult.objects.filter(evaluation__in=published, party_kind=kind)
    if level is not None:
        rows = rows.filter(region__level=level)
    rows = rows.select_related("evaluation", "region__parent", "organisation").order_by("evaluation__quarter", "pk")
    finals: dict[Any, dict[int, dict[int, Decimal | None]]] = defaultdict(lambda: defaultdict(dict))
    latest: dict[Any, EvaluationResult] = {}
    for row in rows:
        quarter = (row.evaluation.quarter.month + 2) // 3
        finals[row.key][row.evaluation.quarter.year][quarter] = row.final
        latest[row.key] = row
    lines = [_year_line(latest[key], finals[key], year) for key in latest]
    return _ranked([line for line in lines if line.quarters])


def _year_line(row: EvaluationResult, finals: dict[int, dict[int, Decimal | None]], year: int) -> YearLine:
    years = {
        one: rules.year(final for final in finals.get(one, {}).values() if final is not None)
        for one in range(year - YEARS_OF_A_CYCLE + 1, year + 1)
    }
    line = YearLine(row.party, row.group, label_of(row), dict(finals.get(year, {})), years, years[year])
    line.cycle = rules.cycle(list(years.values()))
    return line


def _ranked(lines: list[YearLine]) -> list[list[YearLine]]:
    by_party = {str(number): line for number, line in enumerate(lines)}
    ranked = rank(Standing(party, line.group, line.score, 1) for party, line in by_party.items())
    groups: dict[str, list[YearLine]] = {}
    for one in ranked:
        line = by_party[one.standing.party]
        line.place = one.rank
        groups.setdefault(line.group, []).append(line)
    streets_first = sorted(groups, key=lambda group: (group.split(":")[0], group.endswith(":rural")))
    return [groups[group] for group in streets_first]
