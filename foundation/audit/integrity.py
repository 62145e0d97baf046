"""What can be proved about the records: each package registers its own proof."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the report: what was looked at, what was found, and whether that is as it should be."""

    what: str
    found: str
    holds: bool = True

    def __str__(self) -> str:
        return f"{'ok    ' if self.holds else 'BROKEN'} {self.what}: {self.found}"


class Proof(Protocol):
    """Looks at records and says what it found; writes nothing."""

    def __call__(self, *, at: dt.datetime) -> Iterable[Fact]: ...


_proofs: dict[str, Proof] = {}


def register(name: str, proof: Callable[..., Iterable[Fact]]) -> None:
    """Add a proof under a name; registering again replaces, so that reloading is harmless."""
    _proofs[name] = proof


def prove_all(*, at: dt.datetime) -> Iterable[Fact]:
    """Every proof, one fact after the other; a proof that fails is a fact too and stops no other."""
    for name, proof in sorted(_proofs.items()):
        try:
            yield from proof(at=at)
        except Exception as error:  # the report has to name what could not even be looked at
            yield Fact(name, f"could not be checked: {type(error).__name__}: {error}", holds=False)
