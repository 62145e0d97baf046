"""The severity policy in force, and deadlines by it."""

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from foundation.organisations.choices import DISTRICT_DIGITS
from foundation.organisations.models import Region
from foundation.periods import WorkCalendar

from ..choices import Assignment, Severity
from ..models import SeverityPolicy
from ..scoring.deadlines import (
    Clock,
    Policy,
    deadline_of,
    due,
    first_clock,
    reminder_moment,
    supervision_clock,
    supervision_deadline,
)

__all__ = [
    "automatic_severities",
    "clock_columns",
    "deadline_of",
    "districts_to_choose",
    "first_columns",
    "policies_of",
    "policy_lines",
    "policy_of",
    "shipped_policies",
    "supervision_columns",
    "supervision_deadline",
]
MOST_DISTRICTS = 100
SHIPPED = Path(__file__).resolve().parents[2] / "catalogue" / "severity_policies.csv"
TAKEN = (
    "time_amount",
    "time_unit",
    "assignment",
    "reminder_left",
    "supervision_factor",
    "supervision_minimum_days",
    "recheck",
    "deduct_per_lapse",
)
NUMBERS = {"time_amount": int, "supervision_minimum_days": int, "deduct_per_lapse": Decimal}


@cache
def shipped_policies() -> Mapping[str, Mapping[str, Any]]:
    """The policies that the portal ships with, by severity, as the columns of a row."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        rows = [row | {"supervision_minimum_days": row["supervision_minimum"]} for row in csv.DictReader(file)]
    return {row["severity"]: {name: NUMBERS.get(name, str)(row[name]) for name in TAKEN} for row in rows}


def policy_of(district: str, severity: str) -> Policy:
    """What holds in a district for problems of one severity: its own policy, else the shared one."""
    return policies_of(district)[severity]


def policies_of(district: str) -> dict[str, Policy]:
    """What holds in a district, by severity; what nobody has installed holds as the portal ships it."""
    rows = {row.severity: row for row in rows_of(district)}
    shipped = shipped_policies()
    return {
        severity: (rows.get(severity) or SeverityPolicy(severity=severity, **shipped[severity])).as_value()
        for severity in Severity.values
    }


def automatic_severities(district: str | None) -> list[str]:
    """Severities that are given out by themselves in a district, or in any of them."""
    if district is not None:
        return [severity for severity, policy in policies_of(district).items() if policy.is_automatic]
    installed = SeverityPolicy.objects.filter(assignment=Assignment.AUTO).values_list("severity", flat=True)
    shipped = [severity for severity, columns in shipped_policies().items() if columns["assignment"] == Assignment.AUTO]
    return sorted({*installed, *shipped})


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """What holds for one severity, and whether a district has set it itself."""

    row: SeverityPolicy
    is_own: bool


def policy_lines(district: str | None) -> list[PolicyLine]:
    """What holds in a district, or for all, from minor to emergency."""
    rows = {row.severity: row for row in rows_of(district or "")}
    shipped = shipped_policies()
    found = [
        rows.get(severity) or SeverityPolicy(severity=severity, **shipped[severity]) for severity in Severity.values
    ]
    return [PolicyLine(row, row.district_id is not None) for row in found]


def districts_to_choose(user: Any) -> list[Region]:
    """The districts whose times somebody may look at: those he works in, the first hundred."""
    inside = Region.objects.visible_to(user).districts().order_by("code")[:MOST_DISTRICTS]
    above = Region.objects.filter(code__in=_codes_of(user)).order_by("code")
    return sorted({*inside, *above}, key=lambda region: region.pk)


def _codes_of(user: Any) -> set[str]:
    """Districts in which somebody works below the district: a street, or an organisation."""
    places = {grant.region[:DISTRICT_DIGITS] for grant in user.held if grant.region}
    return {code for code in places | user.organisation_regions if len(code) == DISTRICT_DIGITS}


def rows_of(district: str) -> list[SeverityPolicy]:
    """The rows that hold in a district, from minor to emergency."""
    found = {row.severity: row for row in SeverityPolicy.objects.for_district(None)}
    if district:
        own = SeverityPolicy.objects.filter(district=district[:DISTRICT_DIGITS])
        found |= {row.severity: row for row in own}
    return [found[severity] for severity in Severity.values if severity in found]


def first_columns(policy: Policy, moment: dt.datetime, calendar: WorkCalendar) -> dict[str, Any]:
    """What a problem takes on when its time begins to run."""
    columns = clock_columns(policy, first_clock(policy, moment), calendar)
    return columns | {"first_due_at": columns["due_at"]}


def supervision_columns(policy: Policy, moment: dt.datetime, calendar: WorkCalendar) -> dict[str, Any]:
    """What a problem takes on when it gets a new deadline after a lapse; the first one stays for the score."""
    return clock_columns(policy, supervision_clock(policy, moment, calendar), calendar)


def clock_columns(policy: Policy, clock: Clock, calendar: WorkCalendar) -> dict[str, Any]:
    """A running clock as the columns of a problem: deadline, reminder, and what they were worked out from."""
    deadline = due(clock, calendar)
    return {
        "due_at": deadline.at,
        "provisional": deadline.provisional,
        "remind_at": reminder_moment(policy, clock.starts_at, deadline.at, calendar),
        "clock_from": clock.starts_at,
        "clock_amount": clock.amount,
        "clock_unit": clock.unit.value,
        "clock_is_rest": clock.is_rest,
    }
