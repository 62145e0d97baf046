"""Report templates: copy into a draft, write, publish, retire."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import BadInput, DomainError
from foundation.metrics.models import Metric
from foundation.organisations.models import Region
from foundation.periods import local_day
from foundation.transitions import move

from ..choices import TemplateState
from ..kinds.questions import questions_of
from ..models import ReportTemplate
from ..permissions import can_edit_template, can_write_templates
from ..transitions import TEMPLATE

COPIED = (
    "code", "creation_type", "period", "name", "name_en", "filed_by", "due_working_days", "figures", "texts", "evidence"
)  # fmt: skip
WRITTEN = ("name", "name_en", "filed_by", "due_working_days", "figures", "texts", "evidence")
LONGEST_TEXT = 500


class TemplateSettled(DomainError):
    """Only a draft is changed: what was asked once stays readable as it was asked."""


class NothingAsked(DomainError):
    """A template that asks nothing makes work for nobody and tells nothing."""


@transaction.atomic
def copy(template: ReportTemplate, *, region: Region | None, actor: Any, at: dt.datetime) -> ReportTemplate:
    """A draft of one's own, the next version of the same template in this region (复制为新版)."""
    can_write_templates(actor, region.code if region else None).enforce()
    base = template.version.split(".")[0]
    known = ReportTemplate.objects.filter(region=region, code=template.code)
    taken = set(known.values_list("version", flat=True))
    number = next(n for n in range(1, len(taken) + 2) if f"{base}.{n}" not in taken)
    made = ReportTemplate(
        region=region,
        version=f"{base}.{number}",
        drafted_by=actor,
        **{name: getattr(template, name) for name in COPIED},
    )
    checked(made)
    made.save()
    record("template.draft", made, actor=actor, at=at, after={"version": made.version, "from": template.pk})
    return made


@transaction.atomic
def write(template: ReportTemplate, *, actor: Any, at: dt.datetime, **told: Any) -> None:
    """Write a draft anew (编辑模板): name, who files, when it is due, what is asked."""
    can_edit_template(actor, template).enforce()
    locked = ReportTemplate.objects.select_for_update().get(pk=template.pk)
    if locked.state != TemplateState.DRAFT:
        raise TemplateSettled(_("This version is published and stays as it is. Copy it into a new version."))
    for name in WRITTEN:
        if name in told:
            setattr(template, name, told[name])
    _sound(template)
    checked(template)
    template.save(update_fields=WRITTEN)
    after = {"figures": len(template.figures), "texts": len(template.texts), "evidence": len(template.evidence)}
    record("template.edit", template, actor=actor, at=at, after=after)


@transaction.atomic
def publish(template: ReportTemplate, *, actor: Any, at: dt.datetime) -> None:
    """From the next opening on this version is asked (发布); the one before retires, opened reports keep theirs."""
    can_edit_template(actor, template).enforce()
    if not (template.figures or template.texts):
        raise NothingAsked(_("Ask at least one figure or one text before publishing."))
    _sound(template)
    same = ReportTemplate.objects.filter(
        region=template.region_id, code=template.code, state=TemplateState.PUBLISHED
    ).exclude(pk=template.pk)
    for earlier in same:
        move(earlier, TEMPLATE, to=TemplateState.RETIRED)
        record("template.retire", earlier, actor=actor, at=at, after={"state": earlier.state})
    before = move(template, TEMPLATE, to=TemplateState.PUBLISHED, published_on=local_day(at))
    after = {"state": template.state, "version": template.version}
    record("template.publish", template, actor=actor, at=at, before={"state": before}, after=after)


@transaction.atomic
def retire(template: ReportTemplate, *, actor: Any, at: dt.datetime) -> None:
    """Ask it no more (停用); what was filed stays readable."""
    can_edit_template(actor, template).enforce()
    before = move(template, TEMPLATE, to=TemplateState.RETIRED)
    record("template.retire", template, actor=actor, at=at, before={"state": before}, after={"state": template.state})


@transaction.atomic
def install(rows: list[Mapping[str, Any]], *, actor: Any, at: dt.datetime) -> int:
    """Put the templates that the portal ships in force, each version once (安装模板); how many are new."""
    can_write_templates(actor).enforce()
    there = set(ReportTemplate.objects.filter(region=None).values_list("code", "version"))
    new = [row for row in rows if (row["code"], row["version"]) not in there]
    for row in new:
        made = ReportTemplate(**row)
        _sound(made)
        checked(made)
        made.save()
        publish(made, actor=actor, at=at)
    return len(new)


def _sound(template: ReportTemplate) -> None:
    """What is asked can be read, no code stands twice, no text is longer than is allowed."""
    try:
        questions = questions_of(template)
    except (KeyError, TypeError, ValueError) as fault:
        raise BadInput(_("A question of this template cannot be read: {fault}").format(fault=fault)) from fault
    codes = [one.code for part in (questions.figures, questions.texts, questions.evidence) for one in part]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise BadInput(_("“{code}” is asked twice in this template.").format(code=twice[0]))
    if any(not 1 <= one.max_length <= LONGEST_TEXT for one in questions.texts):
        raise BadInput(_("A text has at most 500 characters."))
    known = set(Metric.objects.filter(pk__in=questions.metrics).values_list("pk", flat=True))
    if unknown := sorted(set(questions.metrics) - known):
        raise BadInput(_("There is no figure “{code}”.").format(code=unknown[0]))
