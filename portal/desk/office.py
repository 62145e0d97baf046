"""What waits for the office."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.choices import DocumentState, ExtensionState, ProblemState
from evaluation.models import Assessment, CheckFlag, Extension, Problem, Suspension
from evaluation.queries.assessment_titles import month_name
from foundation.accounts.choices import Role
from foundation.jobs.models import JobRun, JobState
from foundation.periods import local_day
from foundation.web import moments
from foundation.web.numbers import number

from .rows import TODAY, WEEK, Todo

RECENT = dt.timedelta(days=7)
MOST_ASKED = 5


def office(user: Any, at: dt.datetime) -> Iterator[Todo]:
    mine = Assessment.objects.filter(user.region_scope("region__code", roles=[Role.ADMIN])).select_related("region")
    for row in mine.filter(state__in=[DocumentState.DRAFT, DocumentState.APPROVED]).order_by("month", "pk"):
        verb = _("Approve") if row.state == DocumentState.DRAFT else _("Publish and freeze")
        what = _("{verb}: {place}, scores of {month}").format(verb=verb, place=row.region, month=month_name(row.month))
        why = _("Worked out by itself; look at the ranking, then it is seen by everybody concerned.")
        yield Todo(WEEK, what, why, "", _ranking(row), verb)
    flags = CheckFlag.objects.filter(user.region_scope("district__code", roles=[Role.ADMIN]), answered_at=None).count()
    if flags:
        what = ngettext("{n} question about checks", "{n} questions about checks", flags).format(n=number(flags))
        why = _("Filled too fast, far from the site, or a photo seen before; questions only, no points are lost.")
        yield Todo(WEEK, what, why, "", reverse("evaluation:check-flags"), _("Look"))
    found = Problem.objects.visible_to(user).filter(state=ProblemState.FOUND)
    counts = dict(found.values_list("severity").annotate(Count("pk")))
    if counts:
        what = ngettext("{n} problem found and open", "{n} problems found and open", sum(counts.values()))
        why = _("Emergency {emergency}, serious {serious}, normal {normal}, minor {minor}").format(
            **{name: counts.get(name, 0) for name in ("emergency", "serious", "normal", "minor")}
        )
        url = f"{reverse('evaluation:problems')}?state=found"
        yield Todo(WEEK, what.format(n=number(sum(counts.values()))), why, "", url, _("To the problems"))
    yield from rectification(user, at)
    failed = JobRun.objects.visible_to(user).filter(state=JobState.FAILED, started_at__gte=at - RECENT).count()
    if failed:
        what = ngettext("{n} scheduled run failed", "{n} scheduled runs failed", failed).format(n=failed)
        why = _("Nothing is lost: a missed day or month can be run again.")
        yield Todo(WEEK, what, why, "", reverse("jobs:timetable"), _("To the timetable"), "alarm")


def rectification(user: Any, at: dt.datetime) -> Iterator[Todo]:
    """What the office decides about problems that are under way: more time, and what was suspended."""
    steered = user.region_scope("problem__region__code", roles=[Role.ADMIN])
    asked = Extension.objects.filter(steered, state=ExtensionState.ASKED).select_related("problem")
    for row in asked.order_by("problem__due_at", "pk")[:MOST_ASKED]:
        what = _("More time is asked for: {what}").format(what=row.problem.description[:40])
        why = _("Until {until}: {reason}").format(until=moments.moment(row.until), reason=row.reason)
        when = _("by {day}").format(day=moments.date(row.problem.due_at))
        yield Todo(TODAY, what, why, when, row.problem.get_absolute_url(), _("Decide"))
    standing = Suspension.objects.filter(steered, resumed_at=None, look_again_on__lte=local_day(at))
    for row in standing.select_related("problem").order_by("look_again_on", "pk")[:MOST_ASKED]:
        what = _("Look again at what was suspended: {what}").format(what=row.problem.description[:40])
        yield Todo(TODAY, what, row.ground, "", row.problem.get_absolute_url(), _("Look"))


def _ranking(row: Assessment) -> str:
    return f"{reverse('evaluation:assessments')}?region={row.region_id}&month={row.month:%Y-%m}"
