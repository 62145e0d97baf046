"""What waits around meetings: to come, to write minutes, to carry out and to confirm decisions."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.choices import Deadline, MeetingState
from campaigns.models import Attendee, Decision, Meeting
from campaigns.querysets.meetings import own_organisations
from foundation.accounts.choices import Role
from foundation.periods import local_day
from foundation.web import moments
from foundation.web.numbers import number

from .rows import TODAY, WEEK, Todo

AHEAD = dt.timedelta(days=7)
MOST_MEETINGS = 3


def invitations(user: Any, at: dt.datetime) -> Iterator[Todo]:
    """Meetings of the next days to which somebody, or his organisation, is invited."""
    mine = Attendee.objects.filter(Q(user=user.pk) | Q(organisation__in=own_organisations(user)))
    coming = Meeting.objects.filter(state=MeetingState.CALLED, starts_at__range=(at, at + AHEAD))
    for row in coming.filter(pk__in=mine.values("meeting")).order_by("starts_at", "pk")[:MOST_MEETINGS]:
        group = TODAY if local_day(row.starts_at) == local_day(at) else WEEK
        when = moments.moment(row.starts_at, at)
        what = _("Come to: {title}").format(title=row.title)
        yield Todo(group, what, row.place, when, row.get_absolute_url(), _("See the notice"))


def decisions_of_owner(user: Any, at: dt.datetime) -> Iterator[Todo]:
    """What meetings gave to somebody's organisation to do."""
    mine, today = Decision.objects.owned_by(user).under_way(), local_day(at)
    count = mine.count()
    if not count:
        return
    late, near = mine.overdue(on=today).count(), mine.due_within(AHEAD.days, on=today).count()
    what = ngettext("{n} decision to carry out", "{n} decisions to carry out", count).format(n=number(count))
    url, tone = reverse("campaigns:decisions"), ""
    first = mine.order_by("due_on").values_list("due_on", flat=True)[0]
    why = _("What meetings gave your organisation to do.")
    if late:
        why = ngettext("{n} is overdue.", "{n} are overdue.", late).format(n=number(late))
        url, tone = f"{url}?deadline={Deadline.OVERDUE}", "alarm"
    elif near:
        why = ngettext("{n} is due within a week.", "{n} are due within a week.", near).format(n=number(near))
        url, tone = f"{url}?deadline={Deadline.WEEK}", "amber"
    when = _("by {day}").format(day=moments.date(first))
    yield Todo(TODAY if late else WEEK, what, why, when, url, _("To the decisions"), tone)


def decisions_of_office(user: Any, at: dt.datetime) -> Iterator[Todo]:
    """Minutes to write, decisions to confirm, and what is overdue."""
    here = user.region_scope("region__code", roles=[Role.ADMIN])
    held = Meeting.objects.filter(here)
    for row in held.filter(state=MeetingState.HELD).order_by("starts_at", "pk")[:MOST_MEETINGS]:
        what = _("Issue the minutes of: {title}").format(title=row.title)
        why = _("Held on {day}; its decisions reach their owners with the minutes.")
        yield Todo(WEEK, what, why.format(day=moments.date(row.starts_at)), "", row.get_absolute_url(), _("Write"))
    for row in held.to_hold(at=at).order_by("starts_at", "pk")[:MOST_MEETINGS]:
        what = _("Was it held? {title}").format(title=row.title)
        yield Todo(TODAY, what, _("Write down who came and what was decided."), "", row.get_absolute_url(), _("Open"))
    decisions = Decision.objects.filter(here)
    done = decisions.to_confirm().count()
    if done:
        what = ngettext("{n} decision reported as done", "{n} decisions reported as done", done).format(n=number(done))
        why = _("Confirm that it is carried out, or send it back with the reason.")
        yield Todo(WEEK, what, why, "", f"{reverse('campaigns:decisions')}?state=done", _("Confirm"))
    late = decisions.overdue(on=local_day(at)).count()
    if late:
        what = ngettext("{n} decision is overdue", "{n} decisions are overdue", late).format(n=number(late))
        url = f"{reverse('campaigns:decisions')}?deadline={Deadline.OVERDUE}"
        why = _("Their owners are pressed once a week.")
        yield Todo(WEEK, what, why, "", url, _("Look"), "alarm")
