"""How the states of cycles and subjects look: word, icon and tone, the same on every page."""

from django.utils.translation import pgettext_lazy

from foundation.web.states import Look, register

from .choices import CycleState, SubjectState

CYCLE = {
    CycleState.OPEN: Look(pgettext_lazy("cycle", "Open"), "run", "blue"),
    CycleState.CLOSED: Look(pgettext_lazy("cycle", "Closed"), "lock", "grey"),
}
SUBJECT = {
    SubjectState.ENROLLED: Look(pgettext_lazy("subject", "Enrolled"), "circle-check", "green"),
    SubjectState.WITHDRAWN: Look(pgettext_lazy("subject", "Withdrawn"), "ban", "grey"),
}


def register_all() -> None:
    """Make the looks known to templates; called when Django starts."""
    register("cycle", CYCLE)
    register("subject", SUBJECT)
