"""Filled forms over the API: what is taken, what is answered again, what is refused and how."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from evaluation.choices import CheckState
from evaluation.models import Check, CheckItem, CheckPhoto, Problem, SiteMonth
from foundation.audit.models import AuditEntry
from tests.factories import (
    CheckFactory,
    OrganisationFactory,
    SiteFactory,
    UserFactory,
    admin_of,
    inspector_of,
    official_of,
)
from tests.factories.checks import NOW, AttachmentFactory, DrawFactory, filled, two_items
from tests.factories.evaluation import DAY

pytestmark = pytest.mark.django_db
URL = "/api/v1/check-submissions/"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def site():
    two_items()
    return SiteFactory(code="MARKET-1")


@pytest.fixture
def inspector(client):
    user = inspector_of("990102", name="王小明")
    client.force_login(user)
    return user


def post(client, body, url=URL):
    return client.post(url, body, content_type="application/json")


def test_an_unplanned_check_is_taken_with_its_score(client, site, inspector):
    response = post(client, filled(site))

    check = Check.objects.get()
    assert response.status_code == 201
    assert response.json() == {"check": check.pk, "score": "77.33", "problems": []}
    assert (check.site, check.on, check.state, check.inspector, check.draw) == (site, DAY, "submitted", inspector, None)
    assert (check.earned, check.possible) == (Decimal("11.6"), 15)
    assert check.score == Decimal("77.333333333333333")
    assert (check.region_id, check.district_id, check.organisation_id) == (
        "990102001001",
        "990102",
        site.organisation_id,
    )
    assert (check.longitude, check.latitude, check.accuracy) == (Decimal("113.25"), Decimal("29.6"), Decimal("12.5"))
    assert list(
        CheckItem.objects.order_by("indicator__position").values_list("option", "count", "earned", "failed")
    ) == [
        ("B", None, Decimal("6.6"), False),
        ("", 0, Decimal(5), False),
    ]
    entry = AuditEntry.objects.get(verb="check.submit")
    assert (entry.actor, entry.at, entry.subject_id, entry.region_code) == (
        inspector,
        NOW,
        str(check.pk),
        "990102001001",
    )
    assert (entry.before, entry.address) == (None, "127.0.0.1")
    assert entry.after == {"state": "submitted", "score": "77.33", "on": "2026-10-14", "failed": 0}


def test_a_drawn_check_becomes_submitted(client, site, inspector):
    drawn = CheckFactory(site=site, inspector=inspector)

    response = post(client, filled(site, check=drawn))

    drawn.refresh_from_db()
    assert (response.status_code, response.json()["check"]) == (201, drawn.pk)
    assert (drawn.state, drawn.on, Check.objects.count()) == ("submitted", DAY, 1)


def test_another_inspector_of_the_region_may_take_a_check(client, site, inspector):
    drawn_for = inspector_of("990102")
    drawn = CheckFactory(site=site, inspector=drawn_for)

    assert post(client, filled(site, check=drawn)).status_code == 201

    drawn.refresh_from_db()
    assert drawn.inspector == inspector
    before = AuditEntry.objects.get(verb="check.submit").before
    assert before == {"state": "drawn", "inspector": drawn_for.pk, "on": "2026-10-14"}


def test_a_repeated_submission_gets_the_first_answer(client, site, inspector):
    body = filled(site, items=[{"item": "MKT-01", "option": "D", "note": "堵死"}, {"item": "MKT-02", "count": 0}])

    first, second = post(client, body), post(client, body | {"items": []})

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert (Check.objects.count(), Problem.objects.count(), SiteMonth.objects.get().checks) == (1, 1, 1)


def test_the_client_id_of_somebody_else_gives_nothing_away(client, site, inspector):
    body = filled(site)
    post(client, body)
    client.force_login(inspector_of("990102"))

    response = post(client, body)

    assert response.status_code == 409
    assert response.json()["errors"][0]["attr"] == "client_id"
    assert "score" not in response.json()


def test_the_second_of_two_inspectors_is_told_who_was_first_and_his_photos_are_kept(client, site, inspector):
    drawn = CheckFactory(site=site, inspector=inspector)
    post(client, filled(site, check=drawn))
    second = inspector_of("990102")
    client.force_login(second)
    photo = AttachmentFactory(uploaded_by=second)
    items = [{"item": "MKT-01", "option": "A", "photos": [photo.pk]}, {"item": "MKT-02", "count": 0}]

    response = post(client, filled(site, check=drawn, items=items))

    assert response.status_code == 409
    assert response.json()["winner"] == {
        "check": drawn.pk,
        "inspector": "王*",
        "finished_at": "2026-10-14T09:50:00+08:00",
        "score": "77.33",
    }
    assert response.json()["kept_photos"] == [photo.pk]
    assert list(CheckPhoto.objects.values_list("check_record", "item", "attachment")) == [(drawn.pk, None, photo.pk)]
    assert AuditEntry.objects.get(verb="check.add_evidence").actor == second


def test_nothing_applicable_gives_no_score_and_counts_in_no_month(client, site, inspector):
    response = post(client, filled(site, items=[{"item": "MKT-01", "na": True}, {"item": "MKT-02", "na": True}]))

    assert (response.status_code, response.json()["score"]) == (201, None)
    assert not SiteMonth.objects.exists()


@pytest.mark.parametrize(
    ("items", "attr"),
    [
        ([{"item": "MKT-01", "option": "A"}], "items.MKT-02"),
        ([{"item": "MKT-01", "option": "A"}, {"item": "MKT-02", "count": 0}, {"item": "X-1", "na": True}], "items.X-1"),
        ([{"item": "MKT-01", "option": "A"}, {"item": "MKT-01", "na": True}], "items.MKT-01"),
        ([{"item": "MKT-01", "option": "E"}, {"item": "MKT-02", "count": 0}], "items.MKT-01"),
        ([{"item": "MKT-01"}, {"item": "MKT-02", "count": 0}], "items.MKT-01"),
        ([{"item": "MKT-01", "count": 1}, {"item": "MKT-02", "count": 0}], "items.MKT-01"),
        ([{"item": "MKT-01", "option": "A", "na": True}, {"item": "MKT-02", "count": 0}], "items.MKT-01"),
        ([{"item": "MKT-01", "option": "A"}, {"item": "MKT-02", "count": -1}], "items.MKT-02"),
        ([{"item": "MKT-01", "option": "A"}, {"item": "MKT-02", "count": 1.5}], "items.MKT-02"),
        ([{"item": "MKT-01", "option": "A"}, {"item": "MKT-02", "count": True}], "items.MKT-02"),
        ([{"item": "MKT-01", "option": "A"}, {"item": "MKT-02", "count": 10**30}], "items.MKT-02"),
        ([{"item": "MKT-01", "option": "A", "note": "字" * 501}, {"item": "MKT-02", "count": 0}], "items.MKT-01"),
        ([{"item": "MKT-01", "option": "A", "note": "a\0b"}, {"item": "MKT-02", "count": 0}], "items.MKT-01"),
        ([{"item": "MKT-01", "option": "A", "photos": [987654321]}, {"item": "MKT-02", "count": 0}], "items.MKT-01"),
    ],
    ids=[
        "missing", "unknown", "repeated", "no such option", "no answer", "wrong kind", "two answers", "below nothing",
        "not whole", "not a number", "too large", "note too long", "note not text", "photo unknown",
    ],
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_refused_and_the_item_named(client, site, inspector, items, attr):
    response = post(client, filled(site, items=items))

    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["attr"] == attr
    assert attr.removeprefix("items.") in error["detail"]
    assert not Check.objects.exists()


def test_photos_of_somebody_else_are_refused(client, site, inspector):
    photo = AttachmentFactory()
    items = [{"item": "MKT-01", "option": "A", "photos": [photo.pk]}, {"item": "MKT-02", "count": 0}]

    response = post(client, filled(site, items=items))

    assert (response.status_code, response.json()["errors"][0]["attr"]) == (400, "items.MKT-01")


def test_photos_stay_with_their_item_in_their_order(client, site, inspector):
    one, two = AttachmentFactory(uploaded_by=inspector), AttachmentFactory(uploaded_by=inspector)
    items = [{"item": "MKT-01", "option": "A"}, {"item": "MKT-02", "count": 2, "photos": [two.pk, one.pk, two.pk]}]

    post(client, filled(site, items=items))

    rows = CheckPhoto.objects.order_by("position").values_list("item__indicator__code", "attachment", "position")
    assert list(rows) == [("MKT-02", two.pk, 0), ("MKT-02", one.pk, 1)]


@pytest.mark.parametrize(
    ("changes", "attr"),
    [
        ({"finished_at": "2026-10-15T00:00:00+08:00"}, "finished_at"),
        ({"finished_at": "2026-10-14T09:29:59+08:00"}, "finished_at"),
        ({"started_at": "0001-01-01T00:00:00+14:00"}, "started_at"),
        ({"finished_at": "yesterday"}, "finished_at"),
        ({"client_id": "1"}, "client_id"),
        ({"check": 0}, "check"),
        ({"check": "1"}, "check"),
        ({"site": "A\0B"}, "site"),
        ({"items": None}, "items"),
        ({"position": {"longitude": 181, "latitude": 0}}, "position.longitude"),
        ({"remark": "字" * 501}, "remark"),
    ],
)
def test_a_submission_that_cannot_be_is_refused(client, site, inspector, changes, attr):
    response = post(client, filled(site) | changes)

    assert (response.status_code, response.json()["errors"][0]["attr"]) == (400, attr)
    assert not Check.objects.exists()


def test_the_day_is_the_local_day_of_the_end(client, site, inspector):
    body = filled(site, started_at="2026-10-12T15:30:00Z", finished_at="2026-10-12T16:30:00Z")

    post(client, body)

    assert Check.objects.get().on == dt.date(2026, 10, 13)


def test_a_moment_without_a_zone_is_the_clock_here(client, site, inspector):
    post(client, filled(site, started_at="2026-10-14T00:10:00", finished_at="2026-10-14T00:30:00"))

    check = Check.objects.get()
    assert (check.on, check.finished_at.isoformat()) == (DAY, "2026-10-13T16:30:00+00:00")


def test_an_offline_submission_counts_on_the_day_it_was_done(client, site, inspector):
    drawn = CheckFactory(site=site, inspector=inspector, on=dt.date(2026, 9, 30))
    assert list(Check.objects.missed(on=DAY)) == [drawn]
    moments = {"started_at": "2026-09-30T10:00:00+08:00", "finished_at": "2026-09-30T10:20:00+08:00"}

    assert post(client, filled(site, check=drawn, **moments)).status_code == 201

    drawn.refresh_from_db()
    assert (drawn.on, drawn.is_late_synced, list(Check.objects.missed(on=DAY))) == (dt.date(2026, 9, 30), True, [])
    assert SiteMonth.objects.get().month == dt.date(2026, 9, 1)


def test_a_check_done_on_a_day_that_has_its_own_draw_is_refused(client, site, inspector):
    draw = DrawFactory(plan__district=site.district)
    earlier = CheckFactory(site=site, inspector=inspector, on=dt.date(2026, 10, 10), draw=draw)
    CheckFactory(site=site, inspector=inspector, on=DAY, draw=draw)

    response = post(client, filled(site, check=earlier))

    assert (response.status_code, response.json()["errors"][0]["attr"]) == (409, "check")


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda site: official_of(site.region), 403),
        (lambda site: official_of(site.organisation), 403),
        (lambda site: admin_of("990102"), 201),
        (lambda site: inspector_of("990102001"), 201),
        (lambda site: inspector_of("990102002"), 404),
        (lambda site: inspector_of("990103"), 404),
        (lambda site: UserFactory(), 404),
        (lambda site: inspector_of("990102", organisation=site.organisation), 403),
        (lambda site: inspector_of("990102", organisation=site.organisation.parent), 403),
        (lambda site: inspector_of("990102", organisation=OrganisationFactory(parent=site.organisation)), 403),
        (lambda site: inspector_of("990102", organisation=OrganisationFactory(parent=site.organisation.parent)), 201),
    ],
    ids=[
        "official", "the organisation's own", "office", "inspector of the street", "of another street",
        "of another district", "nobody", "inspector of the organisation", "of the one above", "of one below",
        "of one beside",
    ],
)  # fmt: skip
def test_only_an_inspector_without_a_stake_submits(client, make, status):
    two_items()
    site = SiteFactory(organisation=OrganisationFactory(parent=OrganisationFactory()))
    client.force_login(make(site))

    assert post(client, filled(site)).status_code == status


def test_a_stranger_is_asked_to_sign_in(client, site):
    assert post(client, filled(site)).status_code == 401


def test_a_check_of_another_site_or_nowhere_is_refused(client, site, inspector):
    other = CheckFactory(inspector=inspector)

    wrong, unknown = post(client, filled(site, check=other)), post(client, filled(site) | {"check": other.pk + 999})

    assert (wrong.status_code, wrong.json()["errors"][0]["attr"]) == (400, "site")
    assert (unknown.status_code, unknown.json()["errors"][0]["attr"]) == (404, "check")


def test_a_cancelled_check_and_a_retired_site_are_refused(client, site, inspector):
    cancelled = CheckFactory(site=site, inspector=inspector, state=CheckState.CANCELLED)
    retired = SiteFactory(state="retired")

    assert [post(client, filled(site, check=cancelled)).status_code, post(client, filled(retired)).status_code] == [
        409,
        409,
    ]


def test_without_a_system_in_force_nothing_can_be_submitted(client, inspector):
    response = post(client, filled(SiteFactory()))

    assert (response.status_code, response.json()["errors"][0]["attr"]) == (409, "site")


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"', b"\xff\xfe", b'{"a": 1e999}'])
def test_what_is_not_a_submission_gets_a_sentence(client, site, inspector, body):
    response = client.post(URL, body, content_type="application/json")

    assert response.status_code == 400
    assert response.json()["errors"][0]["detail"]


def test_a_form_post_is_not_understood(client, site, inspector):
    assert client.post(URL, {"site": site.code}).status_code == 415


def test_a_batch_is_answered_one_by_one_in_order(client, site, inspector):
    good, twin_site = filled(site), filled(site)
    wrong = filled(site, items=[])
    results = post(
        client, {"submissions": [good, wrong, {"client_id": good["client_id"]}, good, twin_site, 7]}, URL + "batch/"
    )

    assert results.status_code == 200
    rows = results.json()["results"]
    assert [(row["client_id"], row["status"]) for row in rows] == [
        (good["client_id"], 201),
        (wrong["client_id"], 400),
        (good["client_id"], 400),
        (good["client_id"], 200),
        (twin_site["client_id"], 201),
        (None, 400),
    ]
    assert rows[0]["body"] == rows[3]["body"]
    assert (Check.objects.count(), SiteMonth.objects.get().checks) == (2, 2)


def test_a_batch_holds_no_more_than_two_hundred(client, site, inspector):
    response = post(client, {"submissions": [{}] * 201}, URL + "batch/")

    assert (response.status_code, response.json()["errors"][0]["attr"]) == (400, "submissions")
