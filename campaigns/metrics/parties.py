"""Counting rows for many parties in one statement."""

import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from foundation.metrics.registry import Party
from foundation.periods import Period, local_day

Row = dict[str, Decimal]


def span(period: Period) -> tuple[dt.date, dt.date]:
    """First and last day."""
    return period.start, period.end


def at_local_day(at: dt.datetime) -> dt.date:
    return local_day(at)


def counted(
    rows: QuerySet[Any],
    parties: Collection[Party],
    *,
    region: str = "region",
    organisation: str | None = "organisation",
    **more: Any,
) -> Mapping[Party, Row]:
    """For each party how many rows it has, as ``n``, and whatever else is added up; one statement for all of them.

    Rows are grouped by place and organisation in the database; a party with places below it takes theirs too. What is
    added up must be a count or a sum, so that groups can be added. Where rows have no organisation, an organisation
    has none of them.
    """
    keys = [region, *([organisation] if organisation else [])]
    groups = list(_within(rows, parties, region).order_by().values(*keys).annotate(n=Count("pk"), **more))
    names = ["n", *more]
    return {party: _of_party(groups, party, region, organisation, names) for party in parties}


def _within(rows: QuerySet[Any], parties: Collection[Party], region: str) -> QuerySet[Any]:
    """Only the district of the parties when all lie in one."""
    districts = {party.region[:6] for party in parties}
    if len(districts) == 1 and len(district := districts.pop()) == 6:
        return rows.filter(**{f"{region}__code__startswith": district})
    return rows


def _of_party(
    groups: list[dict[str, Any]], party: Party, region: str, organisation: str | None, names: list[str]
) -> Row:
    if party.organisation is not None:
        mine = [row for row in groups if organisation and row[organisation] == party.organisation]
    else:
        mine = [row for row in groups if row[region].startswith(party.region)]
    return {name: Decimal(sum(row[name] or 0 for row in mine)) for name in names}
