"""What a report's page begins with, and which of it is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from foundation.web.numbers import number

from ..choices import ReportState
from ..kinds.answers import Answers, Errors, is_far_from_last
from ..kinds.fields import FieldSpec
from ..kinds.questions import Evidence, Question
from ..models import ProgressReport, ReportVersion
from .report_figures import Asked, values_of


@dataclass(frozen=True, slots=True)
class PortalLine:
    """A figure that the portal has filled in: it can be disputed, never retyped."""

    code: str
    spec: FieldSpec
    value: str | None
    last: str | None
    definition: str
    claimed: str = ""
    reason: str = ""
    error: str = ""

    @property
    def is_disputed(self) -> bool:
        return bool(self.claimed or self.reason or self.error)


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A figure that somebody types; ``is_metric`` marks one that no record of the portal yields yet."""

    code: str
    spec: FieldSpec
    value: str
    last: str | None
    is_metric: bool
    definition: str = ""
    error: str = ""

    @property
    def is_odd(self) -> bool:
        """Far from the last one: is the unit right?"""
        return is_far_from_last(self.value, self.last)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A question with its answer."""

    asked: Question
    value: str
    last: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """What may be shown for it: kept files, and as many places for addresses as are left."""

    asked: Evidence
    files: tuple[dict[str, Any], ...]
    links: tuple[str, ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report as it is being filled in."""

    portal: list[PortalLine]
    typed: list[TypedLine]
    texts: list[TextLine]
    evidence: list[EvidenceLine]
    missing: list[tuple[str, str]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many items there are that somebody or the portal fills in."""
        return len(self.portal) + len(self.typed) + len(self.texts)

    @property
    def by_hand(self) -> int:
        """How many of them somebody has filled in."""
        return sum(bool(line.value) for line in [*self.typed, *self.texts])

    @property
    def done(self) -> int:
        return len(self.portal) + self.by_hand

    @property
    def left(self) -> int:
        """How many must still be filled in before it can be filed."""
        return len(self.missing)


def answers_to_begin(report: ProgressReport, asked: Asked, last: ReportVersion | None) -> Answers:
    """The draft, else the version that was returned, else what the template proposes from the last period."""
    if report.draft.get("number"):
        return Answers.of(report.draft)
    if report.state == ReportState.RETURNED:
        version = report.versions.order_by("-number").first()
        if version is not None:
            return answers_of(version)
    before = values_of(last)
    proposed = {
        figure.code: before[figure.code]
        for figure in asked.of_level(report.level).figures
        if figure.propose_last and before.get(figure.code) is not None
    }
    return Answers(figures=proposed)


def answers_of(version: ReportVersion) -> Answers:
    """What was answered in a filed version."""
    typed = {row["code"]: row.get("value") for row in version.figures if row["source"] == "typed"}
    disputes = {
        row["code"]: {"claimed": row["claimed"], "reason": row["reason"]} for row in version.figures if "claimed" in row
    }
    return Answers(typed, disputes, dict(version.texts), dict(version.evidence))


def sheet_of(
    report: ProgressReport, asked: Asked, answers: Answers, *, last: ReportVersion | None, errors: Errors | None = None
) -> Sheet:
    """Every line of the form, with what is wrong and what is missing."""
    wrong, before = errors or {}, values_of(last)
    questions = asked.of_level(report.level)
    portal, typed = [], []
    for figure in questions.figures:
        spec, metric = asked.field(figure), asked.metrics.get(figure.code)
        told = {
            "code": figure.code,
            "spec": spec,
            "last": before.get(figure.code),
            "definition": metric.shown_definition if metric else "",
        }
        if figure.code in asked.computed:
            disputed = answers.disputes.get(figure.code, {})
            told |= {name: str(disputed.get(name, "")) for name in ("claimed", "reason")}
            error = wrong.get(("disputes", figure.code)) or wrong.get(("figures", figure.code), "")
            portal.append(PortalLine(**told, value=asked.value(figure.code, report), error=error))
        else:
            value, error = _text_of(answers.figures.get(figure.code)), wrong.get(("figures", figure.code), "")
            typed.append(TypedLine(**told, value=value, is_metric=figure.typed is None, error=error))
    told_before = last.texts if last else {}
    texts = [
        TextLine(
            one, answers.texts.get(one.code, ""), told_before.get(one.code, ""), wrong.get(("texts", one.code), "")
        )
        for one in questions.texts
    ]
    evidence = [_evidence(one, answers.evidence.get(one.code, []), wrong) for one in questions.evidence]
    return Sheet(portal, typed, texts, evidence, _missing(typed, texts, evidence))


def _text_of(value: Any) -> str:
    return "" if value is None else str(value)


def _evidence(asked: Evidence, rows: list[Mapping[str, Any]], wrong: Errors) -> EvidenceLine:
    files = tuple(dict(row) for row in rows if row.get("attachment"))
    links = tuple(str(row.get("url", "")) for row in rows if not row.get("attachment"))
    places = max(0, asked.at_most - len(files))
    shown = [*links, *([""] * places)][: max(places, len(links))]
    return EvidenceLine(asked, files, tuple(shown), wrong.get(("evidence", asked.code), ""))


def _missing(typed: list[TypedLine], texts: list[TextLine], evidence: list[EvidenceLine]) -> list[tuple[str, str]]:
    """What must still be filled in: where it stands on the page, and how it is called."""
    found = [(f"figure-{line.code}", str(line.spec)) for line in typed if line.spec.required and not line.value]
    found += [(f"text-{line.asked.code}", str(line.asked)) for line in texts if line.asked.required and not line.value]
    found += [
        (f"evidence-{line.asked.code}", str(line.asked))
        for line in evidence
        if line.asked.required and not line.files and not any(line.links)
    ]
    return found


def shown_number(value: str | None) -> str:
    """A kept figure as people read it."""
    return number(value)
