"""The answer to a permission question: yes, or no with a reason."""

from dataclasses import dataclass

from .errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Decision:
    """What a ``can_…`` function answers; it is true or false like the answer it holds."""

    allowed: bool
    reason: str = ""

    def __post_init__(self) -> None:
        if not self.allowed and not self.reason:
            raise ValueError("A refusal needs a reason that a person can read.")

    def __bool__(self) -> bool:
        return self.allowed

    def enforce(self) -> None:
        """Go on, or stop with the reason."""
        if not self.allowed:
            raise NotAllowed(self.reason)


YES = Decision(True)


def no(reason: str) -> Decision:
    """Refuse, and say why."""
    return Decision(False, reason)
