"""Problems of the small world in every state that a door asks for."""

import datetime as dt
from typing import Any

from evaluation.models import Extension, LookDraw, SecondLook, Suspension
from tests.factories import ProblemFactory


def problems_on_their_way(site: Any, *, official: Any, office: Any, at: dt.datetime, secret: str) -> dict[str, Any]:
    """One problem for each door of rectification, all at the site."""
    due = at + dt.timedelta(days=3)

    def made(item: str, state: str, **changes: Any) -> Any:
        told = {"found_at": at, "assigned_at": at, "due_at": due, "first_due_at": due, "description": secret}
        return ProblemFactory(site=site, item=item, state=state, **(told | changes))

    extended, suspended = made("D-2", "assigned"), made("D-3", "suspended")
    Extension.objects.create(
        problem=extended,
        organisation=extended.organisation,
        until=due + dt.timedelta(days=1),
        reason=secret,
        asked_by=official,
        asked_at=at,
    )
    Suspension.objects.create(
        problem=suspended,
        ground=secret,
        look_again_on=due.date(),
        left_minutes=60,
        suspended_by=office,
        suspended_at=at,
    )
    draw = LookDraw.objects.create(district=site.district, on=at.date(), seed="seed", drawn_at=at)
    closed = made("D-5", "closed", closed_at=at)
    look = SecondLook.objects.create(problem=closed, district=site.district, draw=draw, look_by=due.date())
    return {
        "assigned_problem": made("D-1", "assigned"),
        "extended_problem": extended,
        "suspended_problem": suspended,
        "rectified_problem": made("D-4", "rectified", rectified_at=at),
        "second_look": look,
    }
