"""Leading and working groups: draft, change, put in force, dissolve; who sits in them: seat, succeed, end."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import BadInput, DomainError
from foundation.transitions import move

from ..choices import HEADS, GroupKind, GroupState, Post
from ..models import Group, Membership
from ..permissions import can_lead
from ..transitions import GROUP
from .words import reason_of

ONE_DAY = dt.timedelta(days=1)
CHANGEABLE = ("name", "duties", "organisation", "position")


class WrongHeads(DomainError):
    """The leading group is in force with two heads, no more and no fewer."""


class GroupIsClosed(DomainError):
    """Nobody joins or leaves a group that is dissolved."""


@transaction.atomic
def draft(group: Group, *, actor: Any, at: dt.datetime) -> Group:
    """Begin a group (筹建); it leads nothing before it is put in force."""
    can_lead(actor, group.district_id).enforce()
    checked(group)
    group.save()
    after = {"name": group.name, "kind": group.kind, "duties": group.duties}
    record("group.draft", group, actor=actor, at=at, after=after)
    return group


@transaction.atomic
def change(group: Group, *, values: dict[str, Any], actor: Any, at: dt.datetime) -> None:
    """Another name, lead department, order or other duties."""
    can_lead(actor, group.district_id).enforce()
    _open(group)
    before = {name: getattr(group, name) for name in CHANGEABLE if name in values}
    for name in before:
        setattr(group, name, values[name])
    checked(group)
    group.save(update_fields=[*before])
    record("group.change", group, actor=actor, at=at, before=before, after={name: values[name] for name in before})


@transaction.atomic
def put_in_force(group: Group, *, on: dt.date, actor: Any, at: dt.datetime) -> None:
    """The group leads from this day on (成立); a leading group has exactly two heads (双组长)."""
    can_lead(actor, group.district_id).enforce()
    _open(group)
    least, most = HEADS[GroupKind(group.kind)]
    heads = group.memberships.heads().standing().filter(starts_on__lte=on).count()
    if not least <= heads <= most:
        raise WrongHeads(_refusal(least, most, heads))
    try:
        with transaction.atomic():
            before = move(group, GROUP, to=GroupState.IN_FORCE, formed_on=on)
    except IntegrityError as fault:
        raise BadInput(_("This district has a leading group in force; dissolve it first.")) from fault
    after = {"state": group.state, "formed_on": on}
    record("group.put_in_force", group, actor=actor, at=at, before={"state": before}, after=after)


@transaction.atomic
def dissolve(group: Group, *, on: dt.date, reason: str, actor: Any, at: dt.datetime) -> None:
    """The group leads no longer (撤销); who sits in it leaves with it, and the history stays."""
    can_lead(actor, group.district_id).enforce()
    reason = reason_of(reason)
    if group.formed_on is not None and on < group.formed_on:
        raise BadInput(_("A group is not dissolved before it was formed."))
    _open(group)
    before = move(group, GROUP, to=GroupState.DISSOLVED, dissolved_on=on, reason=reason)
    group.memberships.standing().filter(starts_on__lte=on).update(ends_on=on)
    after = {"state": group.state, "dissolved_on": on, "reason": reason}
    record("group.dissolve", group, actor=actor, at=at, before={"state": before}, after=after)


@transaction.atomic
def seat(membership: Membership, *, actor: Any, at: dt.datetime) -> Membership:
    """Somebody joins a group from a day on."""
    group = membership.group
    can_lead(actor, group.district_id).enforce()
    _open(group)
    least, most = HEADS[GroupKind(group.kind)]
    if membership.post == Post.HEAD and membership.ends_on is None:
        heads = group.memberships.heads().standing().count() + 1
        if heads > most:
            raise WrongHeads(_refusal(least, most, heads))
    checked(membership)
    membership.save()
    record("membership.add", membership, actor=actor, at=at, after=_told(membership), region=group.district_id)
    return membership


@transaction.atomic
def succeed(membership: Membership, *, successor: Membership, on: dt.date, actor: Any, at: dt.datetime) -> Membership:
    """Somebody takes another's seat from a day on (调整): the other's last day is the one before."""
    group = membership.group
    can_lead(actor, group.district_id).enforce()
    _open(group)
    _leave(membership, on - ONE_DAY)
    successor.group, successor.post, successor.position = group, membership.post, membership.position
    successor.starts_on = on
    checked(successor)
    successor.save()
    after = {**_told(successor), "instead_of": str(membership)}
    record("membership.add", successor, actor=actor, at=at, after=after, region=group.district_id)
    record(
        "membership.end",
        membership,
        actor=actor,
        at=at,
        after={"ends_on": membership.ends_on},
        region=group.district_id,
    )
    return successor


@transaction.atomic
def end(membership: Membership, *, on: dt.date, actor: Any, at: dt.datetime) -> None:
    """Somebody leaves a group, his last day included; a head of a group in force only with a successor."""
    group = membership.group
    can_lead(actor, group.district_id).enforce()
    _open(group)
    if group.state == GroupState.IN_FORCE and membership.post == Post.HEAD:
        least, most = HEADS[GroupKind(group.kind)]
        heads = group.memberships.heads().standing().count() - 1
        if heads < least:
            raise WrongHeads(_("{rule} Name who takes this seat.").format(rule=_refusal(least, most, heads)))
    _leave(membership, on)
    after = {"ends_on": membership.ends_on}
    record("membership.end", membership, actor=actor, at=at, after=after, region=group.district_id)


def _open(group: Group) -> None:
    """Hold the group, so that of two who seat a head one waits for the other."""
    state = Group.objects.select_for_update().values_list("state", flat=True).get(pk=group.pk)
    if state == GroupState.DISSOLVED:
        raise GroupIsClosed(_("This group is dissolved; its members stay as they were."))


def _leave(membership: Membership, last_day: dt.date) -> None:
    if last_day < membership.starts_on:
        raise BadInput(_("Nobody leaves before he came."))
    if Membership.objects.filter(pk=membership.pk).standing().update(ends_on=last_day) != 1:
        raise GroupIsClosed(_("This person has left the group already."))
    membership.ends_on = last_day


def _refusal(least: int, most: int, heads: int) -> str:
    if least == most:
        return _("A leading group is led by exactly two heads, not by {heads}.").format(heads=heads)
    return _("A working group is led by one head or two, not by {heads}.").format(heads=heads)


def _told(membership: Membership) -> dict[str, Any]:
    return {
        "group": membership.group_id,
        "post": membership.post,
        "user": membership.user_id,
        "name": membership.name,
        "office": membership.office,
        "starts_on": membership.starts_on,
        "ends_on": membership.ends_on,
    }
