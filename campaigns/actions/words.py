"""Reasons and answers that people write."""

from django.utils.translation import gettext_lazy as _

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
