"""Who may set up people and give them roles."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.decisions import YES, Decision, no

from .choices import Role
from .models import Grant
from .scope import region_q


def can_set_up_users(user: Any) -> Decision:
    """Set up people at all: whoever administers some place; nobody is asked on the command line."""
    if user is None or user.has_role(Role.ADMIN):
        return YES
    return no(_("Only an office administrator can set up people."))


def can_set_up_shared(user: Any) -> Decision:
    """Set up what the whole installation shares: the office above which and beside which there is no other."""
    if user is None or user.is_superuser:
        return YES
    mine = [grant for grant in user.held if grant.role == Role.ADMIN and grant.region]
    if not mine:
        return no(_("Only an office administrator can change what all share."))
    others = Grant.objects.in_force(on=timezone.localdate()).filter(role=Role.ADMIN, region__isnull=False)
    if others.exclude(region_q(mine, "region__code")).exists():
        return no(_("Other districts use this too. Only the office above all of them can change it."))
    return YES


def can_grant(actor: Any, *, region: Any = None, organisation: Any = None, person: Any = None) -> Decision:
    """Give or end a role in a place: an administrator of that place, and never to himself."""
    if actor is None or actor.is_superuser:
        return YES
    if person is not None and person.pk == actor.pk:
        return no(_("Nobody changes his own roles. Ask another administrator."))
    code = region.code if region is not None else organisation.region_id
    own = organisation.pk if organisation is not None else None
    if actor.has_role(Role.ADMIN, region=code, organisation=own):
        return YES
    return no(_("You can give roles only in the places that you administer."))


def can_change_user(actor: Any, person: Any) -> Decision:
    """Change or deactivate somebody: whoever administers every place where he holds something today."""
    if actor is None or actor.is_superuser:
        return YES
    if person.is_superuser:
        return no(_("Only the administrator of the whole portal can change this account."))
    if not actor.has_role(Role.ADMIN):
        return no(_("Only an office administrator can change people."))
    if person.pk == actor.pk:
        return YES
    held = person.grants.in_force(on=timezone.localdate()).select_related("region", "organisation")
    if all(can_grant(actor, region=grant.region, organisation=grant.organisation) for grant in held):
        return YES
    return no(_("This person also holds roles outside the places that you administer."))


def can_deactivate(actor: Any, person: Any) -> Decision:
    """As changing; nobody locks himself out."""
    if actor is not None and actor.pk == person.pk:
        return no(_("Nobody deactivates himself."))
    return can_change_user(actor, person)
