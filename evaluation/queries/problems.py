"""Reads around one problem and what is left to do with many."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from ..choices import OPEN_PROBLEMS, ProblemState
from ..models import Problem, Rectification, RectificationPhoto
from .policies import automatic_severities

FARTHEST_BACK = dt.timedelta(days=31)


def open_problem_of(site: int, item: str) -> Problem | None:
    """The open problem about an item of a site."""
    return Problem.objects.filter(site=site, item=item, state__in=OPEN_PROBLEMS).exclude(item="").first()


def left_to_assign(problems: Iterable[int]) -> QuerySet[Problem]:
    """Those of the problems that nobody has been given yet; what an organisation gave back waits for the office."""
    rows = Problem.objects.filter(pk__in=list(problems), state=ProblemState.FOUND, assigned_at=None)
    return rows.select_related("organisation").order_by("pk")


def left_to_give_out(district: str, *, at: dt.datetime) -> list[int]:
    """Problems of a district that should have been given out by themselves, found within a month."""
    rows = Problem.objects.filter(_left(automatic_severities(district), at), district=district)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def rectifications_left(district: str) -> QuerySet[Rectification]:
    """Rectifications whose photos nobody has examined, or that nobody has to look at again."""
    rows = Rectification.objects.filter(problem__district=district, problem__state=ProblemState.RECTIFIED)
    unexamined = RectificationPhoto.objects.filter(rectification=OuterRef("pk"), examined_at=None)
    return rows.filter(Exists(unexamined) | Q(problem__needs_recheck=False)).order_by("pk")


def districts_with_left(*, at: dt.datetime) -> list[str]:
    """Districts in which something may be left to give out or to settle."""
    rows = Problem.objects.filter(_left(automatic_severities(None), at) | Q(state=ProblemState.RECTIFIED))
    return list(rows.order_by("district").values_list("district", flat=True).distinct())


def _left(severities: Iterable[str], at: dt.datetime) -> Q:
    return Q(state=ProblemState.FOUND, assigned_at=None, severity__in=list(severities), found_at__gt=at - FARTHEST_BACK)
