"""What residents answered: by question, by place, by day."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Avg, Count

from foundation.organisations.models import Region

from ..choices import QuestionKind, Satisfaction
from ..models import Question, Survey
from ..scoring.satisfaction import SCALE

COUNTED = """
SELECT answer.key::bigint, answer.value, count(*)
FROM evaluation_surveyanswer a CROSS JOIN jsonb_each_text(a.answers) AS answer
WHERE a.survey_id = %s GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Tally:
    """The answers to one question: option, how often, share in per cent."""

    question: Question
    total: int
    lines: list[tuple[str, int, Decimal | None]]
    mean: Decimal | None


@dataclass(frozen=True)
class PlaceTally:
    """One street or town: how many answered, and their mean where they are enough."""

    place: Region
    answered: int
    mean: Decimal | None


def tallies(survey: Survey) -> list[Tally]:
    """Every question with its answers, in the order asked; one statement for all of them."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [survey.pk])
        counts = {(question, option): n for question, option, n in cursor.fetchall()}
    return [_tally(question, counts) for question in survey.questionnaire.questions.order_by("position")]


def _tally(question: Question, counts: dict[tuple[int, str], int]) -> Tally:
    options = options_of(question)
    known = [(label, code, counts.get((question.pk, code), 0)) for code, label in options]
    total = sum(n for _label, _code, n in known)
    lines = [(label, n, Decimal(100 * n) / total if total else None) for label, _code, n in known]
    mean = None
    if question.kind == QuestionKind.FIVE_POINT and total:
        mean = sum((SCALE[code] * n for _label, code, n in known), Decimal(0)) / total
    return Tally(question, total, lines, mean)


def options_of(question: Question, language: str = "") -> list[tuple[str, str]]:
    """The options of a question as a form offers them: code and label."""
    if question.kind == QuestionKind.FIVE_POINT:
        return [(str(code), str(label)) for code, label in Satisfaction.choices]
    english = language == "en"
    return [(one["code"], (english and one.get("name_en")) or one["name"]) for one in question.options]


def by_place(survey: Survey, *, least: int) -> list[PlaceTally]:
    """Places that were answered for, the best first; those with too few answers last and without a mean."""
    rows = survey.answers.order_by().values("region").annotate(n=Count("pk"), mean=Avg("score"))
    found = {row["region"]: row for row in rows}
    places = Region.objects.filter(pk__in=found).order_by("code")
    lines = [
        PlaceTally(place, found[place.pk]["n"], found[place.pk]["mean"] if found[place.pk]["n"] >= least else None)
        for place in places
    ]
    return sorted(lines, key=lambda line: (line.mean is None, -(line.mean or 0), line.place.code))


def by_day(survey: Survey) -> list[dict[str, Any]]:
    """How many answered on each day, the latest first, at most 31 days."""
    return list(survey.answers.order_by("-on").values("on").annotate(n=Count("pk"), mean=Avg("score"))[:31])
