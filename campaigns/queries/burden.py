"""How much filing is asked of whom, and how much of it the portal does (填报负担)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Func, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from foundation.organisations.models import Organisation, Region
from foundation.periods import Period

from ..models import ReportVersion

BY_RECORDS = '$[*] ? (@.source == "records")'
BY_METRIC = '$[*] ? (@.metric != "")'
COMPUTED = '$[*] ? (@.computed != "")'


@dataclass(slots=True)
class Burden:
    """What one party was asked to file in a month."""

    region: str
    organisation: int | None
    reports: int = 0
    entries: int = 0
    asked: int = 0
    prefilled: int = 0
    seconds: int = 0
    name: str = ""
    place: str = ""

    @property
    def by_hand(self) -> int:
        return self.asked - self.prefilled

    @property
    def minutes(self) -> int:
        return round(self.seconds / 60)

    @property
    def share(self) -> int | None:
        """Fields the portal filled, in percent."""
        return round(100 * self.prefilled / self.asked) if self.asked else None


@dataclass(slots=True)
class BurdenTable:
    """Several parties and their sum."""

    rows: list[Burden] = field(default_factory=list)

    @property
    def total(self) -> Burden:
        whole = Burden("", None)
        for row in self.rows:
            for name in ("reports", "entries", "asked", "prefilled", "seconds"):
                setattr(whole, name, getattr(whole, name) + getattr(row, name))
        return whole


def burdens(reports: QuerySet, entries: QuerySet, month: Period) -> BurdenTable:
    """What each party was asked in a month, the most first; ``reports`` and ``entries`` are those in sight."""
    found: dict[tuple[str, int | None], Burden] = {}
    for region, organisation, count, asked, prefilled, seconds in report_sums(reports, month):
        row = found.setdefault((region, organisation), Burden(region, organisation))
        row.reports, row.seconds = count, seconds
        row.asked, row.prefilled = row.asked + asked, row.prefilled + prefilled
    for region, organisation, count, asked, prefilled in entry_sums(entries, month):
        row = found.setdefault((region, organisation), Burden(region, organisation))
        row.entries = count
        row.asked, row.prefilled = row.asked + asked, row.prefilled + prefilled
    rows = sorted(found.values(), key=lambda row: (-row.asked, row.region, row.organisation or 0))
    _named(rows)
    return BurdenTable(rows)


def report_sums(reports: QuerySet, month: Period) -> Iterator[tuple[Any, ...]]:
    """Region, organisation, reports due in the month, fields asked, fields the portal filled, seconds spent."""
    versions = ReportVersion.objects.filter(report=OuterRef("pk"))
    latest = versions.order_by("-number")
    spent = versions.order_by().values("report").annotate(n=Sum("seconds_spent")).values("n")
    asked = Coalesce(_of(latest, _length("figures")), _length("template__figures"))
    filled = Coalesce(_of(latest, _length("figures", BY_RECORDS)), _length("template__figures", BY_METRIC))
    return (
        reports.filter(first_due_on__range=(month.start, month.end))
        .annotate(
            n_asked=asked + _length("template__texts") + _length("template__evidence"),
            n_filled=filled,
            n_seconds=Coalesce(Subquery(spent, output_field=IntegerField()), 0),
        )
        .order_by()
        .values_list("region_id", "organisation_id")
        .annotate(count=Count("pk"), asked=Sum("n_asked"), filled=Sum("n_filled"), spent=Sum("n_seconds"))
        .iterator()
    )


def entry_sums(entries: QuerySet, month: Period) -> Iterator[tuple[Any, ...]]:
    """Region, organisation, entries made in the month, fields asked, fields the portal worked out."""
    return (
        entries.filter(entered_at__gte=month.starts_at, entered_at__lt=month.ends_before)
        .order_by()
        .values_list("region_id", "organisation_id")
        .annotate(count=Count("pk"), asked=Sum(_length("kind__fields")), filled=Sum(_length("kind__fields", COMPUTED)))
        .iterator()
    )


def _length(column: str, path: str = "") -> Func:
    """How many elements an array column holds; only those that a path finds."""
    array: Any = F(column)
    if path:
        array = Func(array, Func(Value(path), template="%(expressions)s::jsonpath"), function="jsonb_path_query_array")
    return Func(array, function="jsonb_array_length", output_field=IntegerField())


def _of(rows: QuerySet, expression: Func) -> Subquery:
    return Subquery(rows.annotate(n=expression).values("n")[:1], output_field=IntegerField())


def _named(rows: Iterable[Burden]) -> None:
    """Each row with the name of its party and the place it lies in: two queries, however many rows."""
    rows = list(rows)
    regions = Region.objects.select_related("parent").defer("boundary", "parent__boundary")
    places = regions.in_bulk([row.region for row in rows])
    organisations = Organisation.objects.in_bulk([row.organisation for row in rows if row.organisation])
    for row in rows:
        place = places[row.region]
        row.name = str(organisations[row.organisation] if row.organisation else place)
        row.place = str(place if row.organisation else place.parent or "")
