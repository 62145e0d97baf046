"""Telling each party of its own sheet when a month is published; part of the act."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.urls import reverse

from foundation.accounts.choices import Role
from foundation.accounts.models import Grant, User
from foundation.notifications.outbox import notify
from foundation.periods import Period, local_day

from ..models import Assessment, Result


def tell_parties(assessment: Assessment, *, at: dt.datetime) -> None:
    """The officials of every party read that its sheet (得分单) is there: of the place itself, of the organisation."""
    kind = "month_corrected" if assessment.version > 1 else "month_published"
    month = Period.parse(f"{assessment.month:%Y-%m}")
    people = _officials(assessment.region_id, local_day(at))
    results = Result.objects.filter(assessment=assessment).select_related("region", "organisation").order_by("pk")
    for result in results:
        users = people.get((result.region_id, result.organisation_id))
        if users:
            party = result.region or result.organisation
            values = {"party": party, "month": month, "score": "—" if result.final is None else str(result.final)}
            url = reverse("evaluation:result-sheet", args=[result.pk])
            region = result.region_id or result.organisation.region_id
            notify(users, kind, values=values, url=url, at=at, region=region, organisation=result.organisation_id)


def _officials(region: str, on: dt.date) -> dict[tuple[Any, Any], list[User]]:
    """Whoever answers for a place or an organisation below a region, read at once."""
    grants = Grant.objects.in_force(on=on).filter(role=Role.OFFICIAL, user__is_active=True).select_related("user")
    inside = grants.filter(region__code__startswith=region) | grants.filter(
        organisation__region__code__startswith=region
    )
    found: dict[tuple[Any, Any], list[User]] = defaultdict(list)
    for grant in inside.order_by("pk"):
        found[None if grant.organisation_id else grant.region_id, grant.organisation_id].append(grant.user)
    return found
