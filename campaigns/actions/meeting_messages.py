"""Who is told of meetings and of what they decided."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from foundation.notifications.outbox import notify
from foundation.organisations.models import Organisation
from foundation.periods import local_day

from ..models import Attendee, Decision, Meeting


def tell_invited(meeting: Meeting, kind: str, *, at: dt.datetime, attendees: Iterable[Attendee], **values: Any) -> None:
    """One message of a kind for the officials of the organisations invited, and for the people."""
    told = {"title": meeting.title, "when": _moment(meeting.starts_at), "place": meeting.place, **values}
    rows, known = list(attendees), set()
    for organisation in Organisation.objects.filter(pk__in=[row.organisation_id for row in rows]).order_by("pk"):
        people = [one for one in User.objects.officials_of(organisation, on=local_day(at)) if one.pk not in known]
        known |= {one.pk for one in people}
        _send(people, kind, told, meeting.get_absolute_url(), at, meeting.region_id, organisation)
    invited = User.objects.filter(pk__in=[row.user_id for row in rows if row.user_id]).exclude(pk__in=known)
    _send(invited, kind, told, meeting.get_absolute_url(), at, meeting.region_id)


def tell_owners_of(meeting: Meeting, decisions: Iterable[Decision], *, at: dt.datetime) -> None:
    """What each organisation has to do after a meeting, in one message."""
    of_owner: dict[int, list[Decision]] = defaultdict(list)
    for decision in decisions:
        of_owner[decision.organisation_id].append(decision)
    _tell_each(meeting, "decisions.assigned", of_owner, at)


def tell_supporters_of(meeting: Meeting, decisions: Iterable[Decision], *, at: dt.datetime) -> None:
    """With what each organisation helps another after a meeting, in one message."""
    beside: dict[int, list[Decision]] = defaultdict(list)
    for decision in decisions:
        for organisation in decision.supporters.all():
            beside[organisation.pk].append(decision)
    _tell_each(meeting, "decisions.supporting", beside, at)


def _tell_each(meeting: Meeting, kind: str, shares: Mapping[int, list[Decision]], at: dt.datetime) -> None:
    for organisation in Organisation.objects.filter(pk__in=shares).order_by("pk"):
        mine = shares[organisation.pk]
        told = {
            "title": meeting.title,
            "organisation": organisation,
            "count": str(len(mine)),
            "due": f"{min(row.due_on for row in mine):%Y-%m-%d}",
        }
        _tell_organisation(organisation, kind, told, "", at, meeting.region_id)


def tell_owners(kind: str, owners: Iterable[int], *, query: str, at: dt.datetime, region: str, **values: Any) -> None:
    """Each organisation how many of its decisions are meant; named as often as there are."""
    counts = Counter(owners)
    for organisation in Organisation.objects.filter(pk__in=counts).order_by("pk"):
        told = {"organisation": organisation, "count": str(counts[organisation.pk]), **values}
        _tell_organisation(organisation, kind, told, query, at, region)


def tell_owner(decision: Decision, kind: str, *, at: dt.datetime, **values: Any) -> None:
    """The officials of the owner of one decision."""
    people = User.objects.officials_of(decision.organisation, on=local_day(at))
    told = {"what": _short(decision), **values}
    _send(people, kind, told, decision.get_absolute_url(), at, decision.region_id, decision.organisation)


def tell_office(kind: str, region: str, *, url: str, at: dt.datetime, values: Mapping[str, Any]) -> None:
    """The office of the place that met."""
    _send(User.objects.offices_of(region, on=local_day(at)), kind, values, url, at, region)


def tell_office_of_report(decision: Decision, *, at: dt.datetime) -> None:
    """The owner says that it is done: somebody of the office looks."""
    told = {"organisation": decision.organisation, "what": _short(decision)}
    tell_office("decision.reported", decision.region_id, url=decision.get_absolute_url(), at=at, values=told)


def _tell_organisation(
    organisation: Organisation, kind: str, told: Mapping[str, Any], query: str, at: dt.datetime, region: str
) -> None:
    people = User.objects.officials_of(organisation, on=local_day(at))
    url = reverse("campaigns:decisions") + query
    _send(people, kind, told, url, at, region, organisation)


def _send(
    people: Any, kind: str, values: Mapping[str, Any], url: str, at: dt.datetime, region: str, organisation: Any = None
) -> None:
    notify(people, kind, values=values, url=url, at=at, region=region, organisation=organisation)


def _short(decision: Decision) -> str:
    return decision.text if len(decision.text) <= 60 else f"{decision.text[:59]}…"


def _moment(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
