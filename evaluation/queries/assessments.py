"""Reads for the ranking pages: which month, which groups, which trend."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Region

from ..choices import DocumentState, PartyKind
from ..models import Assessment, Result

TREND_MONTHS = 6


@dataclass
class Line:
    """One line of a ranking, with its trend and whether it opens."""

    result: Result
    party: Any
    trend: list[Decimal | None] = field(default_factory=list)
    opens: bool = False


@dataclass
class PeerGroup:
    """Parties that are ranked among themselves."""

    key: str
    label: str
    lines: list[Line]

    @property
    def spread(self) -> Decimal | None:
        """How far the first and the last are apart."""
        finals = [line.result.final for line in self.lines if line.result.final is not None]
        return max(finals) - min(finals) if len(finals) > 1 else None


def home_region(user: Any) -> Region | None:
    """The region whose months a person looks at first: his own district, else the highest place he holds."""
    codes = sorted({grant.region for grant in user.held if grant.region}, key=lambda code: (-len(code[:6]), code))
    served = sorted(user.organisation_regions)
    if codes:
        return Region.objects.filter(pk=codes[0][:6]).first()
    if served:
        return Region.objects.filter(pk=served[0]).first()
    if user.is_superuser:
        return Region.objects.filter(level=RegionLevel.DISTRICT, sites__isnull=False).order_by("code").first()
    return None


def current(user: Any, *, region: str, month: dt.date | None) -> Assessment | None:
    """The assessment in sight of a region and month, the newest version; without a month the newest month."""
    found = Assessment.objects.visible_to(user).filter(region=region).exclude(state=DocumentState.SUPERSEDED)
    if month is not None:
        found = found.filter(month=month)
    return found.select_related("region", "scheme").order_by("-month", "-version").first()


def results_of(assessment: Assessment, *, kind: str, level: int | None) -> list[Result]:
    """The results of one tab, group by group, ranked first."""
    rows = Result.objects.filter(assessment=assessment, party_kind=kind)
    if level is not None:
        rows = rows.filter(region__level=level)
    rows = rows.select_related("region__parent", "organisation", "assessment")
    # Within a parent "urban" comes before "rural", as people name them.
    order = ("parent_code", "-group", F("rank").asc(nulls_last=True), F("final").desc(nulls_last=True), "pk")
    return list(rows.annotate(parent_code=F("region__parent_id")).order_by(*order))


def months_before(assessment: Assessment) -> list[dt.date]:
    """The six months that end in this one, oldest first."""
    months = [assessment.month]
    while len(months) < TREND_MONTHS:
        months.append((months[-1] - dt.timedelta(days=1)).replace(day=1))
    return months[::-1]


def trends(assessment: Assessment, results: Iterable[Result]) -> dict[tuple[str | None, int | None], list[Any]]:
    """The published finals of the last six months by party, oldest first, ending in this month."""
    months = months_before(assessment)
    results = list(results)
    before = Result.objects.filter(
        assessment__region=assessment.region_id,
        assessment__month__in=months[:-1],
        assessment__state=DocumentState.PUBLISHED,
        region__in=[row.region_id for row in results if row.region_id],
    ) | Result.objects.filter(
        assessment__region=assessment.region_id,
        assessment__month__in=months[:-1],
        assessment__state=DocumentState.PUBLISHED,
        organisation__in=[row.organisation_id for row in results if row.organisation_id],
    )
    finals: dict[tuple[Any, Any], dict[dt.date, Any]] = defaultdict(dict)
    for region, organisation, month, final in before.values_list(
        "region_id", "organisation_id", "assessment__month", "final"
    ):
        finals[region, organisation][month] = final
    for row in results:
        finals[row.region_id, row.organisation_id][assessment.month] = row.final
    return {party: [known.get(month) for month in months] for party, known in finals.items()}


def groups_of(user: Any, assessment: Assessment, results: list[Result]) -> list[PeerGroup]:
    """Results as peer groups with trend; a line opens when its party lies in the reader's grants."""
    lines = trends(assessment, results)
    ours = Result.objects.filter(assessment=assessment, pk__in=[row.pk for row in results]).openable_by(user)
    openable = set(ours.values_list("pk", flat=True))
    groups: dict[str, PeerGroup] = {}
    for row in results:
        group = groups.setdefault(row.group, PeerGroup(row.group, group_label(row), []))
        trend = lines[row.region_id, row.organisation_id]
        group.lines.append(Line(row, row.region or row.organisation, trend, row.pk in openable))
    return list(groups.values())


ORGANISATION_GROUPS = {
    "department": lambda: _("Departments"),
    "street_office": lambda: _("Street offices"),
    "township_government": lambda: _("Township governments"),
    "community_committee": lambda: _("Community committees"),
    "village_committee": lambda: _("Village committees"),
    "school": lambda: _("Schools"),
    "hospital": lambda: _("Hospitals"),
    "unit": lambda: _("Companies and institutions"),
    "other": lambda: _("Other organisations"),
}


def group_label(row: Result) -> str:
    """What a peer group is called."""
    if row.party_kind == PartyKind.ORGANISATION:
        return ORGANISATION_GROUPS.get(row.group.split(":")[1], ORGANISATION_GROUPS["other"])()
    region = row.region
    urban = region.kind == "urban"
    if region.level == RegionLevel.TOWNSHIP:
        return _("Streets") if urban else _("Towns and townships")
    if region.level == RegionLevel.VILLAGE:
        parent = str(region.parent) if region.parent else ""
        return (_("Communities of {place}") if urban else _("Villages of {place}")).format(place=parent)
    return _("Districts and counties")


def months_of(user: Any, region: str) -> list[dt.date]:
    """The months of a region that can be looked at, newest first."""
    found = Assessment.objects.visible_to(user).filter(region=region).exclude(state=DocumentState.SUPERSEDED)
    return list(found.order_by("-month").values_list("month", flat=True).distinct()[:24])
