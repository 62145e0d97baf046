"""How years and days of the calendar look."""

from django.utils.translation import pgettext_lazy

from foundation.web.states import Look, register

from .choices import DayKind


def register_all() -> None:
    """One word, one icon, one tone for each state."""
    register(
        "calendaryear",
        {
            "loaded": Look(pgettext_lazy("calendar", "Loaded"), "calendar-check", "green"),
            "open": Look(pgettext_lazy("calendar", "Not loaded"), "calendar-question", "amber"),
        },
    )
    register(
        "calendarday",
        {
            DayKind.OFF: Look(DayKind.OFF.label, "calendar-off", "grey"),
            DayKind.WORK: Look(DayKind.WORK.label, "calendar-check", "blue"),
        },
    )
