"""Who is told what about a progress report: those who file it, or the office."""

import datetime as dt
from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.notifications.outbox import notify, notify_each
from foundation.periods import local_day

from ..engine.reports import Told, readers
from ..models import ProgressReport


def tell_many(kind: str, told: Told, *, district: str, at: dt.datetime) -> int:
    """One message for each person, however many reports; how many people."""
    on, url = local_day(at), f"{reverse('campaigns:reports')}?tab=to_file"
    people = [(pk, {"count": str(count), "due": due.isoformat()}) for pk, count, due in readers(told, on=on)]
    counts: dict[int, int] = {}
    for organisation in told.organisations:
        if organisation is not None:
            counts[organisation] = counts.get(organisation, 0) + 1
    first = min(told.due, default=on).isoformat()
    posts = {pk: {"count": str(count), "due": first} for pk, count in counts.items()}
    return notify_each(people, kind, url=url, at=at, region=district, organisations=posts)


def tell_filers(report: ProgressReport, kind: str, *, at: dt.datetime, **values: Any) -> None:
    """Tell those who file the report, and the channels of its organisation."""
    on = local_day(at)
    told = Told((report.pk,), (report.region_id,), (report.organisation_id,), (report.due_on,))
    people = User.objects.filter(pk__in=[pk for pk, _count, _due in readers(told, on=on)])
    notify(
        people,
        kind,
        values=_values(report, values),
        url=report.get_absolute_url(),
        at=at,
        region=report.region_id,
        organisation=report.organisation_id,
    )


def tell_office(report: ProgressReport, kind: str, *, at: dt.datetime, **values: Any) -> None:
    """Tell the office that decides."""
    office = User.objects.offices_of(report.region_id, on=local_day(at))
    url = report.get_absolute_url()
    notify(office, kind, values=_values(report, values), url=url, at=at, region=report.region_id)


def _values(report: ProgressReport, values: dict[str, Any]) -> dict[str, Any]:
    return {"party": report.party, "report": report.template, "period": report.span} | values
