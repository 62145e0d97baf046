"""The weekly bulletins of the demonstration: compiled on Mondays, written, published; the last one is a draft."""

import datetime as dt
from random import Random
from typing import Any

from campaigns.actions import boards
from campaigns.models import BoardEntry
from evaluation.actions import bulletins
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind, at_local

WEEKS = 12
COMMENTS = (
    "背街小巷和集贸市场问题仍较集中，占道经营反复出现。",
    "窗口单位保持较好，老旧小区楼道堆物有所减少。",
    "校园周边秩序好转，公共厕所保洁仍有短板。",
    "各镇街整改普遍按期，个别单位一拖再拖，须引起重视。",
)
STEPS = (
    "一、对照问题清单逐项整改，按期报送。二、属地每天巡查一次重点点位。三、下周“回头看”已办结问题。",
    "一、集中整治农贸市场和学校周边。二、二次逾期单位报送书面说明。三、完善常态保洁。",
    "一、补齐公益广告和志愿服务岗。二、老旧小区楼道集中清理。三、督办件优先办结。",
)
LISTED_FOR = 3


def publish_bulletins(district: str, *, today: dt.date, office: Any, seed: int) -> int:
    """Twelve weeks, all but the last published; says how many there are."""
    region = Region.objects.get(pk=district)
    week = Period.containing(today, PeriodKind.WEEK)
    weeks = [week := week.previous() for _number in range(WEEKS)][::-1]
    for number, one in enumerate(weeks):
        monday = one.end + dt.timedelta(days=1)
        made = bulletins.compile_(region, week=one, actor=None, at=at_local(monday, dt.time(6)))
        if number + 1 == len(weeks):
            break
        rng = Random(f"{seed} {one.code} bulletin")
        _decide_entries(district, office=office, at=at_local(monday, dt.time(9, 20)))
        told = {"comment": rng.choice(COMMENTS), "next_steps": rng.choice(STEPS), "is_public": number >= len(weeks) - 5}
        bulletins.write(made, **told, actor=office, at=at_local(monday, dt.time(9, 30)))
        bulletins.approve(made, actor=office, at=at_local(monday, dt.time(9, 50)))
        bulletins.publish(made, actor=office, at=at_local(monday, dt.time(10)))
    return len(weeks)


def _decide_entries(district: str, *, office: Any, at: dt.datetime) -> None:
    """What is proposed goes on the boards; what has stood for three weeks leaves them."""
    for entry in BoardEntry.objects.filter(district=district, state="proposed").order_by("pk"):
        boards.approve(entry, actor=office, at=at)
    old = BoardEntry.objects.filter(
        district=district, state="approved", decided_at__lt=at - dt.timedelta(weeks=LISTED_FOR)
    )
    for entry in old.order_by("pk"):
        boards.remove(entry, reason="问题已整改办结，期满撤榜。", actor=office, at=at)
