"""What pages read of pairings: tabs, gaps, sums."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from foundation.periods import Period, PeriodKind

from ..choices import PairingState
from ..models import Pairing, PairingPolicy, SupportRecord

TABS = ("active", "gaps", "waiting", "ended")


@dataclass(frozen=True, slots=True)
class Quarters:
    """The quarter of a day, and the one before, whose gaps stand fast."""

    now: Period
    before: Period


def quarters_of(on: dt.date) -> Quarters:
    now = Period.containing(on, PeriodKind.QUARTER)
    return Quarters(now, now.previous())


def of_tab(rows: Any, tab: str, *, on: dt.date) -> Any:
    """Pairings of a tab: in force, without support in the whole last quarter, without any yet in this one, ended."""
    quarters = quarters_of(on)
    match tab:
        case "gaps":
            return gaps(rows.active(), quarters.before)
        case "waiting":
            return rows.active().without_support_in(quarters.now)
        case "ended":
            return rows.filter(state=PairingState.ENDED)
        case _:
            return rows.active()


def gaps(rows: Any, quarter: Period) -> Any:
    """Pairings in force through a quarter in which nothing was recorded (帮扶空白)."""
    return rows.in_force_through(quarter).without_support_in(quarter)


def counts(visible: Any, *, on: dt.date) -> dict[str, int]:
    """How many pairings each tab holds."""
    return {tab: of_tab(visible, tab, on=on).count() for tab in TABS}


def is_one_to_one(district: str) -> bool:
    """Whether the district pairs one to one."""
    policy = PairingPolicy.objects.filter(district=district).first()
    return policy is None or not policy.several


@dataclass(frozen=True, slots=True)
class Sums:
    """What support adds up to; funds in yuan."""

    n: int
    hours: Decimal
    funds: Decimal
    people: int


def sums_of(records: Any) -> Sums:
    """What some records add up to; a reversed one counts for nothing."""
    found = records.counting().order_by().sums()
    return Sums(found["n"], found["hours"] or Decimal(0), found["funds"] or Decimal(0), found["people"] or 0)


def quarters_with_gaps(pairing: Pairing, *, on: dt.date) -> list[Period]:
    """The whole quarters of a pairing in which nothing was recorded, the latest first, at most eight back."""
    days = SupportRecord.objects.counting().filter(pairing=pairing).values_list("on", flat=True)
    known = {Period.containing(day, PeriodKind.QUARTER) for day in days}
    quarter, found = quarters_of(on).before, []
    for _back in range(8):
        through = pairing.starts_on <= quarter.start and (pairing.ends_on is None or pairing.ends_on > quarter.end)
        if through and quarter not in known:
            found.append(quarter)
        quarter = quarter.previous()
    return found
