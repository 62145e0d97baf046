"""Who is told of notices and interviews: one message for each organisation and kind, however many there are."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.notifications.outbox import notify
from foundation.organisations.models import Organisation
from foundation.periods import local_day

from ..choices import NoticeKind, Severity
from ..models import Notice


def tell_organisations(kind: str, organisations: Iterable[int], *, district: str, query: str, at: dt.datetime) -> None:
    """Tell the officials of each organisation how many notices of a kind wait; named as often as there are."""
    counts = Counter(organisations)
    url = f"{reverse('evaluation:notices')}?{query}"
    for organisation in Organisation.objects.filter(pk__in=counts).order_by("pk"):
        notify(
            User.objects.officials_of(organisation, on=local_day(at)),
            kind,
            values={"count": str(counts[organisation.pk])},
            url=url,
            at=at,
            region=district,
            organisation=organisation,
        )


def tell_of_notices(notices: Sequence[Notice], kind: str, *, at: dt.datetime) -> None:
    """What was just issued by hand or by policy; an emergency for itself and at once."""
    rows = [notice for notice in notices if not _is_emergency(notice, kind)]
    for notice in notices:
        if _is_emergency(notice, kind):
            _tell_of_emergency(notice, at)
    for district in sorted({notice.district_id for notice in rows}):
        named = [notice.organisation_id for notice in rows if notice.district_id == district]
        tell_organisations(f"notice.{kind}", named, district=district, query=f"kind={kind}&state=sent", at=at)


def tell_of_withdrawal(notice: Notice, *, at: dt.datetime) -> None:
    """The organisation that was told of a notice is told that it no longer holds."""
    notify(
        User.objects.officials_of(notice.organisation, on=local_day(at)),
        "notice.withdrawn",
        values={"number": notice.number, "problem": notice.problem.description},
        url=notice.get_absolute_url(),
        at=at,
        region=notice.district_id,
        organisation=notice.organisation_id,
    )


def tell_leaders(leaders: Mapping[str, Iterable[User]], regions: Iterable[str], *, at: dt.datetime) -> None:
    """Copies of supervision notices to the leaders of the places, one message for each leader."""
    counts = Counter(regions)
    of_leader: Counter[int] = Counter()
    people: dict[int, User] = {}
    for region, found in leaders.items():
        for leader in found:
            people[leader.pk] = leader
            of_leader[leader.pk] += counts[region]
    url = f"{reverse('evaluation:notices')}?kind={NoticeKind.SUPERVISION}"
    for pk, count in sorted(of_leader.items()):
        notify([people[pk]], "notice.copy", values={"count": str(count)}, url=url, at=at)


def tell_office(district: str, interviews: int, *, at: dt.datetime) -> None:
    """Interviews that the office is asked to hold."""
    if interviews:
        office = User.objects.offices_of(district, on=local_day(at))
        url = f"{reverse('evaluation:interviews')}?state=asked"
        notify(office, "interview.ask", values={"count": str(interviews)}, url=url, at=at, region=district)


def _is_emergency(notice: Notice, kind: str) -> bool:
    return kind == NoticeKind.ASSIGNMENT and notice.problem.severity == Severity.EMERGENCY


def _tell_of_emergency(notice: Notice, at: dt.datetime) -> None:
    values: dict[str, Any] = {
        "problem": notice.problem.description,
        "due": notice.due_at,
    }
    notify(
        User.objects.officials_of(notice.organisation, on=local_day(at)),
        "notice.emergency",
        values=values,
        url=notice.get_absolute_url(),
        at=at,
        region=notice.district_id,
        organisation=notice.organisation_id,
    )
