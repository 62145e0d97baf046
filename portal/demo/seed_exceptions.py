"""Problems that go another way: more time asked for, suspended, merged, looked at once more."""

import datetime as dt
from itertools import pairwise
from typing import Any

from evaluation.actions import extensions, problems
from evaluation.models import Problem
from foundation.accounts.models import User
from foundation.periods import local_day

GROUNDS = (
    "涉及地下管网改造，需待市政工程列入计划后实施。",
    "产权单位正在破产清算，权属移交后整改。",
    "老旧小区改造已立项，开春后统一施工。",
)
REASONS = ("所需配件已订购，到货后两天内更换。", "需协调三家产权单位，请求延长时限。", "连续降雨无法施工。")
HALF_AN_HOUR = dt.timedelta(minutes=30)


def take_other_ways(district: str, *, lives: Any, office: Any, at: dt.datetime) -> int:
    """A few of the open problems; how many."""
    open_ones = Problem.objects.filter(district=district, state="assigned", lapses=0, due_at__gt=at)
    slow = list(open_ones.filter(severity__in=["normal", "serious"]).order_by("-due_at", "pk")[:6])
    for problem, ground in zip(slow[:3], GROUNDS, strict=False):
        look_again_on = local_day(at) + dt.timedelta(days=60)
        extensions.suspend(problem, ground=ground, look_again_on=look_again_on, actor=office, at=at - HALF_AN_HOUR)
    for number, (problem, reason) in enumerate(zip(slow[3:], REASONS, strict=False)):
        official = User.objects.get(pk=lives.official(problem.organisation_id))
        until = problem.due_at + dt.timedelta(days=3)
        if not official.serves(problem.organisation_id):
            continue
        asked = extensions.ask_extension(problem, until=until, reason=reason, actor=official, at=at - HALF_AN_HOUR)
        if number == 0:
            extensions.grant_extension(asked, actor=office, at=at)
    return len(slow) + _merge(district, office=office, at=at)


def _merge(district: str, *, office: Any, at: dt.datetime) -> int:
    """Two that wait for the office at one site are the same thing seen twice."""
    waiting = list(Problem.objects.filter(district=district, state="found").order_by("site", "pk"))
    for one, other in pairwise(waiting):
        if one.site_id == other.site_id:
            problems.merge(other, into=one, actor=office, at=at)
            return 1
    return 0
