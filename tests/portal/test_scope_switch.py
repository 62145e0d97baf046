"""Somebody with several grants chooses one in the bar: pages, counts, menu, desk and API show its place only."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone

from evaluation.models import Check
from evaluation.permissions.checks import can_check
from foundation.accounts.choices import Role
from foundation.accounts.middleware import CHOSEN
from foundation.accounts.models import Grant
from portal.navigation import menu
from tests.factories import (
    CheckFactory,
    GrantFactory,
    OrganisationFactory,
    ProblemFactory,
    RegionFactory,
    SiteFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
URL = "/accounts/scope/"


@pytest.fixture
def person():
    """Administrator of one district, inspector of another."""
    user = UserFactory(name="王力")
    GrantFactory(user=user, role=Role.ADMIN, region=RegionFactory(code="990102", name="清河区"))
    GrantFactory(user=user, role=Role.INSPECTOR, region=RegionFactory(code="990103", name="云门区"))
    return user


@pytest.fixture
def sites(person):
    return SiteFactory(name="清河市场", region__code="990102001"), SiteFactory(
        name="云门市场", region__code="990103001"
    )


def grant_in(person, code):
    return Grant.objects.get(user=person, region=code).pk


def names(client):
    return {row["name"] for row in client.get("/api/v1/sites/").json()["results"]}


def test_the_choice_narrows_pages_and_api_and_is_taken_back(client, person, sites):
    client.force_login(person)
    assert names(client) == {"清河市场", "云门市场"}

    answer = client.post(
        URL, {"grant": grant_in(person, "990103")}, headers={"Referer": "http://testserver/sites/?q=清河"}
    )
    page = client.get("/sites/").content.decode()

    assert (answer.status_code, answer.url) == (302, "/sites/")
    assert "现在以“督查员”身份查看“云门区”，其他内容暂不显示；选“全部授权”即可恢复。" in page
    assert "云门市场" in page
    assert "清河市场" not in page
    assert names(client) == {"云门市场"}
    assert client.get(sites[0].get_absolute_url()).status_code == 404

    client.post(URL, {"grant": ""})
    assert names(client) == {"清河市场", "云门市场"}


def test_menu_counts_and_desk_follow(client, person, sites):
    ProblemFactory(site=sites[0])
    client.force_login(person)
    cache.clear()
    whole = {entry.name: entry.count for group in menu(person, "/") for entry in group.entries}

    client.post(URL, {"grant": grant_in(person, "990103")})
    answer = client.get("/desk/")
    shown = {entry.name: entry.count for group in answer.context["menu"] for entry in group.entries}

    assert (whole["evaluation:problems"], whole["evaluation:sites"]) == ("1", "2")
    assert (shown["evaluation:problems"], shown["evaluation:sites"]) == ("", "1")
    assert "evaluation:field" in shown
    assert "accounts:users" in whole
    assert "accounts:users" not in shown
    assert answer.context["scope"]["name"] == "云门区"


def test_roles_of_the_hidden_grants_open_nothing_meanwhile(client, person):
    client.force_login(person)
    client.post(URL, {"grant": grant_in(person, "990103")})

    assert client.get("/manage/users/new/").status_code == 403


def test_nobody_chooses_what_he_does_not_hold_or_no_longer_holds(client, person):
    other = GrantFactory(role=Role.ADMIN, region=RegionFactory(code="990104"))
    days = {"starts_on": dt.date(2020, 1, 1), "ends_on": dt.date(2020, 12, 31)}
    over = GrantFactory(user=person, role=Role.ADMIN, region=other.region, **days)
    client.force_login(person)

    assert [client.post(URL, {"grant": pk}).status_code for pk in (other.pk, over.pk, 10**17)] == [404, 404, 404]
    assert client.post(URL, {"grant": "x"}).status_code == 302
    assert CHOSEN not in client.session


def test_a_grant_that_ends_while_chosen_gives_all_others_back_and_nothing_more(client, person, sites):
    client.force_login(person)
    client.post(URL, {"grant": grant_in(person, "990103")})
    Grant.objects.filter(region="990103").update(starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2020, 1, 2))

    assert names(client) == {"清河市场"}


def test_recusal_goes_by_every_grant_whatever_is_chosen(sites):
    own = OrganisationFactory(region__code="990103001")
    inspector = UserFactory()
    zone = GrantFactory(user=inspector, role=Role.INSPECTOR, region_id="990103")
    GrantFactory(user=inspector, role=Role.OFFICIAL, organisation=own)
    site = SiteFactory(region__code="990103001", organisation=own)

    inspector.narrowed_to = zone.pk

    assert inspector.is_narrowed
    assert inspector.serves(own)
    assert not can_check(inspector, site)


def test_checks_of_ones_own_elsewhere_are_hidden_too_but_the_phone_still_sends_them(client, person, sites):
    today = timezone.localdate()
    there = CheckFactory(site=sites[1], inspector=person, on=today)
    client.force_login(person)
    client.post(URL, {"grant": grant_in(person, "990102")})

    listed = client.get(f"/api/v1/checks/?date={today}&mine=1").json()["results"]
    sent = client.post("/api/v1/check-submissions/", {"check": there.pk}, content_type="application/json")

    assert listed == []
    assert "field/" not in [entry.url for group in client.get("/desk/").context["menu"] for entry in group.entries]
    assert sent.status_code == 400  # its shape is judged, not its place
    assert Check.objects.carried_out_by(person).get() == there


def test_who_has_one_role_or_the_whole_portal_is_offered_no_choice(client):
    single = UserFactory()
    GrantFactory(user=single, role=Role.ADMIN, region=RegionFactory(code="990102"))
    for user in (single, UserFactory(is_superuser=True)):
        client.force_login(user)
        assert URL not in client.get("/desk/").content.decode()
