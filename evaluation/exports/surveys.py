"""What residents answered as rows: figures by question and place, and answers that name nobody."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from ..models import Question, Survey
from ..queries.surveys import PlaceTally, Tally, options_of

FIGURES = (
    gettext_lazy("Question"),
    pgettext_lazy("survey", "Answer"),
    gettext_lazy("Answers"),
    gettext_lazy("Share in %"),
    gettext_lazy("Mean of 100"),
)
PLACES = (gettext_lazy("Street or town"), gettext_lazy("Answers"), gettext_lazy("Satisfaction"))


def figure_rows(tallies: Sequence[Tally]) -> Iterator[tuple[Any, ...]]:
    """One tuple per question and answer; the mean stands with the first one."""
    for tally in tallies:
        for number, (label, count, share) in enumerate(tally.lines):
            mean = None if number or tally.mean is None else round(tally.mean, 2)
            yield (str(tally.question), label, count, None if share is None else round(share, 1), mean)


def place_rows(places: Sequence[PlaceTally]) -> Iterator[tuple[Any, ...]]:
    """One tuple per street or town; too few answers have no mean."""
    for line in places:
        told = _("too few answers") if line.mean is None else round(line.mean, 2)
        yield (line.place.name, line.answered, told)


def answers_header(questions: Sequence[Question]) -> list[Any]:
    """Month, place, the questions, the satisfaction."""
    return [_("Month"), _("Street or town"), *map(str, questions), _("Satisfaction")]


def answer_rows(survey: Survey, questions: Sequence[Question], *, named: set[str]) -> Iterator[tuple[Any, ...]]:
    """One tuple per answer: the month, not the day; the place only where enough answered for it.

    The rows stand in the order of their content, so that nothing tells in which order people answered.
    """
    words = {question.pk: dict(options_of(question, get_language() or "")) for question in questions}
    found = []
    for row in survey.answers.select_related("region").order_by("pk").iterator(chunk_size=2000):
        place = row.region.name if row.region_id in named else None
        told = [words[pk].get(str(row.answers.get(str(pk))), row.answers.get(str(pk))) for pk in words]
        score = None if row.score is None else round(row.score, 2)
        found.append((f"{row.month:%Y-%m}", place, *told, score))
    yield from sorted(found, key=lambda one: tuple(map(str, one)))
