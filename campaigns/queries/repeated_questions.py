"""Questions that two report templates ask in the same or nearly the same words (重复填报)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from foundation.metrics.models import Metric
from foundation.organisations.codes import ancestors_of

from ..choices import TemplateState
from ..kinds.questions import asked_texts, is_nearly, questions_of
from ..models import ReportTemplate


@dataclass(frozen=True, slots=True)
class Repeated:
    """A question of a template that another template of the same parties asks too."""

    part: str
    code: str
    text: str
    other: ReportTemplate
    other_text: str
    is_same: bool


def repeated_in(template: ReportTemplate) -> list[Repeated]:
    """What a template asks that another one in force in the same places asks already.

    A figure that the portal fills in costs nobody anything in another period; asked twice for one period it is
    pointed out too.
    """
    others = [one for one in _others(template) if set(one.filed_by) & set(template.filed_by)]
    own = list(asked_texts(questions_of(template)))
    own += [("metrics", name, _title(name)) for name in questions_of(template).metrics]
    return [one for other in others for one in _between(template, own, other)]


def _others(template: ReportTemplate) -> Iterable[ReportTemplate]:
    """Templates in force in the places of this one, other than its own versions."""
    places = Q(region=None)
    if template.region_id is not None:
        places |= Q(region__in=[template.region_id, *ancestors_of(template.region_id)])
    else:
        places = Q()
    rows = ReportTemplate.objects.filter(places, state=TemplateState.PUBLISHED).exclude(code=template.code)
    return rows.order_by("code", "pk")


def _between(template: ReportTemplate, own: list[tuple[str, str, str]], other: ReportTemplate) -> Iterable[Repeated]:
    theirs = list(asked_texts(questions_of(other)))
    names = set(questions_of(other).metrics) if other.period == template.period else set()
    for part, code, text in own:
        if part == "metrics":
            if code in names:
                yield Repeated(part, code, text, other, text, is_same=True)
            continue
        for _part, _code, known in theirs:
            if is_nearly(text, known):
                yield Repeated(part, code, text, other, known, is_same=text.strip() == known.strip())


def _title(name: str) -> str:
    metric = Metric.objects.filter(pk=name).first()
    return str(metric) if metric else name
