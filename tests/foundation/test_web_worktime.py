"""Working time in words: how much is left, how much has passed."""

import datetime as dt

import pytest
from django.utils import translation

from foundation.periods import ZONE, WorkCalendar
from foundation.web.worktime import passed, remaining

CALENDAR = WorkCalendar(loaded_until=dt.date(2026, 12, 31))
NOW = dt.datetime(2026, 11, 24, 10, tzinfo=ZONE)  # a Tuesday


def at(day, hour, minute=0):
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("due", "text", "flag"),
    [
        (at(27, 17, 30), "3 working days left", ""),
        (at(25, 9), "1 working day left", "nearly_due"),
        (at(30, 17, 30), "4 working days left", ""),
        (at(24, 17, 30), "6 hours left", "nearly_due"),
        (at(24, 10, 20), "20 minutes left", "nearly_due"),
        (NOW, "1 minute left", "nearly_due"),
        (at(24, 9, 30), "30 minutes overdue", "overdue"),
        (at(23, 17, 30), "1 working day overdue", "overdue"),
        (at(20, 17, 30), "2 working days overdue", "overdue"),
    ],
)
def test_a_deadline_is_said_in_working_time(due, text, flag):
    with translation.override("en"):
        found = remaining(due, NOW, CALENDAR)

    assert (found.text, found.flag) == (text, flag)


def test_an_emergency_is_said_by_the_clock():
    with translation.override("en"):
        left = remaining(at(24, 13, 59), NOW, CALENDAR, by_clock=True)
        late = remaining(at(24, 6), NOW, CALENDAR, by_clock=True)

    assert (left.text, left.flag) == ("3 hours left", "nearly_due")
    assert (late.text, late.flag) == ("4 hours overdue", "overdue")


@pytest.mark.parametrize(
    ("since", "text"),
    [
        (at(24, 9, 40), "20 working minutes"),
        (at(23, 16), "2 working hours"),
        (at(20, 17), "2 working days"),
    ],
)
def test_what_has_waited_is_said_in_working_time(since, text):
    with translation.override("en"):
        assert passed(since, NOW, CALENDAR) == text
