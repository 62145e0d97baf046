"""A week of October 2026 and its bulletin, compiled, written and published."""

import datetime as dt

from evaluation.actions import bulletins
from evaluation.models import Bulletin
from foundation.periods import Period

SHANGHAI = dt.timezone(dt.timedelta(hours=8))
WEEK = Period.parse("2026-W42")
MONDAY = dt.datetime(2026, 10, 19, 6, 0, tzinfo=SHANGHAI)


def at(day: int, hour: int = 12) -> dt.datetime:
    return dt.datetime(2026, 10, day, hour, 0, tzinfo=SHANGHAI)


def compiled(region, **given) -> Bulletin:
    return bulletins.compile_(region, **{"week": WEEK, "actor": None, "at": MONDAY, **given})


def written(region, office) -> Bulletin:
    made = compiled(region)
    bulletins.write(made, comment="稳中有进。", next_steps="限期整改。", is_public=True, actor=office, at=MONDAY)
    return made


def published_one(region, office) -> Bulletin:
    made = written(region, office)
    bulletins.approve(made, actor=office, at=MONDAY)
    bulletins.publish(made, actor=office, at=MONDAY)
    return made
