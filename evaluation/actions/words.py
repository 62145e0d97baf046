"""Reasons and reports that people write."""

from django.utils.translation import gettext as _

from foundation.errors import DomainError

LONGEST = 500


class ReasonMissing(DomainError):
    """What is decided about others needs a reason that stays readable."""


def reason_of(text: str) -> str:
    """A reason of 1 to 500 characters, without blanks around it."""
    text = text.strip()
    if not 1 <= len(text) <= LONGEST or "\0" in text:
        raise ReasonMissing(_("Give a reason of 1 to 500 characters."))
    return text


def note_of(text: str) -> str:
    """A note of at most 500 characters, which may be empty."""
    text = text.strip().replace("\0", "")
    if len(text) > LONGEST:
        raise ReasonMissing(_("At most 500 characters fit."))
    return text
