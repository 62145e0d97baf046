"""What residents of the demonstration answered: a survey each month, town by town."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from random import Random
from typing import Any

from evaluation.actions import surveys
from evaluation.models import Questionnaire, Survey, SurveyAnswer
from evaluation.scoring.satisfaction import score_of
from foundation.organisations.models import Region
from foundation.periods import Period, at_local, local_day

from .seed_tempers import TOWNS

LEVELS = ("very_satisfied", "satisfied", "fair", "dissatisfied", "very_dissatisfied")
PLAIN = (34.0, 40.0, 18.0, 6.0, 2.0)
FIRST_DAY, LAST_DAY = 8, 24


def ask_residents(
    district: str, name: str, months: Sequence[Period], *, today: dt.date, towns: Sequence[str], office: Any, seed: int
) -> int:
    """One survey of the whole district a month, that of the running month still open; how many answered."""
    questionnaire = Questionnaire.objects.prefetch_related("questions").get(code="civilised_city", region=None)
    region, count = Region.objects.get(pk=district), 0
    for month in (*months, months[-1].next()):
        is_running = month.contains(today)
        first = month.start.replace(day=FIRST_DAY)
        last = month.end if is_running else month.start.replace(day=LAST_DAY)
        if today <= first:
            break
        survey = Survey(
            questionnaire=questionnaire,
            region=region,
            title=f"{name}{month.start.month}月文明创建满意度调查",
            asks_place=True,
            starts_on=first,
            ends_on=last,
            token=hashlib.sha256(f"{seed} {district} {month.code} survey".encode()).hexdigest()[:12],
        )
        surveys.draft(survey, actor=office, at=at_local(first - dt.timedelta(days=2), dt.time(15)))
        surveys.open_(survey, actor=office, at=at_local(first - dt.timedelta(days=1), dt.time(9)))
        until = min(last, today - dt.timedelta(days=1))
        count += len(SurveyAnswer.objects.bulk_create(_answers(survey, towns, until, seed), batch_size=1000))
        if not is_running:
            surveys.close(survey, actor=office, at=at_local(last + dt.timedelta(days=1), dt.time(9)))
    return count


def _answers(survey: Survey, towns: Sequence[str], until: dt.date, seed: int) -> list[SurveyAnswer]:
    """Some thirty of each street or town; where sites are badly kept, people are less content."""
    rng = Random(f"{seed} {survey.token}")
    questions = list(survey.questionnaire.questions.order_by("position"))
    rows = []
    for town in towns:
        lost = sum(TOWNS.get(town, (0.13, 0.13))) / 2
        for _number in range(rng.randint(16, 44)):
            kept = {str(question.pk): _choice(question, lost, rng) for question in questions}
            kept = {key: value for key, value in kept.items() if value}
            day = survey.starts_on + dt.timedelta(days=rng.randint(0, (until - survey.starts_on).days))
            at = at_local(day, dt.time(rng.randint(8, 21), rng.randint(0, 59)))
            rows.append(
                SurveyAnswer(
                    survey=survey,
                    district_id=survey.district_id,
                    region_id=town,
                    on=local_day(at),
                    month=day.replace(day=1),
                    score=score_of(kept[str(one.pk)] for one in questions if one.counts),
                    answers=kept,
                    device_day=hashlib.sha256(f"{survey.token} {town} {len(rows)}".encode()).hexdigest(),
                    answered_at=at,
                )
            )
    return sorted(rows, key=lambda row: (row.answered_at, row.device_day))


def _choice(question: Any, lost: float, rng: Random) -> str:
    if question.kind == "choice":
        return rng.choice([one["code"] for one in question.options]) if rng.random() < 0.8 else ""
    shares = [share * (1 + n * (lost - 0.12) * 4) for n, share in enumerate(PLAIN)]
    return rng.choices(LEVELS, weights=[max(0.3, share) for share in shares])[0]
