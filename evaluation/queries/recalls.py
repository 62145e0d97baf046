"""Which assignments can still be taken back."""

import datetime as dt
from typing import Any

from ..models import Notice, Problem
from .check_pages import within_districts

RECALL_WITHIN = dt.timedelta(minutes=5)
MOST = 100


def recallable_by(user: Any, *, at: dt.datetime) -> list[Notice]:
    """What this person has assigned within the last minutes and may still take back, the first one first."""
    rows = Notice.objects.filter(within_districts(user), issued_by=user.pk).recallable(since=at - RECALL_WITHIN)
    return list(rows.order_by("issued_at", "pk")[:MOST])


def recallable_of(problem: Problem, *, at: dt.datetime) -> Notice | None:
    """The assignment of a problem that can still be taken back."""
    return Notice.objects.filter(problem=problem).recallable(since=at - RECALL_WITHIN).order_by("-pk").first()


def until(notices: list[Notice]) -> dt.datetime | None:
    """When the first of them stays for good."""
    return min(notice.issued_at for notice in notices) + RECALL_WITHIN if notices else None
