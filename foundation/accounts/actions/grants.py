"""Roles are given and ended (授权)."""

import datetime as dt
from typing import Any

from django.db import transaction

from foundation.accounts.models import Grant, User
from foundation.accounts.permissions import can_grant
from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.organisations.models import Organisation, Region


@transaction.atomic
def give(
    user: User,
    *,
    role: str,
    region: Region | None = None,
    organisation: Organisation | None = None,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    actor: Any,
    at: dt.datetime,
) -> Grant:
    """Let somebody act in a role, in a region or for an organisation."""
    grant = Grant(user=user, role=role, region=region, organisation=organisation, starts_on=starts_on, ends_on=ends_on)
    checked(grant)
    can_grant(actor, region=region, organisation=organisation, person=user).enforce()
    grant.save(force_insert=True)
    record("grant.give", grant, actor=actor, at=at, after=facts(grant), region=place_of(grant))
    return grant


@transaction.atomic
def end(grant: Grant, *, on: dt.date, actor: Any, at: dt.datetime) -> None:
    """The role ends with this day; one that has not begun ends on its first."""
    can_grant(actor, region=grant.region, organisation=grant.organisation, person=grant.user).enforce()
    before = facts(grant)
    grant.ends_on = max(on, grant.starts_on)
    grant.save(update_fields=["ends_on"])
    record("grant.end", grant, actor=actor, at=at, before=before, after=facts(grant), region=place_of(grant))


def facts(grant: Grant) -> dict[str, Any]:
    """What the audit trail keeps of a grant."""
    names = ("user_id", "role", "region_id", "organisation_id", "starts_on", "ends_on")
    return {name: getattr(grant, name) for name in names}


def place_of(grant: Grant) -> str:
    """The region in which a grant tells."""
    return grant.region_id or grant.organisation.region_id
