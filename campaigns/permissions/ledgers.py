"""Who keeps ledgers: who defines them, enters, verifies, corrects, and sees whom an entry is about."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no

from ..choices import EntryState, LedgerState, PartyLevel
from ..models.ledger_entries import level_of

BELOW = {PartyLevel.COUNTY: 6, PartyLevel.TOWNSHIP: 9, PartyLevel.VILLAGE: 12}
UNVERIFIED = (EntryState.ENTERED, EntryState.RETURNED)


def can_define_ledger(user: Any, region: str | None = None) -> Decision:
    """Setting up and changing the ledgers of a place: its office."""
    if user.has_role(Role.ADMIN, region=region):
        return YES
    return no(_("Only an administrator of this place sets up its ledgers."))


def can_change_ledger(user: Any, kind: Any) -> Decision:
    """Changing a ledger: the office that set it up; a shipped one is taken over for one's own place first."""
    if kind.region_id is None:
        return no(_("This ledger is shipped with the portal. Take it over for your place, then change it."))
    return can_define_ledger(user, kind.region_id)


def can_take_over(user: Any, kind: Any, region: str) -> Decision:
    """Taking a ledger over (改用本级): an office below the place that set it up."""
    if kind.region_id is not None and (region == kind.region_id or not region.startswith(kind.region_id)):
        return no(_("This ledger belongs to this place already, or to another one."))
    return can_define_ledger(user, region)


def can_set_limits(user: Any, region: str | None = None) -> Decision:
    """Setting the limits of weddings and funerals: the office of the place."""
    if user.has_role(Role.ADMIN, region=region):
        return YES
    return no(_("Only an administrator of this place sets its limits."))


def keeps_for(user: Any, region: str, organisation: int | None) -> bool:
    """Whether somebody files for a party: its officials, those of the places above it, and the office."""
    if user.has_role(Role.ADMIN, region=region):
        return True
    if organisation is not None:
        return user.has_role(Role.OFFICIAL, organisation=organisation)
    return user.has_role(Role.OFFICIAL, region=region)


def can_enter(user: Any, kind: Any, region: str, organisation: int | None = None) -> Decision:
    """Entering (填报): officials of the party or of the places above it, and the office for those without a sign-in."""
    if kind.state != LedgerState.ACTIVE:
        return no(_("This ledger has been retired; it takes no more entries."))
    if kind.region_id and not region.startswith(kind.region_id):
        return no(_("This ledger is kept in another place."))
    if level_of(region, organisation) not in kind.entered_by:
        return no(_("This ledger is not filled at this level."))
    if keeps_for(user, region, organisation):
        return YES
    return no(_("Only officials of this place or organisation fill its ledgers."))


def can_enter_somewhere(user: Any, kind: Any) -> Decision:
    """Whether the form is offered at all, without looking at every place; for whom is asked in the form."""
    if kind.state != LedgerState.ACTIVE:
        return no(_("This ledger has been retired; it takes no more entries."))
    if user.is_superuser:
        return YES
    for grant in user.held:
        if grant.role not in (Role.ADMIN, Role.OFFICIAL):
            continue
        if grant.region is not None and (not kind.region_id or _touches(grant.region, kind.region_id)):
            digits = [BELOW[PartyLevel(level)] for level in kind.entered_by if level in BELOW]
            if any(len(grant.region) <= digit for digit in digits):
                return YES
            if grant.role == Role.ADMIN and PartyLevel.ORGANISATION in kind.entered_by:
                return YES
        if grant.role == Role.OFFICIAL and grant.organisations and PartyLevel.ORGANISATION in kind.entered_by:
            return YES
    return no(_("You file for nobody who keeps this ledger."))


def can_edit_entry(user: Any, entry: Any) -> Decision:
    """Changing what is not verified yet, and taking it back."""
    if entry.state not in UNVERIFIED:
        return no(_("A verified entry is not changed. Correct it by a reversing entry."))
    if keeps_for(user, entry.region_id, entry.organisation_id):
        return YES
    return no(_("Only officials of this place or organisation fill its ledgers."))


def can_file_stage(user: Any, entry: Any) -> Decision:
    """Filing the next stage of an entry."""
    if entry.next_stage is None or entry.reverses_id or entry.state not in (*UNVERIFIED, EntryState.VERIFIED):
        return no(_("There is no further stage to file."))
    if keeps_for(user, entry.region_id, entry.organisation_id):
        return YES
    return no(_("Only officials of this place or organisation fill its ledgers."))


def can_verify(user: Any, entry: Any) -> Decision:
    """Verifying and sending back (核实): the office, or an official of the level above; never who entered it."""
    if entry.entered_by_id is not None and entry.entered_by_id == user.pk:
        return no(_("You entered this yourself, so somebody else verifies it."))
    if user.has_role(Role.ADMIN, region=entry.region_id) or _is_above(user, entry):
        return YES
    return no(_("The office or an official of the level above verifies entries."))


def can_correct(user: Any, entry: Any) -> Decision:
    """Asking for a correction of a verified entry; it takes effect when somebody else verifies it."""
    if entry.state != EntryState.VERIFIED or entry.reverses_id is not None:
        return no(_("Only a verified entry is corrected."))
    if keeps_for(user, entry.region_id, entry.organisation_id):
        return YES
    return no(_("Only officials of this place or organisation correct its entries."))


def can_end(user: Any, entry: Any) -> Decision:
    """Saying that a line of a register is no longer in force."""
    if not entry.kind.is_register or entry.state != EntryState.VERIFIED or entry.reverses_id or entry.ended_on:
        return no(_("Only a verified line of a register that is still in force can end."))
    if keeps_for(user, entry.region_id, entry.organisation_id):
        return YES
    return no(_("Only officials of this place or organisation fill its ledgers."))


def can_see_people(user: Any, entry: Any) -> Decision:
    """Seeing whom an entry is about: who files for the party or verifies it; each view is written down."""
    if keeps_for(user, entry.region_id, entry.organisation_id) or _is_above(user, entry):
        return YES
    return no(_("Names are seen only by those who file or verify this entry."))


def _is_above(user: Any, entry: Any) -> bool:
    """Whether somebody is an official above the party: of a place above a place, of an organisation above one."""
    if user.is_superuser:
        return True
    if entry.organisation_id is not None:
        parent = entry.organisation.parent_id
        return parent is not None and user.has_role(Role.OFFICIAL, organisation=parent)
    return any(
        grant.role == Role.OFFICIAL
        and grant.region is not None
        and len(grant.region) < len(entry.region_id)
        and entry.region_id.startswith(grant.region)
        for grant in user.held
    )


def _touches(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
