"""What waits around ledgers: entries sent back, entries to verify, ledgers in which entries are lacking."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.choices import EntryState
from campaigns.models import LedgerEntry
from campaigns.queries.ledgers import active_kinds, home_district, summary
from foundation.accounts.choices import Role
from foundation.web.numbers import capped

from .rows import LATER, WEEK, Todo

CAP = 999


def ledgers_of_official(user: Any, on: dt.date) -> Iterator[Todo]:
    """What was sent back, what those below have entered, and what is still lacking."""
    entries = f"{reverse('campaigns:ledger-entries')}?state={EntryState.RETURNED}"
    returned = LedgerEntry.objects.visible_to(user).returned_to(user)[: CAP + 1].count()
    if returned:
        what = ngettext("{n} ledger entry was sent back", "{n} ledger entries were sent back", returned)
        why = _("Correct it and hand it in again, or take it back.")
        yield Todo(WEEK, what.format(n=_said(returned)), why, "", entries, _("Correct"), "amber")
    if any(grant.role == Role.OFFICIAL and grant.region and len(grant.region) < 12 for grant in user.held):
        yield from _to_verify(user)
    yield from _lacking(user, on)


def ledgers_of_office(user: Any, on: dt.date) -> Iterator[Todo]:
    """What waits to be verified, and how many ledgers have gaps."""
    yield from _to_verify(user)
    yield from _lacking(user, on)


def _to_verify(user: Any) -> Iterator[Todo]:
    waiting = LedgerEntry.objects.visible_to(user).waiting().exclude(entered_by=user)[: CAP + 1].count()
    if waiting:
        what = ngettext("{n} ledger entry to verify", "{n} ledger entries to verify", waiting)
        why = _("Figures count them only when they are verified.")
        url = f"{reverse('campaigns:ledger-entries')}?state={EntryState.ENTERED}"
        yield Todo(WEEK, what.format(n=_said(waiting)), why, "", url, _("Verify"))


def _lacking(user: Any, on: dt.date) -> Iterator[Todo]:
    district = home_district(user)
    if district is None:
        return
    found = summary(user, district.code, active_kinds(district.code), on=on)
    gaps = [lacking for _expected, lacking in found.values() if lacking]
    if gaps:
        what = ngettext("{n} ledger lacks entries", "{n} ledgers lack entries", len(gaps)).format(n=len(gaps))
        why = _("Of the running period; nothing has to be entered where nothing happened.")
        yield Todo(LATER, what, why, "", reverse("campaigns:ledgers"), _("Look"))


def _said(count: int) -> str:
    return capped(count if count <= CAP else None, CAP)
