"""Numbers, days and small drawings as readers see them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from foundation.web import drawings, moments, numbers

SHANGHAI = dt.timezone(dt.timedelta(hours=8))
NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1284, None, "1,284"),
        (Decimal("-3.125"), 2, "−3.13"),
        (Decimal("82.165"), 2, "82.17"),
        (0, 2, "0.00"),
        (0, None, "0"),
        (None, 2, "—"),
        ("", None, "—"),
        ("many", None, "—"),
        (float("nan"), 2, "—"),
    ],
)
def test_number_is_grouped_rounded_half_up_and_a_dash_when_there_is_none(value, digits, text):
    assert numbers.number(value, digits) == text


@pytest.mark.parametrize(("value", "text"), [(0.5, "+0.50"), (-1, "−1.00"), (0, "—"), (None, "—")])
def test_change_carries_its_sign(value, text):
    assert numbers.signed(value, 2) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(316, 320, "98.8\u00a0%"), (0, 5, "0.0\u00a0%"), (1, 0, "—"), (None, 3, "—")],
)
def test_percentage_needs_something_to_divide_by(part, whole, text):
    assert numbers.percent(part, whole) == text


def test_percentage_has_no_space_in_chinese():
    with translation.override("zh-hans"):
        assert numbers.percent(316, 320) == "98.8%"


def test_name_is_masked_to_its_first_character():
    assert [numbers.masked(name) for name in ("张三丰", " 李四", "", None)] == ["张*", "李*", "—", "—"]


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (NOON, "1 minute left"),
        (NOON + dt.timedelta(hours=5, minutes=59), "5 hours left"),
        (NOON + dt.timedelta(days=1), "1 day left"),
        (NOON - dt.timedelta(seconds=1), "1 minute overdue"),
        (NOON - dt.timedelta(days=2, hours=3), "2 days overdue"),
        (None, "—"),
    ],
)
def test_deadline_is_told_by_its_distance_and_is_itself_in_time(due, text):
    assert moments.left(due, NOON) == text


def test_days_are_written_in_the_order_of_the_language():
    day = dt.date(2026, 11, 24)

    assert moments.day(day) == "Tuesday 24 November"
    with translation.override("zh-hans"):
        assert moments.day(day) == "11 月 24 日 星期二"
        assert moments.month(day) == "2026 年 11 月"


def test_year_is_written_only_where_it_is_not_this_year():
    assert moments.date(dt.date(2026, 3, 1), today=dt.date(2026, 11, 24)) == "1 Mar"
    assert moments.date(dt.date(2025, 3, 1), today=dt.date(2026, 11, 24)) == "1 Mar 2025"


def test_moment_of_today_is_said_as_such_also_just_after_local_midnight():
    after_midnight = dt.datetime(2026, 11, 24, 0, 30, tzinfo=SHANGHAI)

    assert moments.moment(after_midnight.astimezone(dt.UTC), NOON) == "today 00:30"
    assert moments.moment(after_midnight - dt.timedelta(hours=1), NOON).endswith(" 23:30")
    assert timezone.localdate(after_midnight) == dt.date(2026, 11, 24)


def test_meter_is_drawn_without_a_style_attribute_and_says_its_figure():
    assert drawings.meter(22, 64) == (
        '<svg class="fc-svg-meter is-main" role="img" aria-label="22 of 64">'
        '<rect class="bg" width="100%" height="100%"/><rect class="fg" width="34.38%" height="100%"/></svg>'
    )


def test_meter_never_runs_over_its_ends():
    assert 'width="100.0%"' in drawings.bar(9, 3)
    assert 'width="0.0%"' in drawings.bar(-1, 3)
    assert 'width="0%"' in drawings.bar(1, 0)


def test_sparkline_of_a_single_month_is_a_dash():
    assert drawings.spark([None, 88.2]) == "—"


def test_sparkline_leaves_gaps_out_and_says_its_values():
    drawn = drawings.spark([Decimal("88.20"), None, Decimal("82.17")], label="Six months")

    assert 'aria-label="Six months 88.20, —, 82.17"' in drawn
    assert 'points="4.0,4.0 88.0,18.0"' in drawn


@pytest.mark.parametrize(
    ("change", "good", "words", "tone"),
    [
        (1, "up", "Up 1", "green"),
        (-1, "up", "Down 1", "alarm"),
        (-3, "down", "Down 3", "green"),
        (0, "up", "No change", "flat"),
    ],
)
def test_change_has_words_beside_its_arrow(change, good, words, tone):
    drawn = drawings.delta(change, good=good)

    assert words in drawn
    assert f"is-{tone}" in drawn


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1200.00"), "1,200"),
        (Decimal("2.50"), "2.5"),
        (Decimal("0.00"), "0"),
        (1000000, "1,000,000"),
        (None, "—"),
    ],
)
def test_a_quantity_ends_without_zeros(value, text):
    assert numbers.short(value) == text
