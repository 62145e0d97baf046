"""Days of action, special actions and pairings of the demonstration, in one step."""

import datetime as dt
from typing import Any

from .seed_action_orders import seed_action_orders
from .seed_pairings import seed_pairings
from .seed_special_actions import seed_special_actions


def seed_actions(district: str, *, today: dt.date, office: Any) -> str:
    """What there is now, in one line."""
    tasks = seed_action_orders(district, today=today, office=office)
    adopted, counted = seed_special_actions(district, today=today, office=office, tasks=tasks)
    paired, supported = seed_pairings(district, today=today)
    return (
        f"{len(tasks)} action tasks, {adopted} special actions, {counted} records counted in campaigns, "
        f"{paired} pairings, {supported} support records"
    )
