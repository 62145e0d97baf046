"""Who looks again at what was put right."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Q

from foundation.accounts.models import User
from foundation.periods import local_day

from ..choices import ProblemState
from ..models import Problem, Recheck

MOST_ASKED = 40


def inspectors(problem: Problem, *, at: dt.datetime) -> list[User]:
    """The inspectors of the place of a problem, but for who put it right (辖区督查员)."""
    rows = User.objects.inspectors_of(problem.region_id, on=local_day(at)).exclude(pk=problem.rectified_by_id)
    return list(rows[:MOST_ASKED])


def in_turn(problem: Problem, *, at: dt.datetime) -> Iterator[User]:
    """Whom the rule asks first (自动指定次序): who looked last, who found it, then whoever has least to look at."""
    people = {person.pk: person for person in inspectors(problem, at=at)}
    last = Recheck.objects.filter(problem=problem).order_by("-pk").values_list("checked_by", flat=True).first()
    for pk in (last, problem.found_by_id):
        if pk in people:
            yield people.pop(pk)
    waiting = Problem.objects.filter(
        district=problem.district_id, state=ProblemState.RECTIFIED, needs_recheck=True, rechecker__in=people
    )
    load = dict(waiting.order_by().values_list("rechecker").annotate(n=Count("pk", filter=~Q(pk=problem.pk))))
    yield from sorted(people.values(), key=lambda person: (load.get(person.pk, 0), person.pk))
