"""Hours of service."""

import datetime as dt
from decimal import Decimal

import pytest

from volunteers.hours import attended

OPENS = dt.datetime(2026, 10, 14, 9, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("arrives", "leaves", "hours"),
    [(0, 120, "2"), (0, 119, "1.5"), (-30, 60, "1"), (60, 300, "1"), (0, 29, "0"), (130, 150, "0"), (90, 30, "0")],
    ids=["all of it", "rounded down", "early", "stayed on", "too short", "after the end", "out before in"],
)
def test_only_time_within_the_activity_counts_in_half_hours(arrives, leaves, hours):
    window = {"opens": OPENS, "closes": OPENS + dt.timedelta(hours=2)}

    found = attended(OPENS + dt.timedelta(minutes=arrives), OPENS + dt.timedelta(minutes=leaves), **window)

    assert found == Decimal(hours)
