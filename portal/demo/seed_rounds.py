"""The months of one district: plan, draws, visits, problems, photos, questions, scores."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from evaluation.models import Site
from evaluation.queries.forms import systems_in_force
from foundation.periods import at_local

from . import (
    seed_after_photos,
    seed_checks,
    seed_exceptions,
    seed_photos,
    seed_problems,
    seed_questions,
    seed_rectifications,
    seed_visits,
)
from .seed_bulletins import publish_bulletins
from .seed_months import publish_months, sum_up
from .seed_plans import DRAWN_AT, adopt_plan, draw_days
from .seed_reports import file_reports
from .seed_sizes import whole_months
from .seed_surveys import ask_residents

SEED = 2026


@dataclass(frozen=True, slots=True)
class Round:
    """What the months of a district came to."""

    days: int
    drawn: int
    done: int
    missed: int
    problems: int
    cancelled: int
    photos: int
    questions: int
    today: int
    answers: int
    bulletins: int
    reports: str


def seed_rounds(
    district: str,
    name: str,
    *,
    first: dt.date,
    today: dt.date,
    office: Any,
    daily_load: int,
    photos: int = 0,
    processes: int = 1,
) -> Round:
    """Let a district work from the first day until yesterday, and draw today's checks."""
    yesterday = today - dt.timedelta(days=1)
    adopt_plan(district, name, daily_load=daily_load, since=first, actor=office)
    draws = draw_days(district, first=first, last=today)
    system = systems_in_force([district])[district]
    visits = seed_visits.drawn_visits(district, before=today)
    seed_visits.carry_out(visits, system=system, first=first, last=yesterday, seed=SEED)
    seed_checks.decide(visits, today=today, seed=SEED)
    seed_questions.hurry_and_stray(visits, seed=SEED)
    shots = seed_photos.plan_shots(visits, most=photos, today=today, seed=SEED)
    odd = seed_questions.take_elsewhere(shots, seed=SEED)
    with seed_photos.drawing(shots, processes=processes) as being_drawn:
        items = seed_checks.write_checks(visits, system=system, office=office)
        lives = seed_rectifications.Lives(district, last=at_local(today, DRAWN_AT), office=office, seed=SEED)
        cases = seed_problems.open_problems(
            visits,
            items,
            system=system,
            organisations=dict(Site.objects.filter(district=district).values_list("pk", "organisation")),
            today=today,
            office=office,
            lives=lives,
            seed=SEED,
        )
        answers = lives.write([(case.row, case.life) for case in cases])
        sum_up(district, first=first, today=today)
        drawn = list(being_drawn)
    odd += seed_questions.hand_in_again(shots, drawn, seed=SEED)
    before = seed_photos.write_photos(shots, drawn, items)
    after = seed_after_photos.write(answers, cases, shots, before, most=photos // 4, processes=processes)
    seed_exceptions.take_other_ways(district, lives=lives, office=office, at=at_local(today, DRAWN_AT))
    questions = seed_questions.ask(visits, odd, today=today, office=office)
    whole = [period for period in whole_months(today) if period.start >= first]
    heard = (
        ask_residents(district, name, whole, today=today, towns=_towns(district), office=office, seed=SEED)
        if whole
        else 0
    )
    filed = file_reports(district, whole, today=today, office=office, seed=SEED) if whole else ""
    publish_months(district, whole, office=office, until=at_local(today, DRAWN_AT))
    written = publish_bulletins(district, today=today, office=office, seed=SEED) if whole else 0
    return Round(
        days=len(draws) - 1,
        drawn=len(visits),
        done=sum(visit.is_done for visit in visits),
        missed=sum(visit.state == "drawn" for visit in visits),
        problems=len(cases),
        cancelled=sum(case.cancelled_at is not None for case in cases),
        photos=len(shots) + after,
        questions=questions,
        today=draws[-1].drawn_count,
        answers=heard,
        bulletins=written,
        reports=filed,
    )


def _towns(district: str) -> list[str]:
    """Streets and towns that have sites."""
    regions = Site.objects.filter(district=district).values_list("region", flat=True)
    return sorted({code[:9] for code in regions})
