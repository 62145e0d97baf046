"""The negative list: enter a party, withdraw an entry."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.attachments.models import Attachment
from foundation.audit.trail import record
from foundation.errors import BadInput, DomainError, StaleState
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind

from ..models import NegativeEntry, NegativeItem
from ..permissions import can_record_negative


class ReasonMissing(DomainError):
    """An entry and its withdrawal say why."""


@transaction.atomic
def enter(
    item: NegativeItem,
    *,
    district: Region,
    party: Any,
    on: dt.date,
    ground: str,
    document: Attachment | None = None,
    actor: Any,
    at: dt.datetime,
) -> NegativeEntry:
    """Enter a party in the negative list of the quarter of a day (列入负面清单), with its ground and document."""
    can_record_negative(actor, district).enforce()
    if not ground.strip():
        raise ReasonMissing(_("Say what happened and who established it."))
    if isinstance(party, Region):
        about = {"party_kind": "region", "region": party}
        is_inside = party.pk.startswith(district.pk)
    else:
        about = {"party_kind": "organisation", "organisation": party}
        is_inside = party.region_id.startswith(district.pk)
    if not is_inside:
        raise BadInput(_("This party does not belong to the district."))
    entry = NegativeEntry(
        **about,
        district=district,
        quarter=Period.containing(on, PeriodKind.QUARTER).start,
        item=item,
        effect=item.effect,
        points=item.points,
        on=on,
        ground=ground.strip(),
        document=document,
        recorded_at=at,
        recorded_by=actor,
    )
    entry.full_clean()
    entry.save(force_insert=True)
    after = {"item": item.pk, "effect": entry.effect, "points": entry.points, "ground": entry.ground}
    record("negative.enter", entry, actor=actor, at=at, after=after)
    return entry


@transaction.atomic
def withdraw(entry: NegativeEntry, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """Take an entry back (撤销); it stays readable and counts no longer where the quarter is still open."""
    can_record_negative(actor, entry.district_id).enforce()
    reason = reason.strip()
    if not 1 <= len(reason) <= 500:
        raise ReasonMissing(_("Give a reason of 1 to 500 characters."))
    still = NegativeEntry.objects.in_force().filter(pk=entry.pk)
    if not still.update(withdrawn_at=at, withdrawn_by=actor, withdrawal=reason):
        raise StaleState(_("This entry has been withdrawn already."))
    entry.withdrawn_at, entry.withdrawn_by, entry.withdrawal = at, actor, reason
    record("negative.withdraw", entry, actor=actor, at=at, after={"reason": reason})
