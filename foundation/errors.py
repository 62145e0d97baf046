"""Refusals: what the rules of the portal say no with."""


class DomainError(Exception):
    """The request was understood and the rules refuse it; the text says what a person can do."""

    code = "refused"


class NotAllowed(DomainError):
    """This person may not do this to that object."""

    code = "not_allowed"


class StaleState(DomainError):
    """Somebody else changed the object first."""

    code = "stale_state"


class TransitionNotAllowed(DomainError):
    """The object is in a state from which this step does not lead on."""

    code = "transition_not_allowed"


class BadInput(DomainError):
    """What came in cannot be used as it is; the text says what would do."""

    code = "invalid"
