"""Decisions as lists and pages show them."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ..choices import STANDING_DECISIONS, Deadline, DecisionState
from ..models import Decision

WEEK = 7
TABS = (
    DecisionState.OPEN,
    DecisionState.IN_PROGRESS,
    DecisionState.RETURNED,
    DecisionState.DONE,
    DecisionState.CONFIRMED,
    DecisionState.CANCELLED,
)


def figures_of(visible: QuerySet[Decision], *, on: dt.date) -> dict[str, int]:
    """How many stand in each state, and how many are overdue or due within a week."""
    counts: dict[str, int] = dict.fromkeys(DecisionState.values, 0)
    counts |= visible.counts()
    counts[Deadline.OVERDUE] = visible.overdue(on=on).count()
    counts[Deadline.WEEK] = visible.due_within(WEEK, on=on).count()
    counts["standing"] = sum(counts[state] for state in STANDING_DECISIONS)
    counts["all"] = sum(counts[state] for state in TABS)
    return counts


def title_of(figures: dict[str, int]) -> str:
    """What the list comes to: how many are overdue of how many that stand."""
    standing, overdue = figures["standing"], figures[Deadline.OVERDUE]
    if not standing:
        return _("Every decision is carried out")
    said = ngettext("{n} decision to be carried out", "{n} decisions to be carried out", standing).format(n=standing)
    return pgettext("decisions", "{said}, {n} of them overdue").format(said=said, n=overdue) if overdue else said


def steps_of(decision: Decision) -> list[Any]:
    """What happened to it, the latest first."""
    return list(decision.steps.select_related("by").order_by("-at", "-pk"))


def districts_with_decisions() -> list[str]:
    """Districts in which somebody still has a decision to carry out."""
    return sorted(Decision.objects.under_way().order_by().values_list("district", flat=True).distinct())
