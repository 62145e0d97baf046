"""The board of problems: order, tabs, columns, what is done with several at once, registering, merging."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluation.models import Notice, Problem
from tests.factories import admin_of, inspector_of, leader_of, official_of
from tests.factories.files import photo_file
from tests.factories.problems import GIVEN, Place

pytestmark = pytest.mark.django_db
NOW = GIVEN + dt.timedelta(days=6)  # Monday 30 November, 10:00


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def place():
    return Place()


@pytest.fixture
def office(client, place):
    client.force_login(place.office)
    client.cookies["django_language"] = "en"
    return client


def titles(response):
    return re.findall(r"<b>(甲|乙|丙|丁|戊|一\d*)</b>", response.content.decode())


def test_what_waits_for_assignment_stands_by_severity_and_by_how_long_it_has_waited(office, place):
    for name, severity, hours in (("甲", "minor", 9), ("乙", "serious", 1), ("丙", "normal", 2), ("丁", "serious", 3)):
        place.found(description=name, severity=severity, item=name, found_at=NOW - dt.timedelta(hours=hours))

    assert titles(office.get("/problems/")) == ["丁", "乙", "丙", "甲"]


def test_what_is_overdue_stands_above_what_is_more_serious(office, place):
    place.assigned(description="甲", severity="serious", item="1", at=NOW - dt.timedelta(hours=1))
    place.assigned(description="乙", severity="minor", item="2")
    place.assigned(description="丙", severity="emergency", item="3", at=NOW - dt.timedelta(hours=1))
    place.assigned(description="丁", severity="normal", item="4")

    assert titles(office.get("/problems/?state=assigned")) == ["丁", "乙", "丙", "甲"]


def test_the_title_says_how_many_are_open_overdue_and_waiting_too_long(office, place):
    place.assigned(item="1")
    place.assigned(item="2", at=NOW)
    place.found(item="3")
    place.found(item="4", found_at=NOW)

    text = office.get("/problems/").content.decode()

    assert "4 problems are open, 1 of them overdue, 1 found ones wait too long" in text


def test_paging_by_key_shows_every_row_once_however_lanes_are_cut(office, place):
    site = place.site()
    for number in range(1, 121):
        state = {"severity": "serious" if number % 3 else "minor", "item": f"{number}", "site": site}
        place.found(description=f"一{number}", found_at=NOW - dt.timedelta(minutes=number % 7, microseconds=1), **state)
    first = office.get("/problems/")
    seen, address, pages = titles(first), first, 1
    while (found := re.search(r'rel="next"\s+href="([^"]+)"', address.content.decode())) and pages < 9:
        address = office.get("/problems/" + found.group(1).replace("&amp;", "&"))
        seen, pages = seen + titles(address), pages + 1

    assert (pages, len(seen), len(set(seen))) == (3, 120, 120)
    back = re.search(r'rel="prev"\s+href="([^"]+)"', address.content.decode()).group(1)
    assert titles(office.get("/problems/" + back.replace("&amp;", "&"))) == seen[50:100]


def test_an_old_or_broken_key_shows_the_first_page(office, place):
    place.found(description="甲")

    for key in ("", "3.", "99.WzFd", "x.y", "0.!!"):
        assert titles(office.get("/problems/", {"after": key})) == ["甲"]


@pytest.mark.parametrize("address", ["/problems/", "/problems/?state=all", "/problems/?view=columns"])
def test_the_board_takes_as_many_statements_for_three_rows_as_for_one(office, place, address):
    place.found(item="1")
    place.assigned(item="2")
    office.get(address)
    with CaptureQueriesContext(connection) as one:
        office.get(address)
    for number in range(3, 9):
        place.found(item=f"{number}")
        place.assigned(item=f"x{number}")
    with CaptureQueriesContext(connection) as many:
        office.get(address)

    assert len(many) == len(one)


def test_columns_show_each_open_state_with_its_number(office, place):
    place.found(description="甲", item="1")
    place.rectified(description="乙", item="2")

    text = office.get("/problems/?view=columns").content.decode()

    columns = re.findall(r"<h2>([^<]+)</h2>\s*<span>(\d+)</span>", text)
    assert columns == [("Found", "1"), ("Assigned", "0"), ("Returned", "0"), ("Rectified", "1"), ("Suspended", "0")]


def test_the_consequence_names_the_next_numbers_and_the_times_before_anybody_presses(office, place):
    place.assigned(item="0")
    rows = [place.found(item=f"{n}", severity=severity) for n, severity in enumerate(("serious", "normal"), 1)]

    said = office.get("/problems/consequence/", {"problem": [row.pk for row in rows]}).content.decode().strip()

    assert said == (
        "2 assignment notices 〔2026〕2–3号; time by severity: Serious 7 working days, Normal 3 working days"
    )


def test_the_office_assigns_several_at_once_with_the_numbers_it_was_told(office, place):
    rows = [place.found(item=f"{n}") for n in (1, 2)]
    moved = place.assigned(item="3")

    response = office.post("/problems/assign/", {"problem": [row.pk for row in (*rows, moved)]})

    assert response.status_code == 302
    assert list(Problem.objects.order_by("pk").values_list("state", flat=True)) == ["assigned"] * 3
    assert list(Notice.objects.filter(problem__in=rows).order_by("serial").values_list("serial", flat=True)) == [2, 3]


def test_without_script_the_office_sees_the_consequence_on_a_page_of_its_own(office, place):
    row = place.found(description="甲")

    text = office.get("/problems/assign/", {"problem": row.pk}).content.decode()

    assert "1 assignment notice 〔2026〕1号" in text
    assert f'name="problem" value="{row.pk}"' in text


def test_several_are_cancelled_for_one_reason(office, place):
    rows = [place.found(item="1"), place.assigned(item="2")]
    named = [row.pk for row in rows]

    refused = office.post("/problems/cancel/", {"problem": named, "reason": ""})
    office.post("/problems/cancel/", {"problem": named, "reason": "同一处施工"})

    assert (refused.status_code, "Not saved" in refused.content.decode()) == (422, True)
    assert list(Problem.objects.values_list("state", "reason")) == [("cancelled", "同一处施工")] * 2


def test_selecting_what_has_moved_on_is_said_so(office, place):
    row = place.rectified()

    response = office.post("/problems/assign/", {"problem": row.pk}, follow=True)

    assert "Select problems that still wait" in response.content.decode()
    assert Problem.objects.get().state == "rectified"


def test_duplicates_stand_side_by_side_and_are_merged(office, place):
    site = place.site()
    first = place.assigned(site=site, item="A", description="甲")
    second = place.found(site=site, item="B", description="乙")
    place.found(item="C", description="丙")

    text = office.get("/problems/compare/", {"problem": second.pk}).content.decode()
    office.post("/problems/merge/", {"problem": second.pk, "into": first.pk})

    assert re.findall(r'<section class="fc-sheet fc-sec" aria-labelledby="problem-(\d+)"', text) == [
        str(second.pk),
        str(first.pk),
    ]
    second.refresh_from_db()
    assert (second.state, second.merged_into) == ("merged", first)


def test_the_same_item_nearby_is_offered_as_a_duplicate(office, place):
    problem = place.found(item="A")
    near = place.found(item="A", description="近")
    far = place.found(site=place.site(longitude="113.300000"), item="A", description="远处那个")

    text = office.get("/problems/compare/", {"problem": problem.pk}).content.decode()

    assert f'id="problem-{near.pk}"' in text
    assert f'id="problem-{far.pk}"' not in text


@pytest.mark.parametrize("who", [inspector_of, admin_of])
def test_a_problem_is_registered_by_hand_with_a_photo(client, place, who):
    site = place.site(code="QH-0001")
    person = who("990102")
    client.force_login(person)
    told = {"site": "QH-0001", "description": "墙面小广告 7 张", "severity": "normal", "source": "meeting"}

    response = client.post("/problems/new/", {**told, "files": photo_file()})

    row = Problem.objects.get()
    assert (response.url, row.site, row.source, row.found_by) == (f"/problems/{row.pk}/", site, "meeting", person)
    assert row.photos.get().attachment.uploaded_by == person


def test_a_wrong_site_is_guessed_and_what_was_typed_and_the_photo_are_kept(office, place):
    place.site(code="QH-0001", name="永安农贸市场")
    told = {"site": "永安", "description": "墙面小广告", "severity": "normal", "source": "manual"}

    response = office.post("/problems/new/", {**told, "photo": place.photo(place.office)})

    text = response.content.decode()
    assert (response.status_code, Problem.objects.count()) == (422, 0)
    assert "Did you mean 永安农贸市场 (QH-0001)?" in text
    assert "墙面小广告" in text
    assert re.search(r'name="photo" value="\d+"', text)


@pytest.mark.parametrize(
    ("who", "tab"),
    [
        (lambda place: leader_of("990102"), "Found"),
        (lambda place: place.inspector, "Rectified"),
        (lambda place: official_of(place.organisation), "Assigned"),
    ],
    ids=["leader", "inspector", "official"],
)
def test_everybody_starts_where_his_own_work_stands(client, place, who, tab):
    client.force_login(who(place))
    client.cookies["django_language"] = "en"

    text = client.get("/problems/").content.decode()

    assert re.search(r'aria-current="true"[^>]*>(\w+) <span>', text).group(1) == tab
    assert 'name="problem"' not in text


def test_the_workbook_holds_the_rows_of_the_tab_in_the_order_of_the_page(office, place):
    place.found(item="1")
    place.assigned(item="2")

    response = office.post("/problems/export/?state=assigned")

    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"PK")
