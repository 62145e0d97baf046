"""Adopts the inspection plan of a district and draws its days."""

import datetime as dt
import hashlib
from typing import Any

from evaluation.actions import plans
from evaluation.actions.plans import Times
from evaluation.choices import Frequency
from evaluation.models import Draw, Plan, SiteType
from foundation.periods import at_local

TWICE_A_MONTH = ("market", "main_street", "commercial_street", "intersection", "school_surroundings", "coach_station")
ONCE_A_QUARTER = """
    practice_station practice_institute community_culture_centre cultural_station youth_palace counselling_station
    science_venue patriotic_base scenic_spot travel_agency shelter bus_stop bank clinic hotel
"""
DRAWN_AT = dt.time(5, 30)


def adopt_plan(district: str, name: str, *, daily_load: int, since: dt.date, actor: Any) -> Plan:
    """A plan for all site types: most once a month, busy places twice, quiet ones once a quarter."""
    at = at_local(since - dt.timedelta(days=3), dt.time(10))
    plan = Plan(name=f"{name}日常督查计划", district_id=district, starts_on=since, daily_load=daily_load)
    rules = [Times(kind, *_frequency(kind.code)) for kind in SiteType.objects.filter(retired_on=None).order_by("code")]
    plans.draft(plan=plan, rules=rules, actor=actor, at=at)
    plans.adopt(plan, actor=actor, at=at + dt.timedelta(minutes=20))
    return plan


def draw_days(district: str, *, first: dt.date, last: dt.date) -> list[Draw]:
    """Every day's draw on its own morning, with numbers that are the same in every demonstration."""
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        plans.draw(district, on=day, actor=None, at=at_local(day, DRAWN_AT), nonce=_nonce(district, day))
        for day in days
    ]


def _frequency(site_type: str) -> tuple[int, Frequency]:
    if site_type in ONCE_A_QUARTER.split():
        return 1, Frequency.QUARTER
    return 2 if site_type in TWICE_A_MONTH else 1, Frequency.MONTH


def _nonce(district: str, day: dt.date) -> str:
    return hashlib.sha256(f"demonstration {district} {day}".encode()).hexdigest()[:32]
