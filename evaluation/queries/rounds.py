"""An inspector's round: each check with its form and what was found there before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Subquery

from ..models import Check, Problem
from .forms import Form, form_of, systems_in_force

NO_FORM = Form(0, ())


@dataclass
class Stop:
    """One check of a round."""

    check: Check
    form: Form
    open_problems: list[Problem] = field(default_factory=list)


def stops(checks: Iterable[Check]) -> list[Stop]:
    """The checks with their forms and the open problems of their sites; the same few queries for any number."""
    rows = list(checks)
    systems = systems_in_force({row.district_id for row in rows if row.system_id is None})
    problems: dict[int, list[Problem]] = defaultdict(list)
    for problem in Problem.objects.open().filter(site__in={row.site_id for row in rows}).order_by("-found_at", "-pk"):
        problems[problem.site_id].append(problem)
    return [Stop(row, _form(row, systems), problems[row.site_id]) for row in rows]


def with_last_check(checks: Any) -> Any:
    """Checks with the day and the score of the last counted check of the same site before them."""
    before = Check.objects.counted().filter(site=OuterRef("site"), on__lt=OuterRef("on")).order_by("-on", "-pk")
    return checks.annotate(last_on=Subquery(before.values("on")[:1]), last_score=Subquery(before.values("score")[:1]))


def _form(check: Check, systems: dict[str, int | None]) -> Form:
    system = check.system_id or systems[check.district_id]
    return NO_FORM if system is None else form_of(system, check.site.type_id)
