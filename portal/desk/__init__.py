"""What is due for somebody, from the records: the rows of his desk (待办)."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.models import Check
from foundation.accounts.choices import Role

from .actions import actions_of_office, actions_of_official
from .bulletins import bulletins
from .decisions import decisions_of_office, decisions_of_owner, invitations
from .inspectors import inspector
from .ledgers import ledgers_of_office, ledgers_of_official
from .notices import left_to_the_office, unsigned
from .office import office
from .officials import latest_result, official
from .progress_reports import reports_of_office, reports_of_official
from .quarters import quarters_of_office, quarters_of_official, reviewer
from .rows import LATER, TODAY, WEEK, Todo
from .set_up import set_up
from .subjects import gaps_of_official

__all__ = ["LATER", "TODAY", "WEEK", "Todo", "latest_result", "progress", "title", "todos"]


def todos(user: Any, *, on: dt.date, at: dt.datetime) -> list[Todo]:
    """Everything that waits for this person, the most urgent first."""
    rows = [*inspector(user, on), *reviewer(user), *invitations(user, at)]
    if user.has_role(Role.ADMIN):
        rows += [
            *set_up(user, on),
            *office(user, at),
            *bulletins(user),
            *left_to_the_office(user, at),
            *quarters_of_office(user, at),
            *decisions_of_office(user, at),
            *reports_of_office(user, on),
            *ledgers_of_office(user, on),
            *actions_of_office(user, on),
        ]
    elif user.has_role(Role.OFFICIAL):
        rows += [*unsigned(user, at), *official(user, at), *quarters_of_official(user, at)]
        rows += [*decisions_of_owner(user, at), *reports_of_official(user, on), *ledgers_of_official(user, on)]
        rows += [*actions_of_official(user, on), *gaps_of_official(user)]
    order = (TODAY, WEEK, LATER)
    return sorted(rows, key=lambda row: order.index(row.group))


def progress(user: Any, *, on: dt.date) -> dict[str, Any]:
    """How far today's checks are, and what waits for others."""
    today = Check.objects.visible_to(user).filter(on=on).exclude(state__in=["cancelled", "voided"])
    drawn = today.count()
    done = today.exclude(state="drawn").count()
    inspectors = today.order_by().values("inspector").distinct().count()
    return {"drawn": drawn, "done": done, "inspectors": inspectors}


def title(rows: list[Todo]) -> str:
    """The desk's title is the answer: how much is due, today first."""
    today = sum(row.group == TODAY for row in rows)
    if today:
        return ngettext("{n} thing to do today", "{n} things to do today", today).format(n=today)
    if rows:
        return ngettext(
            "Nothing is due today, {n} thing this week", "Nothing is due today, {n} things this week", len(rows)
        ).format(n=len(rows))
    return _("Everything is done")
