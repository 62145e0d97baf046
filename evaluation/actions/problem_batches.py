"""Several problems at once: cancel."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from ..models import Problem
from . import problems


@transaction.atomic
def cancel_many(rows: Iterable[Problem], *, reason: str, actor: Any, at: dt.datetime) -> int:
    """The office takes back several problems for one reason (批量撤销): all of them or, when one cannot be, none."""
    chosen = sorted(rows, key=lambda problem: problem.pk)
    for problem in chosen:
        problems.cancel(problem, reason=reason, actor=actor, at=at)
    return len(chosen)
