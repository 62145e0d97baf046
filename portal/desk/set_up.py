"""First steps that the office has still to take."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluation.choices import PlanState
from evaluation.models import Draw, Plan, Site
from foundation.accounts.choices import Role
from foundation.organisations.models import Region

from .rows import TODAY, Todo


def set_up(user: Any, on: dt.date) -> Iterator[Todo]:
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


def _districts(user: Any) -> Any:
    return Region.objects.filter(user.region_scope("code", roles=[Role.ADMIN])).districts()


def _not_drawn(user: Any, on: dt.date) -> Any:
    drawn = Draw.objects.filter(on=on).values("district")
    plans = Plan.objects.visible_to(user).filter(state=PlanState.ADOPTED, starts_on__lte=on)
    return plans.exclude(district__in=drawn).select_related("district")
