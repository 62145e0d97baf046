"""Terms of creation: open one, close it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import DomainError
from foundation.organisations.models import Region
from foundation.transitions import move

from ..choices import CycleState
from ..models import Cycle
from ..permissions import can_manage_cycles
from ..transitions import CYCLE
from .carrying_over import carry_over


class CyclesOverlap(DomainError):
    """A region has one cycle at a time."""


@transaction.atomic
def open_(
    *,
    region: Region,
    name: str,
    starts_on: dt.date,
    ends_on: dt.date,
    actor: Any,
    at: dt.datetime,
    name_en: str = "",
    take_over: Iterable[str] = (),
) -> Cycle:
    """Begin a cycle (开启届期); subjects of the types to ``take_over`` come along from the one before."""
    can_manage_cycles(actor, region.code).enforce()
    cycle = Cycle(region=region, name=name.strip(), name_en=name_en.strip(), starts_on=starts_on, ends_on=ends_on)
    others = Cycle.objects.filter(region=region)
    if standing := others.running().first():
        raise CyclesOverlap(_("“{cycle}” is still open. Close it first.").format(cycle=standing))
    if standing := others.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first():
        raise CyclesOverlap(_("The days overlap with those of “{cycle}”.").format(cycle=standing))
    before = others.order_by("-starts_on", "-pk").first()
    checked(cycle)
    try:
        with transaction.atomic():
            cycle.save(force_insert=True)
    except IntegrityError:  # somebody else opened one in the same moment
        raise CyclesOverlap(_("Another cycle of this region has just been opened. Look at it first.")) from None
    after = {"name": cycle.name, "starts_on": starts_on, "ends_on": ends_on}
    record("cycle.open", cycle, actor=actor, at=at, after=after)
    if before is not None:
        carry_over(before, cycle, types=take_over, actor=actor, at=at)
    return cycle


@transaction.atomic
def close(cycle: Cycle, *, on: dt.date, actor: Any, at: dt.datetime) -> None:
    """End a cycle (结束届期): nobody is enrolled into it any more; what happened in it stays."""
    can_manage_cycles(actor, cycle.region_id).enforce()
    before = move(cycle, CYCLE, to=CycleState.CLOSED, closed_on=on)
    record("cycle.close", cycle, actor=actor, at=at, before={"state": before}, after={"state": cycle.state})
