"""Surveys: draft, open, answer, close."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import DomainError
from foundation.organisations.models import Region
from foundation.periods import local_day
from foundation.transitions import move

from ..choices import QuestionKind, SurveyState, VersionState
from ..models import Survey, SurveyAnswer
from ..permissions import can_survey
from ..scoring.satisfaction import SCALE, score_of
from ..transitions import SURVEY


class QuestionnaireNotInForce(DomainError):
    """A survey asks a published questionnaire."""


class NotAnswerable(DomainError):
    """The survey takes no answers today."""


class NotUnderstood(DomainError):
    """An answer does not fit its question."""


@transaction.atomic
def draft(survey: Survey, *, actor: Any, at: dt.datetime) -> Survey:
    """Prepare a survey (拟定满意度调查)."""
    can_survey(actor, survey.region_id).enforce()
    if survey.questionnaire.state != VersionState.PUBLISHED:
        raise QuestionnaireNotInForce(_("Choose a questionnaire that is in force."))
    if survey.site is not None:
        survey.organisation = survey.organisation or survey.site.organisation
    survey.district_id, survey.drafted_by = survey.region.district_code, actor
    checked(survey)
    survey.save()
    record("survey.draft", survey, actor=actor, at=at, after={"title": survey.title, "from": survey.starts_on})
    return survey


@transaction.atomic
def open_(survey: Survey, *, actor: Any, at: dt.datetime) -> None:
    """From its first day on everybody with the link can answer (开始调查)."""
    can_survey(actor, survey.region_id).enforce()
    before = move(survey, SURVEY, to=SurveyState.OPEN)
    record("survey.open", survey, actor=actor, at=at, before={"state": before}, after={"state": survey.state})


@transaction.atomic
def close(survey: Survey, *, actor: Any, at: dt.datetime) -> None:
    """No more answers, before the last day too (结束调查)."""
    can_survey(actor, survey.region_id).enforce()
    before = move(survey, SURVEY, to=SurveyState.CLOSED)
    record("survey.close", survey, actor=actor, at=at, before={"state": before}, after={"state": survey.state})


@transaction.atomic
def answer(
    survey: Survey, *, answers: Mapping[int, str], place: Region | None, device_day: str, actor: None, at: dt.datetime
) -> bool:
    """Take one filled questionnaire (答卷); False when this device has answered today. Nobody is recorded.

    ``answers`` are options by question; ``device_day`` is the mark of a device and a day. The audit trail would tell
    who answered when, so it holds the count of a day only, with the first answer.
    """
    on = local_day(at)
    if not Survey.objects.answerable(on=on).filter(pk=survey.pk).exists():
        raise NotAnswerable(_("This survey takes no answers today."))
    kept, counting = _fitting(survey, answers)
    region = _place(survey, place)
    first = not SurveyAnswer.objects.filter(survey=survey, on=on).exists()
    row = SurveyAnswer(
        survey=survey,
        district_id=survey.district_id,
        region=region,
        organisation_id=survey.organisation_id,
        site_id=survey.site_id,
        on=on,
        month=on.replace(day=1),
        score=score_of(counting),
        answers=kept,
        device_day=device_day,
        answered_at=at,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # this device has answered today
        return False
    if first:
        record("survey.answer", survey, actor=actor, at=at, after={"on": on})
    return True


def _fitting(survey: Survey, answers: Mapping[int, str]) -> tuple[dict[str, str], list[str]]:
    """The answers by the question's key, and those that count."""
    kept, counting = {}, []
    for question in survey.questionnaire.questions.order_by("position"):
        given = answers.get(question.pk, "")
        if not given:
            if question.required:
                raise NotUnderstood(_("Please answer “{question}”.").format(question=question))
            continue
        allowed = SCALE if question.kind == QuestionKind.FIVE_POINT else {one["code"] for one in question.options}
        if given not in allowed:
            raise NotUnderstood(_("“{question}” has no such answer.").format(question=question))
        kept[str(question.pk)] = given
        if question.counts:
            counting.append(given)
    return kept, counting


def _place(survey: Survey, place: Region | None) -> Region:
    if not survey.asks_place:
        return survey.region
    if place is None or not place.code.startswith(survey.region_id):
        raise NotUnderstood(_("Please choose your street or town."))
    return place
