"""Where a problem has to stand for a step that its table alone does not settle."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.errors import TransitionNotAllowed


def stands(problem: Any, *states: str) -> None:
    """Refuse a step unless the problem is in one of the states: two ways lead to “assigned”."""
    if problem.state not in states:
        sentence = _("This is not possible while the record is “{state}”.")
        raise TransitionNotAllowed(sentence.format(state=problem.get_state_display()))
