"""What the schemes of months and of quarters refuse."""

from foundation.errors import DomainError


class SchemeIsFixed(DomainError):
    """A scheme that was adopted never changes; a new version is drafted."""


class NothingLeftInForce(DomainError):
    """Without this scheme nothing would say how to score."""


class RetiredTooEarly(DomainError):
    """A scheme holds at least for what was computed by it and is fixed."""
