"""Puts people and their grants in place."""

import datetime as dt

from django.contrib.auth.hashers import make_password

from foundation.accounts.models import Grant, User
from foundation.audit.trail import record_all
from foundation.organisations.models import Organisation, Region

from .accounts import PASSWORD, DemoUser


def seed_people(users: list[DemoUser], *, since: dt.date, at: dt.datetime) -> dict[str, User]:
    """Everybody who has a place here, with one documented password that is hashed once; by username."""
    regions = set(Region.objects.filter(code__startswith="99").values_list("code", flat=True))
    organisations = dict(Organisation.objects.values_list("code", "pk"))
    known = [
        user
        for user in users
        if not user.grants or any(code in regions | organisations.keys() for _, code in user.grants)
    ]
    encoded = make_password(PASSWORD)
    made = User.objects.bulk_create(
        User(username=user.username, name=user.name, password=encoded, date_joined=at) for user in known
    )
    people = {user.username: user for user in made}
    grants = Grant.objects.bulk_create(
        Grant(
            user=people[user.username],
            role=role,
            region_id=code if code in regions else None,
            organisation_id=organisations.get(code),
            starts_on=since,
        )
        for user in known
        for role, code in user.grants
        if code in regions or code in organisations
    )
    record_all("user.create", ((user, None, {"username": user.username}) for user in made), actor=None, at=at)
    record_all("grant.give", ((grant, None, _facts(grant)) for grant in grants), actor=None, at=at)
    return people


def _facts(grant: Grant) -> dict:
    return {
        "user": grant.user_id,
        "role": grant.role,
        "region": grant.region_id,
        "organisation": grant.organisation_id,
        "starts_on": grant.starts_on,
    }
