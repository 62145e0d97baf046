"""The records behind a figure of a bulletin, as they were counted when it was compiled."""

from dataclasses import dataclass
from typing import Any

from ..choices import BEHIND, OF_CHECKS, CountedAs
from ..models import Bulletin, BulletinRecords, Check, Problem

ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Behind:
    """One page of the records behind a figure: what was counted, how many, and those in the reader's reach."""

    counted: CountedAs
    total: int
    checks: list[Check]
    problems: list[Problem]
    hidden: int
    following: int | None
    before: int | None


def behind(bulletin: Bulletin, figure: str, user: Any, *, start: int = 0) -> Behind | None:
    """The records of a figure from a position on; nothing where none were kept."""
    counted = BEHIND.get(figure)
    row = BulletinRecords.objects.filter(bulletin=bulletin, counted=counted).first() if counted else None
    if counted is None or row is None:
        return None
    start = start if 0 < start < len(row.ids) else 0
    keys = row.ids[start : start + ON_A_PAGE]
    checks = _checks(keys, user) if counted in OF_CHECKS else []
    problems = [] if counted in OF_CHECKS else _problems(keys, user)
    return Behind(
        counted=counted,
        total=len(row.ids),
        checks=checks,
        problems=problems,
        hidden=len(keys) - len(checks) - len(problems),
        following=start + ON_A_PAGE if start + ON_A_PAGE < len(row.ids) else None,
        before=max(0, start - ON_A_PAGE) if start else None,
    )


def _checks(keys: list[int], user: Any) -> list[Check]:
    rows = Check.objects.visible_to(user).filter(pk__in=keys)
    return list(rows.select_related("site__region").order_by("pk"))


def _problems(keys: list[int], user: Any) -> list[Problem]:
    rows = Problem.objects.visible_to(user).filter(pk__in=keys)
    return list(rows.select_related("site__region", "organisation").order_by("pk"))
