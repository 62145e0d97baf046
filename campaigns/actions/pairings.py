"""Pairings: set the rule, pair, end."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import BadInput, DomainError, StaleState
from foundation.notifications.outbox import notify
from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Organisation, Region
from foundation.periods import local_day
from foundation.transitions import move

from ..choices import PairingState
from ..models import Pairing, PairingPolicy
from ..permissions import can_pair
from ..queries.offices import officials_of_place
from ..transitions import PAIRING
from .reasons import said


class StillSeveral(DomainError):
    """One to one is the rule again only when nobody has several pairings."""


@transaction.atomic
def set_policy(district: Region, *, several: bool, actor: Any, at: dt.datetime) -> PairingPolicy:
    """Say whether a unit may have several villages and a village several units (设置结对规则)."""
    can_pair(actor, district.pk).enforce()
    _held(district.pk)
    policy, _made = PairingPolicy.objects.get_or_create(district=district)
    active = Pairing.objects.active().filter(district=district)
    if not several:
        _refuse_several(active)
    before = policy.several
    policy.several = several
    policy.save(update_fields=["several"])
    active.update(is_exclusive=not several)
    after = {"several": several}
    record("pairing.set_policy", policy, actor=actor, at=at, before={"several": before}, after=after)
    return policy


def _refuse_several(active: Any) -> None:
    for side in ("organisation__name", "region__name"):
        twice = active.order_by().values_list(side).annotate(n=Count("pk")).filter(n__gt=1).order_by(side).first()
        if twice is not None:
            raise StillSeveral(
                _("“{name}” has {n} pairings in force. End those beyond one first.").format(name=twice[0], n=twice[1])
            )


@transaction.atomic
def pair(
    *, organisation: Organisation, region: Region, starts_on: dt.date, aim: str = "", actor: Any, at: dt.datetime
) -> Pairing:
    """Pair a unit with a village (结对); one to one unless the district says otherwise."""
    district = region.district_code
    can_pair(actor, district).enforce()
    if region.level != RegionLevel.VILLAGE:
        raise BadInput(_("Choose a village or a community."))
    if not organisation.region_id.startswith(district) or organisation.closed_on:
        raise BadInput(_("“{organisation}” does not work in this district.").format(organisation=organisation))
    _held(district)
    policy = PairingPolicy.objects.filter(district=district).first()
    row = Pairing(
        district_id=district,
        organisation=organisation,
        region=region,
        aim=aim.strip(),
        is_exclusive=policy is None or not policy.several,
        starts_on=starts_on,
        paired_at=at,
    )
    checked(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # somebody else has paired one of them in the same moment
        raise StaleState(_("Somebody else has just paired this unit or this village. Reload and look.")) from None
    after = {"organisation": organisation.pk, "region": region.pk, "from": starts_on}
    record("pairing.pair", row, actor=actor, at=at, after=after)
    _tell(row, "pairing.made", at=at, day=starts_on.isoformat())
    return row


@transaction.atomic
def end(pairing: Pairing, *, ends_on: dt.date, reason: str, actor: Any, at: dt.datetime) -> None:
    """End a pairing with the reason (解除结对); its records stay."""
    can_pair(actor, pairing.district_id).enforce()
    reason = said(reason)
    if ends_on < pairing.starts_on or ends_on > local_day(at):
        raise BadInput(_("A pairing ends between its first day and today."))
    before = move(pairing, PAIRING, to=PairingState.ENDED, ends_on=ends_on, ended_at=at, reason=reason)
    after = {"state": pairing.state, "ends_on": ends_on, "reason": reason}
    record("pairing.end", pairing, actor=actor, at=at, before={"state": before}, after=after)
    _tell(pairing, "pairing.ended", at=at, reason=reason)


def _held(district: str) -> None:
    """Pairings of a district wait for one another, and for a change of its rule."""
    Region.objects.select_for_update(no_key=True).get(pk=district)


def _tell(pairing: Pairing, kind: str, *, at: dt.datetime, **values: str) -> None:
    on = local_day(at)
    people = [
        *User.objects.officials_of(pairing.organisation, on=on),
        *officials_of_place(pairing.region_id, on=on),
    ]
    told = {"unit": pairing.organisation, "village": pairing.region, **values}
    url = pairing.get_absolute_url()
    notify(people, kind, values=told, url=url, at=at, region=pairing.district_id, organisation=pairing.organisation_id)
