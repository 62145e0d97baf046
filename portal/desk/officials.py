"""What waits for an official."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.choices import UNDER_WAY, DocumentState
from evaluation.models import Problem, Result
from evaluation.queries import board
from evaluation.queries.assessment_titles import month_name
from foundation.accounts.choices import Role
from foundation.periods import at_local, local_day
from foundation.web import moments
from foundation.web.numbers import number

from .rows import LATER, TODAY, WEEK, Todo

RECENT = dt.timedelta(days=7)
ONE_DAY = dt.timedelta(days=1)
ANSWERING = (Role.ADMIN, Role.LEADER, Role.OFFICIAL)


def official(user: Any, at: dt.datetime) -> Iterator[Todo]:
    yield from _to_put_right(user, at)
    if not any(grant.organisations for grant in user.held):
        yield from _new_here(user, at)
    result = latest_result(user)
    if result is not None:
        what = _("See what cost points in {month}").format(month=month_name(result.assessment.month))
        why = _("{party}: {final} points").format(party=result.region or result.organisation, final=result.final)
        yield Todo(LATER, what, why, "", result.get_absolute_url(), _("Open the score"))


def _new_here(user: Any, at: dt.datetime) -> Iterator[Todo]:
    """What was found lately at the sites of a place whose official answers for no organisation."""
    fresh = Problem.objects.visible_to(user).open().filter(found_at__gte=at - RECENT).count()
    if fresh:
        what = ngettext("{n} new problem at your sites", "{n} new problems at your sites", fresh).format(
            n=number(fresh)
        )
        why = _("Found in the last 7 days.")
        yield Todo(WEEK, what, why, "", reverse("evaluation:problems"), _("To the problems"))


def _to_put_right(user: Any, at: dt.datetime) -> Iterator[Todo]:
    """What the office has assigned to one's organisation: overdue, due today, and the rest."""
    own, url = Problem.objects.of_organisations(user).filter(state__in=UNDER_WAY), reverse("evaluation:problem-inbox")
    tonight = at_local(local_day(at) + ONE_DAY, dt.time.min)
    late, in_time = own.overdue(at=at), own.filter(first_due_at__gte=at)
    if overdue := board.capped_count(late):
        what = ngettext("{n} problem is overdue", "{n} problems are overdue", overdue).format(n=board.said(overdue))
        why = _("A lapse counts against the organisation; a second one is named in the weekly bulletin.")
        yield Todo(TODAY, what, why, _until(late, at), url, _("Put right"), "alarm")
    today = board.capped_count(in_time.filter(due_at__lt=tonight))
    if today:
        what = ngettext("{n} problem to put right today", "{n} problems to put right today", today)
        why = _("Photograph it afterwards and report; an inspector looks next.")
        yield Todo(TODAY, what.format(n=board.said(today)), why, _("today"), url, _("Put right"), "amber")
    rest = board.capped_count(in_time.filter(due_at__gte=tonight))
    if rest:
        what = ngettext("{n} problem to put right", "{n} problems to put right", rest).format(n=board.said(rest))
        yield Todo(WEEK, what, _("Assigned to you, with time left."), "", url, _("To the problems"))


def _until(late: Any, at: dt.datetime) -> str:
    """By when what is overdue must be put right: at once, or by the first deadline of supervision notices."""
    first = late.order_by("due_at").values_list("due_at", flat=True).first()
    if first is None or first < at:
        return _("at once")
    return _("supervised until {when}").format(when=moments.moment(first))


def latest_result(user: Any) -> Result | None:
    """The last published score of the place or organisation this person answers for."""
    rows = Result.objects.visible_to(user).openable_by(user).filter(assessment__state=DocumentState.PUBLISHED)
    answering = [grant for grant in user.held if grant.role in ANSWERING]
    places = [grant.region for grant in answering if grant.region]
    owned = [pk for grant in answering for pk in grant.organisations]
    own = rows.filter(region__in=places) | rows.filter(organisation__in=owned)
    found = own.exclude(final=None).select_related("assessment", "region", "organisation")
    return found.order_by("-assessment__month", "pk").first()
