"""What waits for an official."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.choices import DocumentState
from evaluation.models import Problem, Result
from evaluation.queries.assessment_titles import month_name

from .rows import LATER, WEEK, Todo

RECENT = dt.timedelta(days=7)


def official(user: Any, at: dt.datetime) -> Iterator[Todo]:
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
