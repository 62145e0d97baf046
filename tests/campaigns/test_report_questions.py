"""What a template asks, when it is due, and what may be filed: plain values, no database."""

import datetime as dt

import pytest

from campaigns.kinds.answers import Answers, AnswersWrong, cleaned, is_address, is_far_from_last, seconds_between
from campaigns.kinds.questions import due_on, is_nearly, opens_on, periods_to_open, questions_of, remind_on
from campaigns.models import ReportTemplate
from foundation.periods import ZONE, Period, WorkCalendar
from tests.catalogue.reading import document
from tests.factories.reports import HOUSEHOLDS, MATTER, RECORDS

OCTOBER, QUARTER = Period.parse("2026-10"), Period.parse("2026Q3")
HOLIDAYS = frozenset(dt.date(2026, 10, day) for day in range(1, 8))
CALENDAR = WorkCalendar(dt.date(2026, 12, 31), holidays=HOLIDAYS, makeup_days=frozenset([dt.date(2026, 10, 10)]))


def template(**told):
    return ReportTemplate(
        **{"figures": [{"metric": "contests.held"}, {"typed": dict(HOUSEHOLDS)}], "texts": [dict(MATTER)]}
        | {"evidence": [dict(RECORDS)]}
        | told
    )


def clean(answers, *, computed=("contests.held",), **told):
    questions = questions_of(template(**told)).of_level("village")
    fields = {one.code: one.typed for one in questions.figures if one.typed}
    return cleaned(answers, questions, fields, computed=computed)


def wrong(answers, **told):
    with pytest.raises(AnswersWrong) as refused:
        clean(answers, **told)
    return sorted(refused.value.errors)


GOOD = {"figures": {"households": " 312 "}, "texts": {"matter": "路灯已修好。"}}


def test_a_report_opens_ten_days_before_the_end_of_its_period():
    assert (opens_on(OCTOBER), opens_on(QUARTER)) == (dt.date(2026, 10, 21), dt.date(2026, 9, 20))


@pytest.mark.parametrize(
    ("period", "days", "day"),
    [
        (OCTOBER, 3, dt.date(2026, 11, 4)),
        (QUARTER, 5, dt.date(2026, 10, 13)),
        (Period.parse("2026-11"), 3, dt.date(2026, 12, 3)),
    ],
    ids=["after a weekend", "after the national holiday, a Saturday worked", "plain"],
)
def test_it_is_due_some_working_days_after_the_period(period, days, day):
    assert due_on(period, days, CALENDAR, opened_on=opens_on(period)) == day


def test_nobody_has_fewer_days_because_it_was_opened_late():
    assert due_on(OCTOBER, 3, CALENDAR, opened_on=dt.date(2026, 11, 6)) == dt.date(2026, 11, 11)


def test_a_reminder_comes_when_a_third_of_the_working_days_is_left():
    opened, due = dt.date(2026, 10, 21), dt.date(2026, 11, 4)  # ten working days, four of them are left

    assert remind_on(opened, due, CALENDAR) == dt.date(2026, 10, 29)
    assert remind_on(due, due, CALENDAR) == due


def test_the_running_period_is_opened_in_its_last_days_only():
    assert periods_to_open("month", dt.date(2026, 10, 20)) == [Period.parse("2026-09")]
    assert periods_to_open("month", dt.date(2026, 10, 21)) == [Period.parse("2026-09"), OCTOBER]


def test_a_figure_may_be_asked_of_some_levels_only():
    questions = questions_of(template(figures=[{"metric": "waste.treated_rate", "only": ["township"]}]))

    assert [one.code for one in questions.of_level("township").figures] == ["waste.treated_rate"]
    assert questions.of_level("village").figures == ()


def test_every_template_of_the_catalogue_can_be_read():
    for row in document("report_templates.yaml")["templates"]:
        questions = questions_of(ReportTemplate(**row))
        assert all(one.max_length <= 500 for one in questions.texts)


def test_good_answers_are_filed_as_plain_values():
    done = clean(Answers(**GOOD, evidence={"records": [{"url": " /creations/ledgers/7/ "}]}))

    assert (done.figures, done.texts) == ({"households": "312"}, {"matter": "路灯已修好。"})
    assert done.evidence == {"records": [{"url": "/creations/ledgers/7/"}]}


def test_everything_wrong_is_named_at_once():
    given = Answers(
        {"households": "三百", "other": "1"},
        {"contests.held": {"claimed": "3", "reason": ""}},
        {"matter": "长" * 501},
        {"records": [{"url": "/a/"}, {"url": "/b/"}, {"url": "/c/"}]},
    )

    assert wrong(given) == [
        ("disputes", "contests.held"),
        ("evidence", "records"),
        ("figures", "households"),
        ("figures", "other"),
        ("texts", "matter"),
    ]


def test_a_figure_of_the_portal_cannot_be_retyped_only_disputed():
    assert wrong(Answers(**GOOD | {"figures": {"households": "312", "contests.held": "9"}})) == [
        ("figures", "contests.held")
    ]
    claim = {"contests.held": {"claimed": "9", "reason": "11月2日的一次没有录入"}}
    assert clean(Answers(**GOOD, disputes=claim)).disputes == claim


def test_what_must_be_filled_in_may_not_be_empty():
    assert wrong(Answers(texts={"matter": " "})) == [("figures", "households"), ("texts", "matter")]


def test_a_file_is_taken_only_where_one_is_asked_for():
    links_only = [RECORDS | {"accepts": ["link"]}]
    given = {"records": [{"attachment": 5, "name": "a.pdf"}]}

    assert wrong(Answers(**GOOD, evidence=given), evidence=links_only) == [("evidence", "records")]
    assert clean(Answers(**GOOD, evidence=given)).evidence == given


@pytest.mark.parametrize(
    ("text", "good"),
    [("/problems/3/", True), ("https://www.example.cn/a", True), ("//evil.example/", False), ("javascript:x", False),
     ("/\\evil.example", False), ("/a b", False), ("http://x/" + "a" * 500, False)],
)  # fmt: skip
def test_evidence_is_an_address(text, good):
    assert is_address(text) is good


@pytest.mark.parametrize(
    ("value", "last", "far"),
    [("2400", "2.1", True), ("2.4", "2.1", False), ("0.02", "2.1", True), ("x", "2", False), ("5", None, False)],
)
def test_a_figure_far_from_the_last_one_is_asked_about(value, last, far):
    assert is_far_from_last(value, last) is far


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("本月村民最关心的一件事及处理情况", "本月村民最关心的一件事及其处理情况", True),
        ("常住户数", "常住 户数：", True),
        ("本月改进服务的一件实事", "本季可推广的做法", False),
        ("", "", False),
    ],
)
def test_the_same_question_in_nearly_the_same_words_is_recognised(one, other, same):
    assert is_nearly(one, other) is same


def test_a_pause_is_not_work():
    nine = dt.datetime(2026, 11, 3, 9, tzinfo=ZONE)

    assert seconds_between(nine, nine + dt.timedelta(seconds=40), 300) == 40
    assert seconds_between(nine, nine + dt.timedelta(hours=3), 300) == 300
    assert seconds_between(None, nine, 300) == 0
