"""Regions, organisations, people."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from foundation.accounts.choices import Role
from foundation.accounts.models import Grant, User
from foundation.organisations.codes import kind_of, level_of, parent_of
from foundation.organisations.models import Organisation, Region

LONG_AGO = dt.date(2020, 1, 1)


class RegionFactory(DjangoModelFactory):
    """A region and, by its code, everything above it; asking for a code twice gives the same region."""

    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = "990102"
    name = factory.LazyAttribute(lambda made: f"区划{made.code}")
    level = factory.LazyAttribute(lambda made: level_of(made.code))
    kind = factory.LazyAttribute(lambda made: kind_of(made.code))

    @factory.lazy_attribute
    def parent(self):
        above = parent_of(self.code)
        return RegionFactory(code=above) if above else None


class OrganisationFactory(DjangoModelFactory):
    """An organisation of the district 990102."""

    class Meta:
        model = Organisation

    code = factory.Sequence(lambda number: f"ORG{number:04d}")
    name = factory.LazyAttribute(lambda made: f"单位{made.code}")
    kind = "urban_management"
    region = factory.SubFactory(RegionFactory)


class UserFactory(DjangoModelFactory):
    """Somebody who may sign in, without any grant."""

    class Meta:
        model = User

    username = factory.Sequence(lambda number: f"user{number}")
    name = factory.Sequence(lambda number: f"周{number}")


class GrantFactory(DjangoModelFactory):
    """A grant in force since long ago."""

    class Meta:
        model = Grant

    user = factory.SubFactory(UserFactory)
    role = Role.ADMIN
    starts_on = LONG_AGO


def user_with(role: str, *, region=None, organisation=None, **fields) -> User:
    """Somebody who holds one role in one place."""
    user = UserFactory(**fields)
    if isinstance(region, str):
        region = RegionFactory(code=region)
    GrantFactory(user=user, role=role, region=region, organisation=organisation)
    return user


def admin_of(region, **fields) -> User:
    return user_with(Role.ADMIN, region=region, **fields)


def inspector_of(region, **fields) -> User:
    """An inspector of a region; ``organisation`` makes him serve one as well."""
    organisation = fields.pop("organisation", None)
    user = user_with(Role.INSPECTOR, region=region, **fields)
    if organisation is not None:
        GrantFactory(user=user, role=Role.OFFICIAL, organisation=organisation)
    return user


def leader_of(region, **fields) -> User:
    return user_with(Role.LEADER, region=region, **fields)


def official_of(place, **fields) -> User:
    """An official of a region or of an organisation."""
    where = {"organisation": place} if isinstance(place, Organisation) else {"region": place}
    return user_with(Role.OFFICIAL, **where, **fields)
