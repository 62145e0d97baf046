"""Pages of a list by number and by key."""

import pytest
from django.http import QueryDict

from foundation.organisations.models import Region
from foundation.web.paging import Keyed, Numbered
from tests.factories import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def regions():
    for code, name in [("11", "c"), ("12", "b"), ("13", "b"), ("14", "a"), ("15", "a")]:
        RegionFactory(code=code, name=name, parent=None)
    return Region.objects.order_by("name", "pk")


def codes(rows):
    return [row.code for row in rows]


def query_of(address):
    return QueryDict(address.removeprefix("?"))


def test_numbered_pages_show_where_one_is(regions):
    rows = Numbered(regions, QueryDict("page=2&state=open"), per_page=2)

    assert codes(rows) == ["12", "13"]
    assert (rows.first, rows.last, rows.total, rows.total_text) == (3, 4, 5, "5")
    assert (rows.previous_query, rows.next_query) == ("?state=open", "?state=open&page=3")


@pytest.mark.parametrize("given", ["0", "-1", "x", "999999999999", "２"])
def test_page_that_makes_no_sense_is_the_first(regions, given):
    query = QueryDict(mutable=True)
    query["page"] = given

    assert Numbered(regions, query, per_page=2).number == 1


def test_keyed_pages_walk_forward_and_back_over_equal_values(regions):
    first = Keyed(regions, QueryDict(), per_page=2)
    second = Keyed(regions, query_of(first.next_query), per_page=2)
    third = Keyed(regions, query_of(second.next_query), per_page=2)
    again = Keyed(regions, query_of(third.previous_query), per_page=2)

    assert [codes(first), codes(second), codes(third), codes(again)] == [
        ["14", "15"],
        ["12", "13"],
        ["11"],
        ["12", "13"],
    ]
    assert [(page.has_previous, page.has_next) for page in (first, second, third, again)] == [
        (False, True),
        (True, True),
        (True, False),
        (True, True),
    ]


def test_keyed_pages_follow_a_falling_order(regions):
    falling = regions.order_by("-name", "-pk")
    first = Keyed(falling, QueryDict(), per_page=3)

    assert codes(first) == ["11", "13", "12"]
    assert codes(Keyed(falling, query_of(first.next_query), per_page=3)) == ["15", "14"]


@pytest.mark.parametrize("given", ["x", "%%%", "WzFd", "bnVsbA"])
def test_key_that_cannot_be_read_shows_the_first_page(regions, given):
    query = QueryDict(mutable=True)
    query["after"] = given

    assert codes(Keyed(regions, query, per_page=2)) == ["14", "15"]


def test_paging_by_key_refuses_an_order_without_the_primary_key(regions):
    with pytest.raises(ValueError, match="ends in the primary key"):
        Keyed(regions.order_by("name"), QueryDict(), per_page=2)


def test_total_of_a_single_page_is_not_counted_by_the_database(regions, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = Numbered(regions, QueryDict(), per_page=50)
        assert rows.total == 5


def test_total_stops_at_the_cap(regions, monkeypatch):
    monkeypatch.setattr("foundation.web.paging.COUNT_CAP", 4)

    rows = Numbered(regions, QueryDict(), per_page=2)

    assert rows.total is None
    assert rows.total_text in ("4+", "4 以上")


def test_a_total_that_is_known_is_not_counted_again(regions, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = Keyed(regions, QueryDict(), per_page=2, counted=5)

        assert (codes(rows), rows.total, rows.total_text, rows.has_next) == (["14", "15"], 5, "5", True)


def test_a_list_known_to_be_empty_is_not_read(regions, django_assert_num_queries):
    with django_assert_num_queries(0):
        rows = Keyed(regions.none(), QueryDict("after=x"), per_page=2, counted=0)

        assert (codes(rows), rows.total, rows.has_previous, rows.has_next) == ([], 0, False, False)


def test_a_total_beyond_the_cap_stays_unsaid_where_it_is_known(regions, monkeypatch):
    monkeypatch.setattr("foundation.web.paging.COUNT_CAP", 3)

    assert Keyed(regions, QueryDict(), per_page=2, counted=4).total is None
