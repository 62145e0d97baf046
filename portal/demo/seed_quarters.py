"""The quarters that are over: prepared, in publicity with an appeal, and published when their term has passed."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from evaluation.actions import appeals, evaluations
from evaluation.models import Evaluation, EvaluationResult
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind, at_local

STREET = "990102003"
OFFICE_OF_STREET = "official_street"
MORNING = dt.time(9, 30)


def seed_quarters(
    code: str, months: list[Period], *, people: Mapping[str, Any], until: dt.datetime
) -> list[Evaluation]:
    """Each quarter whose last month is published: opened on the eighth, approved and published after its publicity."""
    region, made = Region.objects.get(pk=code), []
    for last in (month for month in months if month.end == _quarter(month).end):
        quarter = _quarter(last)
        begun = at_local(quarter.end + dt.timedelta(days=8), MORNING)
        if begun > until:
            continue
        evaluation = evaluations.prepare(region, period=quarter, actor=None, at=begun)
        evaluations.open_for_appeal(evaluation, actor=people["admin"], at=begun)
        _appeal(evaluation, people, at=begun + dt.timedelta(hours=5))
        end = (evaluation.appeal_until or until) + dt.timedelta(hours=16)
        if end <= until:
            evaluations.approve(evaluation, actor=people["admin"], at=end)
            evaluations.publish(evaluation, actor=people["admin"], at=end + dt.timedelta(minutes=40))
        made.append(evaluation)
    return made


def _quarter(month: Period) -> Period:
    return Period.containing(month.start, PeriodKind.QUARTER)


def _appeal(evaluation: Evaluation, people: Mapping[str, Any], *, at: dt.datetime) -> None:
    """A street disputes its result and is right in part."""
    result = EvaluationResult.objects.filter(evaluation=evaluation, region=STREET).exclude(final=None).first()
    if result is None:
        return
    ground = "本季度承办全区志愿服务现场推进会，市文明办已发文通报表扬，考评未计加分。"
    appeal = appeals.lodge(result, ground=ground, actor=people[OFFICE_OF_STREET], at=at)
    decision = "经核对市文明办通报，情况属实，按办法补记加分1分。"
    later = at + dt.timedelta(days=1)
    appeals.accept(appeal, decision=decision, points=Decimal(1), actor=people["admin"], at=later)
