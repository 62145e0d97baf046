"""Office hours as people write them: 09:00-12:00, 13:30-17:30."""

import datetime as dt
import re
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.periods import OFFICE_HOURS, Hours

WINDOW = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–—~至]\s*(\d{1,2})[:：](\d{2})")
BETWEEN = re.compile(r"[,，、;；]")


def read_hours(text: str) -> Hours:
    """Windows from text; a ValidationError says how to write them."""
    refusal = ValidationError(_("Write office hours in order, like 09:00-12:00, 13:30-17:30."))
    hours = []
    for part in BETWEEN.split(text.strip()):
        match = WINDOW.fullmatch(part.strip())
        if match is None:
            raise refusal
        try:
            opens, closes = dt.time(int(match[1]), int(match[2])), dt.time(int(match[3]), int(match[4]))
        except ValueError:
            raise refusal from None
        hours.append((opens, closes))
    clock = [time for window in hours for time in window]
    if any(later <= earlier for earlier, later in pairwise(clock)):
        raise refusal
    return tuple(hours)


def check_hours(text: str) -> None:
    """The validator of the field: text that can be read."""
    read_hours(text)


def write_hours(hours: Hours) -> str:
    """The text that ``read_hours`` reads."""
    return ", ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in hours)


def usual_hours() -> str:
    """The hours of a year for which nothing else is said."""
    return write_hours(OFFICE_HOURS)
