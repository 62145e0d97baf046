"""The spreadsheet on which many parties file at once: its columns, its prefilled rows, what was written into it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from foundation.decisions import YES
from foundation.imports.kinds import Column, ImportKind, ImportOutcome, RowError, RowErrors
from foundation.imports.rows import Rows

from ..kinds.answers import Answers
from ..models import ProgressReport
from .report_answers import answers_to_begin
from .report_figures import Asked, previous_versions

CODE, NAME, PLACE = "编码", "名称", "所属镇街"
MOST_ROWS = 3_000


@dataclass(frozen=True, slots=True)
class Question:
    """One column that is filled in."""

    part: str
    code: str
    chinese: str
    required: bool


def own_questions(asked: Asked, levels: set[str]) -> list[Question]:
    """What people of these levels fill in: typed figures and texts."""
    found: dict[str, Question] = {}
    for level in sorted(levels):
        for code, spec in asked.fields(level).items():
            unit = f"（{spec.unit}）" if spec.unit else ""
            found.setdefault(code, Question("figures", code, f"{spec.name}{unit}", spec.required))
    for text in asked.questions.texts:
        found[text.code] = Question("texts", text.code, text.question, text.required)
    return list(found.values())


def portal_figures(asked: Asked) -> list[tuple[str, str]]:
    """The portal's own figures, shown beside and never read back: code and header."""
    figures = [one for one in asked.questions.figures if one.code in asked.computed]
    return [(one.code, f"{asked.field(one).name}（平台）") for one in figures]


def kind_of(asked: Asked, levels: set[str]) -> ImportKind:
    """The columns as the importer reads them."""
    questions = own_questions(asked, levels)
    return ImportKind(
        code="progress_reports",
        label=str(asked.template),
        columns=(
            Column("code", CODE, required=True),
            *(Column(one.code, one.chinese, required=False) for one in questions),
        ),
        load=lambda *_rows, **_told: ImportOutcome(),
        may_import=lambda _user: YES,
        ignored=(NAME, PLACE, *(header for _code, header in portal_figures(asked))),
    )


def header_of(asked: Asked, levels: set[str]) -> list[str]:
    """The first row of the workbook; what must be filled in has a star."""
    own = [f"*{one.chinese}" if one.required else one.chinese for one in own_questions(asked, levels)]
    return [f"*{CODE}", NAME, PLACE, *(header for _code, header in portal_figures(asked)), *own]


def prefilled(asked: Asked, reports: list[ProgressReport]) -> Iterator[list[Any]]:
    """One row for each party: the portal's figures, and what its draft or the last period says."""
    questions = own_questions(asked, {report.level for report in reports})
    shown, last = portal_figures(asked), previous_versions(reports, asked.period)
    for report in reports:
        answers = answers_to_begin(report, asked, last.get(report.pk))
        place = report.region.parent if report.organisation_id is None else report.region
        own = [getattr(answers, one.part).get(one.code) or "" for one in questions]
        values = [asked.value(code, report) or "" for code, _header in shown]
        yield [report.party.code, report.party.name, place.name if place else "", *values, *own]


def read(asked: Asked, levels: set[str], path: Path) -> tuple[dict[str, Answers], dict[str, int]]:
    """The answers by the party's code, and the line of each; a row without any answer is left out.

    Raises FileRefused when it is no such table, RowErrors with every row that cannot be read.
    """
    kind, found = kind_of(asked, levels), {}
    rows = Rows(kind, path)
    questions, lines = own_questions(asked, levels), {}
    for line, values in rows:
        told = Answers()
        for one in questions:
            getattr(told, one.part)[one.code] = values.get(one.code) or ""
        if not told.is_empty:
            found[values["code"]], lines[values["code"]] = told, line
    errors = list(rows.errors)
    if len(found) > MOST_ROWS:
        errors.append(RowError(0, "", _("These are more than {most} rows. Divide them.").format(most=MOST_ROWS)))
    if not found and not errors:
        errors.append(RowError(0, "", _("No row is filled in.")))
    if errors:
        raise RowErrors(errors)
    return found, lines


def headers(asked: Asked, levels: set[str]) -> dict[str, str]:
    """How the columns are called in the file, by the code of the question."""
    return {one.code: one.chinese for one in own_questions(asked, levels)}
