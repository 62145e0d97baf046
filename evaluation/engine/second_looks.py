"""Which closed problems get a second look: exactly the policy's part over time, which ones a lot decides."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from foundation.audit.integrity import Fact

from ..models import LookDraw
from .lots import lot


def seed_of(district: str, on: str, nonce: str) -> str:
    """The seed of a day's draw."""
    return hashlib.sha256(f"second looks {district} {on} {nonce}".encode()).hexdigest()


def how_many(candidates: int, share: Fraction, carry: Fraction) -> tuple[int, Fraction]:
    """How many of the candidates are drawn, and what is carried over to the next draw."""
    wanted = carry + candidates * share
    drawn = wanted.numerator // wanted.denominator
    return drawn, wanted - drawn


def chosen(candidates: Iterable[int], count: int, seed: str) -> list[int]:
    """The candidates with the lowest lots, in the order of their lots."""
    return sorted(candidates, key=lambda pk: (lot(f"{seed} {pk}"), pk))[:count]


def replayed(draw: LookDraw) -> bool:
    """Whether the draw gives the same problems again."""
    parts: Sequence[dict] = list(draw.inputs.values())
    return all(chosen(part["candidates"], len(part["drawn"]), draw.seed) == part["drawn"] for part in parts)


def verify() -> Iterator[Fact]:
    """Every draw of second looks can be drawn again."""
    count, other = 0, []
    for draw in LookDraw.objects.order_by("pk").iterator(chunk_size=200):
        count += 1
        if not replayed(draw):
            other.append(str(draw))
    yield Fact("draws of second looks", f"{count} drawn again")
    yield Fact("draws of second looks that do not come out the same", ", ".join(other[:5]) or "none", not other)
