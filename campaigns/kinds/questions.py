"""What a report template asks, read from its columns: figures, texts, evidence; which of them a level answers."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import get_language

from foundation.periods import Period, PeriodKind, WorkCalendar, workday_after, workdays_between

from ..choices import FieldType
from .fields import FieldSpec

OPENS_BEFORE_END = dt.timedelta(days=10)
NEARLY_THE_SAME = 0.8
NOT_WORDS = re.compile(r"[\W_]+")
LINK, FILE = "link", "file"


def _own(chinese: str, english: str) -> str:
    return english if english and get_language() == "en" else chinese


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: named by a metric, or typed. ``only`` narrows it to some levels."""

    code: str
    typed: FieldSpec | None = None
    only: tuple[str, ...] = ()
    propose_last: bool = False

    def asked_as(self, name: str, name_en: str, unit: str, unit_en: str) -> FieldSpec:
        """The figure as a field: a metric that nothing computes yet is asked and may be left out."""
        if self.typed is not None:
            return self.typed
        code = self.code.replace(".", "_")[:40]
        return FieldSpec(code, name, FieldType.NUMBER, name_en=name_en, unit=unit, unit_en=unit_en)


@dataclass(frozen=True, slots=True)
class Question:
    """One text: short, and never asked twice."""

    code: str
    question: str
    question_en: str = ""
    max_length: int = 500
    required: bool = False

    def __str__(self) -> str:
        return _own(self.question, self.question_en)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What may be shown for it: records of the portal, or files where there are none."""

    code: str
    ask: str
    ask_en: str = ""
    accepts: tuple[str, ...] = (LINK,)
    at_most: int = 1
    required: bool = False

    def __str__(self) -> str:
        return _own(self.ask, self.ask_en)

    @property
    def takes_files(self) -> bool:
        return FILE in self.accepts


@dataclass(frozen=True, slots=True)
class Questions:
    """Everything that a template asks."""

    figures: tuple[Figure, ...]
    texts: tuple[Question, ...]
    evidence: tuple[Evidence, ...]

    def of_level(self, level: str) -> "Questions":
        """What somebody of a level is asked."""
        return replace(self, figures=tuple(one for one in self.figures if not one.only or level in one.only))

    @property
    def metrics(self) -> list[str]:
        """The names of the metrics among the figures."""
        return [one.code for one in self.figures if one.typed is None]


def questions_of(template: Any) -> Questions:
    """The columns of a template as values."""
    return Questions(
        tuple(map(_figure, template.figures)),
        tuple(Question(**_known(row, Question)) for row in template.texts),
        tuple(
            Evidence(**_known(row, Evidence) | {"accepts": tuple(row.get("accepts", (LINK,)))})
            for row in template.evidence
        ),
    )


def _known(row: Mapping[str, Any], shape: Any) -> dict[str, Any]:
    return {name: row[name] for name in shape.__slots__ if name in row}


def _figure(row: Mapping[str, Any]) -> Figure:
    only = tuple(row.get("only", ()))
    if "metric" in row:
        return Figure(row["metric"], only=only)
    typed = dict(row["typed"])
    propose = typed.pop("propose", "") == "last"
    spec = FieldSpec(type=FieldType(typed.pop("type", "number")), **_known(typed, FieldSpec))
    return Figure(spec.code, spec, only, propose)


def opens_on(period: Period) -> dt.date:
    """The first day on which a period's report can be filed: its last ten days, or its first if it is shorter."""
    return max(period.start, period.end - OPENS_BEFORE_END)


def due_on(period: Period, days: int, calendar: WorkCalendar, *, opened_on: dt.date) -> dt.date:
    """So many working days after the period's end (报送期限); nobody has fewer because the portal opened it late."""
    return max(workday_after(max(period.end, opened_on), days, calendar).day, period.end)


def remind_on(opened_on: dt.date, due: dt.date, calendar: WorkCalendar) -> dt.date:
    """The working day on which a third of the time is left (提醒日)."""
    whole = workdays_between(opened_on, due, calendar).days
    passed = whole - -(-whole // 3)
    return workday_after(opened_on, passed, calendar).day if passed > 0 else opened_on


def periods_to_open(kind: str, on: dt.date) -> list[Period]:
    """The periods whose reports should be open on a day: that before, and the running one in its last days."""
    running = Period.containing(on, PeriodKind(kind))
    return [running.previous(), *([running] if opens_on(running) <= on else [])]


def is_nearly(one: str, other: str) -> bool:
    """Whether two questions ask the same in the same or nearly the same words (雷同)."""
    left, right = (NOT_WORDS.sub("", text).casefold() for text in (one, other))
    if not left or not right:
        return False
    return left == right or SequenceMatcher(None, left, right, autojunk=False).ratio() >= NEARLY_THE_SAME


def asked_texts(questions: Questions) -> Iterable[tuple[str, str, str]]:
    """Every question that people answer themselves: its part, its code, its Chinese wording."""
    for figure in questions.figures:
        if figure.typed is not None:
            yield "figures", figure.code, figure.typed.name
    for text in questions.texts:
        yield "texts", text.code, text.question
    for evidence in questions.evidence:
        yield "evidence", evidence.code, evidence.ask
