"""The menu is cut to the role, counts what waits, and marks where one is."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from foundation.accounts.choices import Role
from portal.navigation import MENU, bottom, menu, navigation, place
from tests.factories import (
    ProblemFactory,
    RegionFactory,
    UserFactory,
    admin_of,
    inspector_of,
    leader_of,
    official_of,
)

pytestmark = pytest.mark.django_db


def names(groups):
    return [entry.name for group in groups for entry in group.entries]


@pytest.fixture
def district():
    return RegionFactory(code="990102", name="清河区")


def test_inspector_sees_the_field_and_no_set_up(district):
    seen = names(menu(inspector_of(district), "/"))

    assert "evaluation:field" in seen
    assert not [
        name for name in seen if name.startswith(("organisations:", "accounts:", "jobs:", "audit:", "imports:"))
    ]


def test_administrator_sees_every_entry_but_those_of_inspectors_officials_and_reviewers_themselves(district):
    own = {"evaluation:field", "evaluation:field-rechecks", "evaluation:problem-inbox", "evaluation:reviews"}
    expected = [entry.name for group in MENU for entry in group.entries if entry.name not in own]

    assert names(menu(admin_of(district), "/")) == expected


def test_leader_and_official_cannot_set_anything_up(district):
    for user in (leader_of(district), official_of(district)):
        assert [
            name for name in names(menu(user, "/")) if name.startswith(("organisations:", "accounts:", "jobs:"))
        ] == []


def test_somebody_without_a_role_sees_the_desk_alone():
    assert names(menu(UserFactory(), "/")) == ["portal:desk"]


def test_entry_with_the_longest_matching_address_is_the_current_one(district):
    groups = menu(admin_of(district), "/assessments/schemes/")

    assert [entry.name for group in groups for entry in group.entries if entry.is_current] == ["evaluation:schemes"]


def test_counts_are_of_what_the_person_may_see(district):
    ProblemFactory()
    stranger = admin_of(RegionFactory(code="990103"))

    counted = {entry.name: entry.count for group in menu(admin_of(district), "/") for entry in group.entries}
    hidden = {entry.name: entry.count for group in menu(stranger, "/") for entry in group.entries}

    assert (counted["evaluation:problems"], hidden["evaluation:problems"]) == ("1", "")


def test_counts_are_kept_for_a_minute(district, django_assert_num_queries):
    user = admin_of(district)
    menu(user, "/")

    with django_assert_num_queries(0):
        menu(user, "/")
    cache.clear()


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.REVIEWER, Role.TEAM_MANAGER)])
def test_bottom_bar_of_a_phone_has_at_most_three_entries_beside_the_menu(role, district):
    user = {"admin": admin_of, "official": official_of, "inspector": inspector_of, "leader": leader_of}[role](district)
    entries = [entry for group in menu(user, "/") for entry in group.entries]

    shown = bottom(user, entries)

    assert len(shown) == 3
    assert all(entry.icon for entry in shown)


def test_bar_names_the_place_and_the_role(district):
    assert place(inspector_of(district))["name"] == "清河区"


def test_visitor_has_no_menu(client):
    answer = client.get("/")

    assert "menu" not in answer.context


def test_part_of_a_page_costs_no_menu(district, django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user = admin_of(district)
    request.htmx = type(
        "Part", (), {"__bool__": lambda self: True, "boosted": False, "history_restore_request": False}
    )()

    with django_assert_num_queries(0):
        assert "menu" not in navigation(request)
