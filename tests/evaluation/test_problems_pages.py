"""The page of a problem and what is done with it there, in the inbox and at the re-check."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluation.actions import problems
from evaluation.models import Extension, LookDraw, Problem, Rectification, SecondLook
from evaluation.queries.photos import photos_seen_by
from tests.factories import admin_of, inspector_of, leader_of, official_of
from tests.factories.files import photo_file
from tests.factories.problems import DONE, DUE, GIVEN, LOOKED, Place

pytestmark = pytest.mark.django_db
NOW = LOOKED + dt.timedelta(hours=3)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def place():
    return Place()


@pytest.fixture
def seen(client):
    """Opens a page in English as somebody."""

    def open_(person, path, **given):
        client.force_login(person)
        client.cookies["django_language"] = "en"
        return client.get(path, given)

    return open_


@pytest.fixture
def done(client):
    """Sends a form in English as somebody."""

    def send(person, path, **given):
        client.force_login(person)
        client.cookies["django_language"] = "en"
        return client.post(path, given, follow=True)

    return send


def steps(response):
    """The buttons in the head of the page: the solid one, those beside it, and those under “More”."""
    head = response.content.decode().split('<div class="fc-actions" id="fc-actions">')[1].split("</header>")[0]
    links = re.findall(r'<a (?:class="btn (btn-primary|fc-btn)")?\s*href="/problems/\d+/([\w-]+)/"', head)
    return {kind: [name for one, name in links if one == kind] for kind in ("btn-primary", "fc-btn", "")}


@pytest.mark.parametrize(
    ("who", "state", "solid", "beside", "more"),
    [
        ("office", "found", ["assign"], [], ["cancel"]),
        ("office", "assigned", [], [], ["give-back", "suspend", "cancel"]),
        ("official", "assigned", ["rectify"], ["ask-extension"], ["give-back"]),
        ("official", "rectified", [], [], []),
        ("inspector", "rectified", ["close"], ["return"], []),
        ("office", "rectified", ["close"], ["return"], ["name-rechecker"]),
        ("inspector", "assigned", [], [], []),
        ("office", "closed", [], [], []),
    ],
)
def test_everybody_finds_his_own_next_step_on_the_page(seen, place, who, state, solid, beside, more):
    problem = getattr(place, state)()

    found = steps(seen(getattr(place, who), f"/problems/{problem.pk}/"))

    assert found == {"btn-primary": solid, "fc-btn": beside, "": more}


def test_the_page_tells_everything_that_happened_in_one_line(seen, place):
    problem = place.rectified()
    problems.return_(problem, reason="小广告仍有 1 张", actor=place.inspector, at=LOOKED)

    text = seen(leader_of("990102"), f"/problems/{problem.pk}/").content.decode()

    line = re.findall(r'<div class="fc-line-head">\s*<b>([^<]+)</b>', text)
    assert line == [
        "Re-check not passed, sent back",
        f"{place.organisation.name} reported rectification 1",
        f"Assignment notice〔2026〕1号 to {place.organisation.name}",
        "Found by a check",
    ]
    assert "小广告仍有 1 张" in text


def test_before_and_after_stand_side_by_side_or_over_each_other_or_all(seen, place):
    problem = place.found()
    before = place.photo(place.inspector)
    problem.photos.create(attachment_id=before)
    problems.assign(problem, actor=place.office, at=GIVEN)
    after = [place.photo(), place.photo()]
    problems.rectify(problem, text="已清理", photos=after, actor=place.official, at=DONE)

    pages = {
        mode: seen(place.inspector, f"/problems/{problem.pk}/", photos=mode).content.decode()
        for mode in ("pair", "overlay", "all")
    }

    shown = {mode: re.findall(r'<img src="/photos/(\d+)/"', text) for mode, text in pages.items()}
    assert shown == {
        "pair": [str(before), str(after[0])],
        "overlay": [str(before), str(after[0])],
        "all": [str(before), *map(str, after)],
    }
    assert 'type="range"' in pages["overlay"]


def test_photos_of_a_rectification_open_to_whoever_sees_the_problem(place):
    problem = place.rectified()
    photo = problem.rectifications.get().photos.get().attachment

    seeing = [person for person in (place.inspector, admin_of("990103")) if photos_seen_by(person).filter(pk=photo.pk)]

    assert seeing == [place.inspector]


def test_an_official_reports_a_rectification_with_photos_from_the_form(done, place):
    problem = place.assigned()

    response = done(
        place.official, f"/problems/{problem.pk}/rectify/", text="垃圾清运完毕", files=[photo_file(), photo_file()]
    )

    row = Rectification.objects.get()
    assert (row.text, row.photos.count(), row.filed_by) == ("垃圾清运完毕", 2, place.official)
    assert f"Rectification of problem {problem.number} is reported." in response.content.decode()


def test_photos_sent_before_go_with_the_form_by_their_number(done, place):
    problem = place.assigned()
    photo = place.photo()

    done(place.official, f"/problems/{problem.pk}/rectify/", text="垃圾清运完毕", photo=photo)

    assert Rectification.objects.get().photos.get().attachment_id == photo


def test_a_photo_of_somebody_else_is_refused_and_what_was_typed_is_kept(done, place):
    problem = place.assigned()
    photo = place.photo(place.inspector)

    response = done(place.official, f"/problems/{problem.pk}/rectify/", text="垃圾清运完毕", photo=photo)

    text = response.content.decode()
    assert (response.status_code, "A photo is not one that you uploaded" in text, "垃圾清运完毕" in text) == (
        422,
        True,
        True,
    )
    assert Problem.objects.get().state == "assigned"


def test_without_a_photo_nothing_is_reported_and_the_text_is_kept(done, place):
    problem = place.assigned()

    response = done(place.official, f"/problems/{problem.pk}/rectify/", text="垃圾清运完毕")

    text = response.content.decode()
    assert (response.status_code, "Take at least 1 photo." in text, "垃圾清运完毕" in text) == (422, True, True)


def test_a_file_that_is_no_photo_is_said_so(done, place, tmp_path):
    problem = place.assigned()
    wrong = tmp_path / "text.jpg"
    wrong.write_text("no photo")

    with wrong.open("rb") as file:
        response = done(place.official, f"/problems/{problem.pk}/rectify/", text="垃圾清运完毕", files=file)

    assert (response.status_code, "text.jpg:" in response.content.decode()) == (422, True)


def test_an_inspector_sends_it_back_and_another_round_closes_it(done, place):
    problem = place.rectified()

    done(place.inspector, f"/problems/{problem.pk}/return/", reason="小广告仍有 1 张", files=photo_file())
    done(place.official, f"/problems/{problem.pk}/rectify/", text="已清理", files=photo_file(seed=7))
    done(place.inspector, f"/problems/{problem.pk}/close/", note="已改好")

    problem.refresh_from_db()
    assert (problem.state, problem.returns) == ("closed", 1)
    assert list(problem.rechecks.order_by("pk").values_list("passed", "note")) == [
        (False, "小广告仍有 1 张"),
        (True, "已改好"),
    ]
    assert problem.photos.get().recheck.passed is False


def test_nobody_closes_what_his_own_organisation_put_right(seen, place):
    problem = place.rectified()
    insider = inspector_of("990102")
    insider.grants.create(role="official", organisation=place.organisation, starts_on=dt.date(2026, 1, 1))

    response = seen(insider, f"/problems/{problem.pk}/close/")

    assert response.status_code == 403
    assert "so somebody else re-checks this problem" in response.content.decode()


def test_more_time_is_asked_for_and_granted_on_pages(done, seen, place):
    problem = place.assigned()
    path = f"/problems/{problem.pk}/"

    done(place.official, f"{path}ask-extension/", until="2026-12-02", reason="材料后天才到")
    text = seen(place.office, path).content.decode()
    done(place.office, f"{path}grant-extension/")

    problem.refresh_from_db()
    assert "材料后天才到" in text
    assert (Extension.objects.get().state, problem.due_at) == ("granted", DUE + dt.timedelta(days=5))


def test_a_day_that_is_over_is_refused_beside_its_field(done, place):
    problem = place.assigned()

    response = done(place.official, f"/problems/{problem.pk}/ask-extension/", until="2026-11-20", reason="材料")

    assert (response.status_code, "Name a day that is still to come." in response.content.decode()) == (422, True)


def test_a_rule_that_refuses_is_said_on_the_page_and_the_input_is_kept(done, place):
    problem = place.assigned()

    response = done(place.official, f"/problems/{problem.pk}/ask-extension/", until="2026-11-27", reason="材料未到")

    text = response.content.decode()
    assert (response.status_code, "Name a moment after the deadline" in text, "材料未到" in text) == (422, True, True)


def test_the_wrong_organisation_gives_it_back_and_the_office_names_another(done, place):
    problem = place.assigned()

    done(place.official, f"/problems/{problem.pk}/give-back/", reason="不是我单位，属市场监管")
    done(place.office, f"/problems/{problem.pk}/assign/", organisation=place.above.pk)

    problem.refresh_from_db()
    assert (problem.state, problem.organisation) == ("assigned", place.above)


def test_what_cannot_be_solved_now_is_suspended_and_resumed(done, place):
    problem = place.assigned()
    path = f"/problems/{problem.pk}/"

    done(place.office, f"{path}suspend/", ground="道路改造", look_again_on="2027-03-01")
    stood = Problem.objects.get().state
    done(place.office, f"{path}resume/")

    assert (stood, Problem.objects.get().state) == ("suspended", "assigned")


def test_a_step_that_came_too_late_says_where_the_problem_stands(seen, place):
    problem = place.closed()

    response = seen(place.official, f"/problems/{problem.pk}/rectify/")

    assert response.status_code == 409
    assert "This is not possible while the record is “Closed”." in response.content.decode()


def test_the_inbox_holds_what_is_to_be_put_right_overdue_first(seen, place):
    place.assigned(description="甲", item="1", severity="serious")
    place.assigned(description="乙", item="2", severity="minor")
    place.rectified(description="丙", item="3")
    place.found(description="丁", item="4")

    text = seen(place.official, "/problems/inbox/").content.decode()

    assert re.findall(r"<h2>\s*<a href=\"/problems/\d+/\">(.)</a>", text) == ["乙", "甲"]
    assert "2 problems to put right, 1 of them overdue" in text
    assert text.count("btn-primary") == 1


def test_the_inbox_shows_only_ones_own_organisation(seen, place):
    place.assigned(description="甲")
    other = official_of(Place("990103").organisation)

    assert "Nothing to put right" in seen(other, "/problems/inbox/").content.decode()


@pytest.mark.parametrize("path", ["/problems/inbox/", "/field/rechecks/", "/problems/{pk}/"])
def test_pages_take_as_many_statements_for_three_rows_as_for_one(seen, place, path):
    problem = place.rectified(item="1")
    person = place.official if "inbox" in path else place.inspector
    place.assigned(item="2")
    seen(person, path.format(pk=problem.pk))
    with CaptureQueriesContext(connection) as one:
        seen(person, path.format(pk=problem.pk))
    for number in range(3, 6):
        place.assigned(item=f"{number}")
        place.rectified(item=f"r{number}")
    with CaptureQueriesContext(connection) as many:
        seen(person, path.format(pk=problem.pk))

    assert len(many) == len(one)


def test_an_inspector_finds_what_waits_for_a_recheck_but_not_his_own_organisations(seen, place):
    place.rectified(description="甲")
    insider = inspector_of("990102")
    insider.grants.create(role="official", organisation=place.organisation, starts_on=dt.date(2026, 1, 1))

    assert "甲" in seen(place.inspector, "/field/rechecks/").content.decode()
    assert "甲" not in seen(insider, "/field/rechecks/").content.decode()


@pytest.mark.parametrize(("result", "state"), [("passed", "passed"), ("failed", "failed")])
def test_a_second_look_is_filed_on_the_phone(done, place, result, state):
    problem = place.closed()
    draw = LookDraw.objects.create(district=place.district, on=NOW.date(), seed="s", drawn_at=NOW)
    look = SecondLook.objects.create(problem=problem, district=place.district, draw=draw, look_by=NOW.date())

    done(place.inspector, f"/field/second-looks/{look.pk}/", result=result, note="又有杂物", files=photo_file())

    look.refresh_from_db()
    assert (look.state, look.looked_by, look.photos.count()) == (state, place.inspector, 1)
    assert Problem.objects.filter(earlier=problem).count() == (1 if state == "failed" else 0)


def test_a_failed_second_look_says_what_is_wrong(done, place):
    problem = place.closed()
    draw = LookDraw.objects.create(district=place.district, on=NOW.date(), seed="s", drawn_at=NOW)
    look = SecondLook.objects.create(problem=problem, district=place.district, draw=draw, look_by=NOW.date())

    response = done(place.inspector, f"/field/second-looks/{look.pk}/", result="failed", note="")

    assert (response.status_code, "Say what is wrong again." in response.content.decode()) == (422, True)
