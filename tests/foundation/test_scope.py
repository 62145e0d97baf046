"""What lies inside somebody's grants."""

import datetime as dt

import pytest
from django.db.models import Q

from evaluation.models import Site
from foundation.accounts.choices import Role
from foundation.accounts.models import User
from foundation.organisations.models import Organisation, OrganisationKind, Region
from tests.factories import (
    GrantFactory,
    OrganisationFactory,
    RegionFactory,
    SiteFactory,
    UserFactory,
    admin_of,
    official_of,
    user_with,
)

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_an_administrator_of_a_district_sees_its_sites_and_not_the_neighbours():
    own, other = SiteFactory(), SiteFactory(region=RegionFactory(code="990103001001"))

    seen = Site.objects.visible_to(admin_of("990102"))

    assert list(seen) == [own]
    assert other not in seen


def test_a_grant_in_a_city_reaches_every_district_under_it():
    first, second = SiteFactory(), SiteFactory(region=RegionFactory(code="990103001001"))

    seen = Site.objects.visible_to(admin_of("9901"))

    assert set(seen) == {first, second}


def test_a_grant_in_an_organisation_reaches_what_lies_below_the_organisation():
    bureau = OrganisationFactory()
    company = OrganisationFactory(parent=OrganisationFactory(parent=bureau))
    own, other = SiteFactory(organisation=company), SiteFactory()

    seen = Site.objects.visible_to(official_of(bureau))

    assert list(seen) == [own]
    assert other not in seen


def test_nobody_sees_anything_without_a_grant():
    SiteFactory()

    assert list(Site.objects.visible_to(UserFactory())) == []


@pytest.mark.parametrize(
    ("starts", "ends", "sees"),
    [
        (dt.date(2026, 11, 23), None, True),
        (dt.date(2026, 1, 1), dt.date(2026, 11, 23), True),
        (dt.date(2026, 11, 24), None, False),
        (dt.date(2026, 1, 1), dt.date(2026, 11, 22), False),
    ],
    ids=["from today", "until today", "from tomorrow", "until yesterday"],
)
def test_a_grant_holds_from_its_first_to_its_last_day(time_machine, starts, ends, sees):
    time_machine.move_to(dt.datetime(2026, 11, 23, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=8))))
    site, user = SiteFactory(), UserFactory()
    GrantFactory(user=user, role=Role.LEADER, region=site.district, starts_on=starts, ends_on=ends)

    assert list(Site.objects.visible_to(user)) == ([site] if sees else [])


def test_a_deactivated_person_holds_nothing():
    user = admin_of("990102")
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert fresh(user).held == ()


def test_the_grants_of_a_person_are_read_once(django_assert_num_queries):
    user = admin_of("990102")

    with django_assert_num_queries(1):
        assert user.has_role(Role.ADMIN, region="990102001001")
        assert not user.has_role(Role.ADMIN, region="990103")
        assert not user.has_role(Role.INSPECTOR)


def test_a_superuser_sees_everything():
    site = SiteFactory()

    assert list(Site.objects.visible_to(UserFactory(is_superuser=True))) == [site]


def test_everything_or_something_is_still_everything():
    site, root = SiteFactory(), UserFactory(is_superuser=True)
    grant = GrantFactory(user=UserFactory(), region=site.district)

    assert list(Site.objects.filter(root.scope("region__code", "organisation_id") | Q(pk=0))) == [site]
    assert list(type(grant).objects.visible_to(root)) == [grant]


def test_overlapping_grants_count_a_row_once():
    site, user = SiteFactory(), UserFactory()
    GrantFactory(user=user, role=Role.ADMIN, region=RegionFactory(code="9901"))
    GrantFactory(user=user, role=Role.LEADER, region=RegionFactory(code="990102"))
    GrantFactory(user=user, role=Role.OFFICIAL, organisation=site.organisation)

    assert list(Site.objects.visible_to(user)) == [site]
    assert [region.code for region in Region.objects.visible_to(user).order_by("code")] == [
        "9901",
        "990102",
        "990102001",
        "990102001001",
    ]
    assert list(Organisation.objects.visible_to(user)) == [site.organisation]


def test_the_official_of_a_street_answers_for_its_office_and_for_nobody_elses():
    street = RegionFactory(code="990102001")
    OrganisationKind.objects.create(code="street_office", name="街道办事处", group="local", peer_group="street_office")
    office = OrganisationFactory(region=street, kind="street_office")
    school = OrganisationFactory(region=street, kind="school")
    next_door = OrganisationFactory(region=RegionFactory(code="990102002"), kind="street_office")
    bureau = OrganisationFactory(region=RegionFactory(code="990102"), kind="street_office")
    official, leader = user_with("official", region="990102001"), user_with("leader", region="990102001")

    assert [official.serves(one.pk) for one in (office, school, next_door, bureau)] == [True, False, False, False]
    assert official.has_role("official", organisation=office.pk)
    assert not leader.serves(office.pk)
