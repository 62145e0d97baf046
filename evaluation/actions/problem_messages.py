"""Who is told what about a problem: its organisation, or the office."""

import datetime as dt
from typing import Any

from foundation.accounts.models import User
from foundation.notifications.outbox import notify
from foundation.periods import local_day

from ..models import Problem


def tell_organisation(problem: Problem, kind: str, *, at: dt.datetime, **values: Any) -> None:
    """Tell the officials of the responsible organisation, and its channels."""
    officials = User.objects.officials_of(problem.organisation, on=local_day(at))
    notify(
        officials,
        kind,
        values=_values(problem, values),
        url=problem.get_absolute_url(),
        at=at,
        region=problem.region_id,
        organisation=problem.organisation_id,
    )


def tell_office(problem: Problem, kind: str, *, at: dt.datetime, **values: Any) -> None:
    """Tell the office that decides about the problem."""
    office = User.objects.offices_of(problem.district_id, on=local_day(at))
    told = _values(problem, values | {"organisation": problem.organisation})
    notify(office, kind, values=told, url=problem.get_absolute_url(), at=at, region=problem.region_id)


def _values(problem: Problem, values: dict[str, Any]) -> dict[str, Any]:
    told = {"problem": problem.number, "site": problem.site} | values
    if problem.due_at is not None:
        told["due"] = problem.due_at
    return told
