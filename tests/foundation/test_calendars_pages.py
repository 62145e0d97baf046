"""Pages of the working calendar: who reads it, who keeps it, and what follows."""

import datetime as dt

import pytest
from django.test import Client

from foundation.calendars import actions
from foundation.calendars.models import CalendarDay, CalendarYear
from foundation.periods import ZONE
from tests.factories import UserFactory, admin_of, official_of

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def installed():
    actions.install(actor=None, at=NOON)


@pytest.fixture
def office():
    client = Client()
    client.force_login(admin_of("99"))
    return client


def heading(response) -> str:
    return response.content.decode().split("<h1", 1)[1].split("</h1>")[0].split(">", 1)[1].strip()


def test_the_list_says_until_when_the_calendar_is_loaded_and_offers_the_year_that_comes(office):
    response = office.get("/manage/calendar/")

    assert heading(response) == "工作日历已载入到 2026 年底"
    assert [line.year.year for line in response.context["lines"]] == [*range(2027, 2019, -1)]


def test_a_year_tells_its_days_and_one_that_is_not_loaded_says_so(office):
    loaded, coming = office.get("/manage/calendar/2026/"), office.get("/manage/calendar/2027/")

    assert heading(loaded) == "2026 年已按公布的安排载入"
    assert len(loaded.context["days"]) == 39
    assert "国庆节" in loaded.content.decode()
    assert heading(coming) == "2027 年还没载入，这一年的期限都是暂定"
    assert office.get("/manage/calendar/2028/").status_code == 404


def test_a_year_is_put_together_day_by_day_and_declared(office):
    added = office.post("/manage/calendar/2027/day/", {"day": "2027-01-01", "kind": "off", "name": "元旦"}, follow=True)
    office.post("/manage/calendar/2027/declare/")

    assert "2027-01-01 已保存，2027 年在办问题的期限重新计算。" in added.content.decode()
    assert CalendarYear.objects.values_list("is_loaded", "revision").get(pk=2027) == (True, 2)
    office.post("/manage/calendar/days/2027-01-01/drop/")
    assert not CalendarDay.objects.filter(year=2027).exists()


@pytest.mark.parametrize(
    ("url", "body", "word"),
    [
        ("/manage/calendar/2027/day/", {"day": "2026-01-01", "kind": "off"}, "选 2027 年内的日期"),
        ("/manage/calendar/2027/hours/", {"hours": "9-12"}, "09:00-12:00, 13:30-17:30"),
    ],
    ids=["a day of another year", "hours nobody can read"],
)
def test_what_makes_no_sense_is_refused_in_place_and_kept(office, url, body, word):
    response = office.post(url, body)

    assert response.status_code == 422
    assert word in response.content.decode()
    assert not CalendarYear.objects.filter(pk=2027).exists()


def test_hours_are_set_for_a_year(office):
    office.post("/manage/calendar/2026/hours/", {"hours": "8:30-12:00，14:00-17:30"})

    assert CalendarYear.objects.get(pk=2026).hours == "08:30-12:00, 14:00-17:30"


def test_those_who_work_with_deadlines_read_it_and_the_office_above_all_keeps_it():
    admin_of("990103")
    for person, may_read in ((admin_of("990102"), 200), (official_of("990102"), 200), (UserFactory(), 403)):
        client = Client()
        client.force_login(person)
        assert client.get("/manage/calendar/2026/").status_code == may_read
        assert "调整一天" not in client.get("/manage/calendar/2026/").content.decode()
        assert client.post("/manage/calendar/2026/hours/", {"hours": "09:00-17:00"}).status_code == 403
        assert client.post("/manage/calendar/days/2026-10-01/drop/").status_code == 403


def test_a_day_that_does_not_exist_is_not_found(office):
    assert office.post("/manage/calendar/days/2026-02-31/drop/").status_code == 404
    assert office.post("/manage/calendar/days/2026-12-04/drop/").status_code == 404
