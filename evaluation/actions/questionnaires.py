"""Questionnaires: copy into a draft, write the questions, publish, retire."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import DomainError
from foundation.organisations.models import Region
from foundation.transitions import move

from ..choices import VersionState
from ..models import Question, Questionnaire
from ..permissions import can_edit_questionnaire, can_survey
from ..transitions import VERSION

FIELDS = ("kind", "text", "text_en", "options", "counts", "required")


class QuestionnaireSettled(DomainError):
    """Only a draft is changed: what was asked once must stay readable as it was."""


class NothingToAsk(DomainError):
    """A questionnaire without a question that counts tells nothing of satisfaction."""


@transaction.atomic
def copy(questionnaire: Questionnaire, *, region: Region, actor: Any, at: dt.datetime) -> Questionnaire:
    """A draft of one's own, the next version of the same questionnaire in this region (复制为新版)."""
    can_survey(actor, region.code).enforce()
    earlier = Questionnaire.objects.filter(region=region, code=questionnaire.code)
    last = earlier.aggregate(last=Max("version"))["last"] or 0
    made = Questionnaire(
        region=region,
        code=questionnaire.code,
        version=last + 1,
        name=questionnaire.name,
        name_en=questionnaire.name_en,
    )
    checked(made)
    made.save()
    Question.objects.bulk_create(
        Question(questionnaire=made, position=row.position, **{name: getattr(row, name) for name in FIELDS})
        for row in questionnaire.questions.order_by("position")
    )
    record("questionnaire.draft", made, actor=actor, at=at, after={"version": made.version, "from": questionnaire.pk})
    return made


@transaction.atomic
def write(
    questionnaire: Questionnaire,
    *,
    name: str,
    name_en: str,
    questions: Iterable[Mapping[str, Any]],
    actor: Any,
    at: dt.datetime,
) -> None:
    """Write a draft's questions anew, in the order given (编辑问卷)."""
    can_edit_questionnaire(actor, questionnaire).enforce()
    locked = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if locked.state != VersionState.DRAFT:
        raise QuestionnaireSettled(_("This version is published and stays as it is. Copy it into a new version."))
    questionnaire.name, questionnaire.name_en = name.strip(), name_en.strip()
    checked(questionnaire)
    questionnaire.save(update_fields=["name", "name_en"])
    questionnaire.questions.all().delete()
    rows = [Question(questionnaire=questionnaire, position=n, **told) for n, told in enumerate(questions, 1)]
    for row in rows:
        checked(row)
    Question.objects.bulk_create(rows)
    record("questionnaire.edit", questionnaire, actor=actor, at=at, after={"questions": len(rows)})


@transaction.atomic
def publish(questionnaire: Questionnaire, *, actor: Any, at: dt.datetime) -> None:
    """From now on surveys may use this version; the one before retires (发布)."""
    can_edit_questionnaire(actor, questionnaire).enforce()
    if not questionnaire.questions.filter(counts=True).exists():
        raise NothingToAsk(_("Mark at least one five-point question that counts as satisfaction."))
    before = move(questionnaire, VERSION, to=VersionState.PUBLISHED)
    same = Questionnaire.objects.filter(
        region=questionnaire.region_id, code=questionnaire.code, state=VersionState.PUBLISHED
    )
    for earlier in same.exclude(pk=questionnaire.pk):
        move(earlier, VERSION, to=VersionState.RETIRED)
        record("questionnaire.retire", earlier, actor=actor, at=at, after={"state": earlier.state})
    after = {"state": questionnaire.state, "version": questionnaire.version}
    record("questionnaire.publish", questionnaire, actor=actor, at=at, before={"state": before}, after=after)
