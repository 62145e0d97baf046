"""Proving what the four ones have frozen: published months and quarters, and draws that give the same checks again."""

import datetime as dt
from collections.abc import Iterator

from foundation.audit.integrity import Fact

from ..choices import DocumentState, EvaluationState
from ..models import Assessment, Draw, Evaluation
from . import bulletin_serials, notice_serials, numbering, quarters, second_looks
from .draw_reasons import replayed
from .months import digest_of

FROZEN = (DocumentState.PUBLISHED, DocumentState.SUPERSEDED)
FROZEN_QUARTERS = (EvaluationState.PUBLISHED, EvaluationState.SUPERSEDED)


def verify(*, at: dt.datetime) -> Iterator[Fact]:
    """Every published month and quarter has the digest it was published with; every draw can be drawn again."""
    frozen = list(Assessment.objects.filter(state__in=FROZEN).order_by("pk"))
    changed = [assessment.pk for assessment in frozen if digest_of(assessment) != assessment.digest]
    yield Fact("published months", f"{len(frozen)} looked at")
    yield Fact("published months changed after publication", _named(changed), not changed)
    yield from _quarters()
    count, other = 0, []
    for draw in Draw.objects.order_by("pk").iterator(chunk_size=100):
        again, count = replayed(draw), count + 1
        if not (again.is_same and again.is_digest_same):
            other.append(draw.pk)
    yield Fact("draws", f"{count} drawn again")
    yield Fact("draws that do not come out the same", _named(other), not other)
    yield from numbering.verify()
    yield from bulletin_serials.verify()
    yield from notice_serials.verify()
    yield from second_looks.verify()


def _quarters() -> Iterator[Fact]:
    """Every published quarter has the digest it was published with."""
    frozen = list(Evaluation.objects.filter(state__in=FROZEN_QUARTERS).order_by("pk"))
    changed = [row.pk for row in frozen if quarters.digest_of(row) != row.digest]
    yield Fact("published quarters", f"{len(frozen)} looked at")
    yield Fact("published quarters changed after publication", _named(changed), not changed)


def _named(keys: list[int]) -> str:
    return f"{len(keys)}: {', '.join(str(key) for key in keys[:5])}{' …' if len(keys) > 5 else ''}" if keys else "none"
