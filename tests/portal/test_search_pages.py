"""Search from the bar finds what one may see."""

import pytest

from tests.factories import RegionFactory, SiteFactory, admin_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    RegionFactory(code="990102", name="清河区")
    client.force_login(admin_of(RegionFactory(code="990102")))
    return client


def test_words_find_sites_by_name(office):
    SiteFactory(name="永安农贸市场")
    SiteFactory(name="东门农贸市场")

    answer = office.get("/search/?q=农贸")

    assert sorted(site.name for site in answer.context["sites"]) == ["东门农贸市场", "永安农贸市场"]


def test_what_lies_outside_ones_area_is_not_found(office):
    outside = RegionFactory(code="990103001001", name="外区社区")
    SiteFactory(name="外区农贸市场", region=outside)

    assert office.get("/search/?q=外区").context["total"] == 0


def test_empty_search_asks_for_words(office):
    assert office.get("/search/?q=%20").context["total"] == 0


def test_visitor_has_to_sign_in(client):
    assert client.get("/search/?q=a").headers["Location"] == "/accounts/login/?next=/search/%3Fq%3Da"
