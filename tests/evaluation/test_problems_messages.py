"""Who is told what about a problem: the organisation what the office decided, the office what it has to decide."""

import datetime as dt

import pytest

from evaluation.actions import problems, second_looks
from evaluation.models import SeverityPolicy
from foundation.notifications.kinds import text_of
from foundation.notifications.models import Notification
from tests.factories.problems import DONE, DUE, GIVEN, LOOKED, Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Place()


def told(user, kind="problem."):
    """What somebody was told, in Chinese."""
    rows = Notification.objects.filter(user=user, kind__startswith=kind).order_by("pk")
    return [text_of(row.kind, row.values) for row in rows]


def test_the_organisation_is_told_of_every_decision(place):
    sent_back = place.rectified()
    problems.return_(sent_back, reason="仍有积水", actor=place.inspector, at=LOOKED)
    closed = place.closed()
    cancelled, held = place.assigned(), place.assigned()
    problems.cancel(cancelled, reason="重复", actor=place.office, at=GIVEN)
    problems.suspend(held, ground="雨季", look_again_on=dt.date(2026, 12, 31), actor=place.office, at=GIVEN)
    problems.resume(held, actor=place.office, at=GIVEN)

    def at(problem):
        return f"{problem.site.name}的问题{problem.number}"

    assert told(place.official) == [
        f"{at(sent_back)}复查未通过，已退回：仍有积水",
        f"{at(closed)}已销号办结。",
        f"{at(cancelled)}已由文明办撤销：重复",
        f"{at(held)}已挂账，暂停计时。",
        f"{at(held)}恢复整改，期限 2026 年 11 月 27 日 17:30。",
    ]
    assert told(place.office) == []


def test_the_office_is_told_what_waits_for_it_and_the_organisation_what_became_of_it(place):
    problem, other = place.assigned(), place.assigned()
    until = DUE + dt.timedelta(days=7)
    asked = [
        problems.ask_extension(row, until=until, reason="等预算", actor=place.official, at=DONE)
        for row in (problem, other)
    ]
    problems.grant_extension(asked[0], actor=place.office, at=DONE)
    problems.refuse_extension(asked[1], reason="可先围挡", actor=place.office, at=DONE)
    problems.give_back(other, reason="不归我单位", actor=place.official, at=DONE)

    name, site = place.organisation.name, other.site.name
    assert told(place.office) == [
        f"{name}申请延长{problem.site.name}的问题{problem.number}的期限。",
        f"{name}申请延长{site}的问题{other.number}的期限。",
        f"{name}回退了{site}的问题{other.number}：不归我单位",
    ]
    assert told(place.official) == [
        f"{problem.site.name}的问题{problem.number}已同意延期，期限 2026 年 12 月 4 日 17:30。",
        f"{site}的问题{other.number}未同意延期：可先围挡",
    ]


def test_the_office_is_told_that_something_is_wrong_again(place):
    SeverityPolicy.objects.create(
        severity="normal", time_amount=3, time_unit="working_day", assignment="manual", second_look_percent=100
    )
    problem, day = place.closed(), LOOKED.date() + dt.timedelta(days=30)
    later = LOOKED + dt.timedelta(days=30)
    second_looks.draw("990102", on=day, actor=None, at=later)

    again = second_looks.fail(problem.second_look, note="又堆满了", actor=place.inspector, at=later)

    assert told(place.office)[-1].endswith(f"已重新立案为{again.number}。")


def test_nobody_is_told_of_what_no_organisation_had_been_given(place):
    problems.cancel(place.found(), reason="重复", actor=place.office, at=GIVEN)

    assert not Notification.objects.exists()
