"""Local limits of weddings and funerals: set them, let them end."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import BadInput

from ..kinds.limits import BOUNDED
from ..models import CeremonyLimit
from ..permissions import can_set_limits

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def set_(row: CeremonyLimit, *, actor: Any, at: dt.datetime) -> CeremonyLimit:
    """Set limits from a day on (设定办事标准); those in force until then end the day before."""
    can_set_limits(actor, row.region_id).enforce()
    same = CeremonyLimit.objects.select_for_update().filter(region=row.region_id, occasion=row.occasion)
    if same.filter(starts_on__gte=row.starts_on).exists():
        raise BadInput(_("This place has limits from that day on, or later ones. Begin after them."))
    checked(row)
    for old in same.in_force(on=row.starts_on):
        CeremonyLimit.objects.filter(pk=old.pk).update(ends_on=row.starts_on - ONE_DAY)
        record("ceremony_limit.end", old, actor=actor, at=at, after={"ends_on": row.starts_on - ONE_DAY})
    row.save()
    after = {name: getattr(row, name) for name in (*BOUNDED, "occasion", "starts_on")}
    record("ceremony_limit.set", row, actor=actor, at=at, after=after)
    return row


@transaction.atomic
def end(row: CeremonyLimit, *, on: dt.date, actor: Any, at: dt.datetime) -> None:
    """Let limits end (停用标准): from the next day on those of the place above hold, if there are any."""
    can_set_limits(actor, row.region_id).enforce()
    if row.ends_on is not None or on < row.starts_on:
        raise BadInput(_("These limits have ended, or have not begun by that day."))
    CeremonyLimit.objects.filter(pk=row.pk).update(ends_on=on)
    record("ceremony_limit.end", row, actor=actor, at=at, after={"ends_on": on})
