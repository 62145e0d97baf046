"""People and their roles: nobody gives more than he has, nobody sees who is not his."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.actions import grants, users
from foundation.accounts.choices import Role
from foundation.accounts.masking import masked_email, masked_phone
from foundation.accounts.models import ApiToken, Grant, User
from foundation.accounts.permissions import can_change_user, can_deactivate, can_grant
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed
from tests.factories import (
    GrantFactory,
    OrganisationFactory,
    RegionFactory,
    UserFactory,
    admin_of,
    inspector_of,
    user_with,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 23)


@pytest.fixture
def admin(client):
    admin = admin_of("990102", name="周明远")
    client.force_login(admin)
    client.cookies["django_language"] = "en"
    return admin


def test_phones_are_masked():
    assert [masked_phone(phone) for phone in ("13812345678", "051288", "7", "")] == ["138****5678", "****88", "7", ""]


def test_email_addresses_are_masked():
    given = ["wanglan@example.gov.cn", "w@a.cn", "", "nobody"]

    assert [masked_email(address) for address in given] == ["w***@example.gov.cn", "w***@a.cn", "", "***nobody"]


def test_an_administrator_gives_roles_in_the_places_under_him_only(admin):
    person = UserFactory()

    assert can_grant(admin, region=RegionFactory(code="990102001"), person=person)
    assert can_grant(admin, organisation=OrganisationFactory(), person=person)
    assert not can_grant(admin, region=RegionFactory(code="9901"), person=person)
    assert not can_grant(admin, region=RegionFactory(code="990103"), person=person)
    assert not can_grant(admin, organisation=OrganisationFactory(region=RegionFactory(code="990103")), person=person)
    assert not can_grant(inspector_of("990102"), region=RegionFactory(code="990102"), person=person)


def test_nobody_gives_himself_a_role(admin):
    with pytest.raises(NotAllowed):
        grants.give(admin, role=Role.INSPECTOR, region=RegionFactory(), starts_on=DAY, actor=admin, at=NOON)


def test_a_role_is_given_and_ended_with_an_entry_each(admin):
    person = UserFactory()

    grant = grants.give(person, role=Role.INSPECTOR, region=RegionFactory(), starts_on=DAY, actor=admin, at=NOON)
    grants.end(grant, on=DAY, actor=admin, at=NOON)

    entries = AuditEntry.objects.order_by("pk").values_list("verb", "region_code")
    assert list(entries) == [("grant.give", "990102"), ("grant.end", "990102")]
    assert Grant.objects.get(pk=grant.pk).ends_on == DAY


def test_a_role_that_has_not_begun_ends_on_its_first_day(admin):
    grant = GrantFactory(user=UserFactory(), region=RegionFactory(), starts_on=dt.date(2027, 1, 1))

    grants.end(grant, on=DAY, actor=admin, at=NOON)

    assert grant.ends_on == dt.date(2027, 1, 1)


def test_the_same_role_is_not_given_twice(admin):
    person = UserFactory()
    grants.give(person, role=Role.INSPECTOR, region=RegionFactory(), starts_on=DAY, actor=admin, at=NOON)

    with pytest.raises(BadInput):
        grants.give(person, role=Role.INSPECTOR, region=RegionFactory(), starts_on=DAY, actor=admin, at=NOON)


def test_a_role_holds_in_one_place(admin):
    with pytest.raises(BadInput):
        grants.give(UserFactory(), role=Role.INSPECTOR, starts_on=DAY, actor=admin, at=NOON)


def test_ending_is_refused_for_roles_of_other_places(admin):
    grant = GrantFactory(user=UserFactory(), region=RegionFactory(code="990103"))

    with pytest.raises(NotAllowed):
        grants.end(grant, on=DAY, actor=admin, at=NOON)


def test_who_also_holds_something_elsewhere_is_changed_by_the_office_above(admin):
    person = inspector_of("990102")
    GrantFactory(user=person, role=Role.LEADER, region=RegionFactory(code="990103"))

    assert not can_change_user(admin, person)
    assert can_change_user(admin_of("9901"), person)
    with pytest.raises(NotAllowed):
        users.change(person, name="x", phone="", email="", actor=admin, at=NOON)


def test_a_superuser_is_changed_by_superusers_only(admin):
    root = UserFactory(is_superuser=True)

    assert not can_change_user(admin, root)
    assert can_change_user(root, admin)


def test_only_an_administrator_changes_people():
    person = inspector_of("990102")

    assert not can_change_user(person, UserFactory())
    with pytest.raises(NotAllowed):
        users.create(username="x", name="x", actor=person, at=NOON)


def test_nobody_deactivates_himself(admin):
    assert not can_deactivate(admin, admin)


def test_a_deactivated_person_loses_his_tokens(admin):
    person = inspector_of("990102")
    ApiToken.objects.create(user=person, digest="0" * 64, created_at=NOON, expires_at=NOON + dt.timedelta(hours=1))

    users.deactivate(person, actor=admin, at=NOON)

    assert (User.objects.get(pk=person.pk).is_active, ApiToken.objects.get().revoked_at) == (False, NOON)


def test_the_trail_does_not_hold_phone_numbers(admin):
    person = inspector_of("990102", phone="13800005678")

    users.change(person, name=person.name, phone="13900001111", email="", actor=admin, at=NOON)

    assert AuditEntry.objects.get().after == {"changed": ["phone"]}


def test_people_are_set_up_on_the_page_with_their_first_role(client, admin):
    answer = client.post(
        reverse("accounts:user-new"),
        {
            "username": "wanglan",
            "name": "王岚",
            "phone": "13800005678",
            "role": "inspector",
            "region": "990102",
            "starts_on": DAY,
        },
    )

    person = User.objects.get(username="wanglan")
    assert answer.url == person.get_absolute_url()
    assert list(person.grants.values_list("role", "region_id", "starts_on")) == [("inspector", "990102", DAY)]
    assert not person.has_usable_password()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"username": "ZHOU"}, "The sign-in name “ZHOU” is taken."),
        ({"region": "990103"}, "No region of yours has the code or the name “990103”."),
        ({"region": ""}, "Name a region or an organisation: one of the two."),
        ({"ends_on": "2020-01-01"}, "A role cannot end before it begins."),
    ],
    ids=["name taken", "region of others", "no place", "ends before"],
)
def test_the_form_says_what_is_wrong_and_sets_nobody_up(client, admin, given, told):
    UserFactory(username="zhou")
    form = {"username": "li", "name": "李", "role": "leader", "region": "990102", "starts_on": DAY}

    answer = client.post(reverse("accounts:user-new"), form | given)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not User.objects.filter(username="li").exists()


def test_the_list_shows_the_people_of_ones_own_places_with_masked_phones(client, admin):
    inspector_of("990102001", name="王岚", phone="13800005678")
    inspector_of("990103", name="别人")

    answer = client.get(reverse("accounts:users"))

    assert [person.name for person in answer.context["people"]] == ["周明远", "王岚"]
    assert "138****5678" in answer.content.decode()
    assert "13800005678" not in answer.content.decode()


def test_the_list_shows_nothing_that_a_person_holds_elsewhere(client, admin):
    person = inspector_of("990102", name="王岚")
    GrantFactory(user=person, role=Role.LEADER, region=RegionFactory(code="990103", name="临江区"))

    shown = client.get(reverse("accounts:users")).content.decode()

    assert "临江区" not in shown
    assert client.get(reverse("accounts:users"), {"role": "leader"}).context["people"].rows == []


def test_people_are_filtered_by_name_role_place_and_state(client, admin):
    unit = OrganisationFactory(code="DW1")
    inspector_of("990102001", name="王岚", username="wl")
    user_with(Role.OFFICIAL, organisation=unit, name="李平", username="lp", is_active=False)

    def found(**query):
        return [person.name for person in client.get(reverse("accounts:users"), query).context["people"]]

    assert found(q="岚") == found(q="WL") == found(role="inspector") == found(region="990102001") == ["王岚"]
    assert found(organisation="DW1") == found(active="false") == ["李平"]


def test_the_list_asks_as_often_for_three_as_for_one(client, admin):
    counts = []
    for more in (1, 2):
        for _number in range(more):
            inspector_of("990102")
        client.get(reverse("accounts:users"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("accounts:users"))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_looking_at_a_phone_number_is_written_down(client, admin):
    person = inspector_of("990102", phone="13800005678")
    page = client.get(person.get_absolute_url()).content.decode()

    shown = client.post(reverse("accounts:user-phone", args=[person.pk])).content.decode()

    assert ("13800005678" in page, "13800005678" in shown) == (False, True)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id, entry.actor) == ("user.show_phone", str(person.pk), admin)


def test_looking_at_an_email_address_is_written_down(client, admin):
    person = inspector_of("990102", email="wanglan@example.gov.cn")
    page = client.get(person.get_absolute_url()).content.decode()

    shown = client.post(reverse("accounts:user-email", args=[person.pk])).content.decode()

    assert ("wanglan@" in page, "w***@example.gov.cn" in page, "wanglan@example.gov.cn" in shown) == (False, True, True)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id, entry.actor) == ("user.show_email", str(person.pk), admin)


def test_roles_are_given_and_ended_on_the_page_of_a_person(client, admin):
    person = inspector_of("990102")
    given = {"role": "leader", "region": "990102", "starts_on": timezone.localdate()}

    client.post(reverse("accounts:grant-new", args=[person.pk]), given)
    grant = person.grants.get(role="leader")
    client.post(reverse("accounts:grant-end", args=[grant.pk]))

    assert person.grants.get(role="leader").ends_on == timezone.localdate()


def test_a_person_is_changed_deactivated_and_let_in_again_on_the_page(client, admin):
    person = inspector_of("990102")

    client.post(reverse("accounts:user-edit", args=[person.pk]), {"name": "王兰", "phone": "", "email": ""})
    client.post(reverse("accounts:user-deactivate", args=[person.pk]))
    inactive = User.objects.get(pk=person.pk).is_active
    client.post(reverse("accounts:user-reactivate", args=[person.pk]))

    person.refresh_from_db()
    assert (person.name, inactive, person.is_active) == ("王兰", False, True)


def test_people_of_another_district_are_not_found(client, admin):
    person = inspector_of("990103")
    grant = person.grants.get()
    pages = ["user", "user-edit", "grant-new"]
    doors = ["user-deactivate", "user-reactivate", "user-phone", "user-email", "grant-new"]

    assert [client.get(reverse(f"accounts:{page}", args=[person.pk])).status_code for page in pages] == [404] * 3
    assert [client.post(reverse(f"accounts:{door}", args=[person.pk])).status_code for door in doors] == [404] * 5
    assert client.post(reverse("accounts:grant-end", args=[grant.pk])).status_code == 404


def test_somebody_without_an_office_sees_himself_only(client):
    person = inspector_of("990102")
    admin_of("990102")
    client.force_login(person)

    assert list(client.get(reverse("accounts:users")).context["people"]) == [person]
    assert client.get(reverse("accounts:user-new")).status_code == 403
    assert client.get(reverse("accounts:user-edit", args=[person.pk])).status_code == 403


def test_the_api_gives_people_with_masked_phones_and_the_roles_the_caller_sees(client, admin):
    person = inspector_of("990102", username="wanglan", name="王岚", phone="13800005678")
    GrantFactory(user=person, role=Role.LEADER, region=RegionFactory(code="990103"))
    other = inspector_of("990103")

    one = client.get(f"/api/v1/users/{person.pk}/").json()

    assert (one["phone"], [(grant["role"], grant["region"]) for grant in one["grants"]]) == (
        "138****5678", [("inspector", "990102")],
    )  # fmt: skip
    assert client.get(f"/api/v1/users/{other.pk}/").status_code == 404
    assert len(client.get("/api/v1/users/").json()["results"]) == 2
