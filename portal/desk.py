"""What is due for somebody, from the records: the rows of his desk (待办)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.choices import DocumentState, PlanState, ProblemState
from evaluation.models import Assessment, Check, CheckFlag, Draw, Plan, Problem, Result, Site
from evaluation.queries.assessment_titles import month_name
from foundation.accounts.choices import Role
from foundation.jobs.models import JobRun, JobState
from foundation.organisations.models import Region

TODAY, WEEK, LATER = "today", "week", "later"
RECENT = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: what, why, by when, where."""

    group: str
    what: str
    why: str
    when: str
    url: str
    button: str
    tone: str = ""


def todos(user: Any, *, on: dt.date, at: dt.datetime) -> list[Todo]:
    """Everything that waits for this person, the most urgent first."""
    rows = [*_inspector(user, on)]
    if user.has_role(Role.ADMIN):
        rows += [*_set_up(user, on), *_office(user, at)]
    elif user.has_role(Role.OFFICIAL):
        rows += [*_official(user, at)]
    order = (TODAY, WEEK, LATER)
    return sorted(rows, key=lambda row: order.index(row.group))


def _inspector(user: Any, on: dt.date) -> Iterator[Todo]:
    waiting = Check.objects.filter(inspector=user, on=on, state="drawn").count()
    if waiting:
        what = ngettext("{n} check to carry out", "{n} checks to carry out", waiting).format(n=waiting)
        why = _("Drawn this morning; the nearest first, the form is on your phone.")
        yield Todo(TODAY, what, why, _("before the day is over"), reverse("evaluation:field"), _("Start"), "amber")


def _districts(user: Any) -> Any:
    return Region.objects.filter(user.region_scope("code", roles=[Role.ADMIN])).districts()


def _set_up(user: Any, on: dt.date) -> Iterator[Todo]:
    """First steps that are still missing where the person administers."""
    if not Site.objects.visible_to(user).exists():
        why = _("Nothing can be inspected before there are sites. A spreadsheet does it in one go.")
        yield Todo(TODAY, _("No sites yet"), why, "", reverse("imports:kind", args=["sites"]), _("Import sites"))
        return
    working = _districts(user).filter(pk__in=Site.objects.districts())
    for district in working.exclude(pk__in=Plan.objects.filter(state=PlanState.ADOPTED).values("district")):
        why = _("Once a plan is in force, sites and inspectors are drawn every day at 05:30.")
        what = _("{place} has no inspection plan in force").format(place=district)
        yield Todo(TODAY, what, why, "", reverse("evaluation:plans"), _("To the plans"))
    for plan in _not_drawn(user, on):
        what = _("Today’s checks of {place} are not drawn").format(place=plan.district)
        why = _("The draw runs at 05:30 and catches up by itself; it can be run by hand on the timetable page.")
        yield Todo(TODAY, what, why, "", reverse("jobs:timetable"), _("To the timetable"), "alarm")


def _not_drawn(user: Any, on: dt.date) -> Any:
    drawn = Draw.objects.filter(on=on).values("district")
    plans = Plan.objects.visible_to(user).filter(state=PlanState.ADOPTED, starts_on__lte=on)
    return plans.exclude(district__in=drawn).select_related("district")


def _office(user: Any, at: dt.datetime) -> Iterator[Todo]:
    mine = Assessment.objects.filter(user.region_scope("region__code", roles=[Role.ADMIN])).select_related("region")
    for row in mine.filter(state__in=[DocumentState.DRAFT, DocumentState.APPROVED]).order_by("month", "pk"):
        verb = _("Approve") if row.state == DocumentState.DRAFT else _("Publish and freeze")
        what = _("{verb}: {place}, scores of {month}").format(verb=verb, place=row.region, month=month_name(row.month))
        why = _("Worked out by itself; look at the ranking, then it is seen by everybody concerned.")
        yield Todo(WEEK, what, why, "", _ranking(row), verb)
    flags = CheckFlag.objects.filter(user.region_scope("district__code", roles=[Role.ADMIN]), answered_at=None).count()
    if flags:
        what = ngettext("{n} question about checks", "{n} questions about checks", flags).format(n=flags)
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
        yield Todo(WEEK, what.format(n=sum(counts.values())), why, "", url, _("To the problems"))
    failed = JobRun.objects.visible_to(user).filter(state=JobState.FAILED, started_at__gte=at - RECENT).count()
    if failed:
        what = ngettext("{n} scheduled run failed", "{n} scheduled runs failed", failed).format(n=failed)
        why = _("Nothing is lost: a missed day or month can be run again.")
        yield Todo(WEEK, what, why, "", reverse("jobs:timetable"), _("To the timetable"), "alarm")


def _ranking(row: Assessment) -> str:
    return f"{reverse('evaluation:assessments')}?region={row.region_id}&month={row.month:%Y-%m}"


def _official(user: Any, at: dt.datetime) -> Iterator[Todo]:
    fresh = Problem.objects.visible_to(user).open().filter(found_at__gte=at - RECENT).count()
    if fresh:
        what = ngettext("{n} new problem at your sites", "{n} new problems at your sites", fresh).format(n=fresh)
        why = _("Found in the last 7 days.")
        yield Todo(WEEK, what, why, "", reverse("evaluation:problems"), _("To the problems"))
    result = latest_result(user)
    if result is not None:
        what = _("See what cost points in {month}").format(month=month_name(result.assessment.month))
        why = _("{party}: {final} points").format(party=result.region or result.organisation, final=result.final)
        yield Todo(LATER, what, why, "", result.get_absolute_url(), _("Open the score"))


def latest_result(user: Any) -> Result | None:
    """The last published score of the place or organisation this person answers for."""
    rows = Result.objects.visible_to(user).openable_by(user).filter(assessment__state=DocumentState.PUBLISHED)
    places = [grant.region for grant in user.held if grant.region]
    owned = [pk for grant in user.held for pk in grant.organisations]
    own = rows.filter(region__in=places) | rows.filter(organisation__in=owned)
    found = own.exclude(final=None).select_related("assessment", "region", "organisation")
    return found.order_by("-assessment__month", "pk").first()


def progress(user: Any, *, on: dt.date) -> dict[str, Any]:
    """How far today's checks are, and what waits for others."""
    today = Check.objects.visible_to(user).filter(on=on).exclude(state__in=["cancelled", "voided"])
    drawn = today.count()
    done = today.exclude(state="drawn").count()
    inspectors = today.order_by().values("inspector").distinct().count()
    return {"drawn": drawn, "done": done, "inspectors": inspectors}


def title(rows: list[Todo]) -> str:
    """The desk's title is the answer: how much is due, today first."""
    today = sum(row.group == TODAY for row in rows)
    if today:
        return ngettext("{n} thing to do today", "{n} things to do today", today).format(n=today)
    if rows:
        return ngettext(
            "Nothing is due today, {n} thing this week", "Nothing is due today, {n} things this week", len(rows)
        ).format(n=len(rows))
    return _("Everything is done")
