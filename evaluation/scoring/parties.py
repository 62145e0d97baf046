"""A party's month: components, composite, coefficient, adjustments."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from foundation.periods import Period, local_day

from .adjustments import Adjustment, adjust
from .numbers import EXACT, ONE, ZERO, mean, ratio, total, weighted_mean
from .rules import Component, Missing, Scheme

HALF = Decimal("0.5")


class ReportState(StrEnum):
    """Where a progress report stands at the time of scoring."""

    DUE = "due"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class Satisfaction(StrEnum):
    """The five answers of a satisfaction question (很满意 … 很不满意)."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    FAIR = "fair"
    DISSATISFIED = "dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"


SATISFACTION_POINTS = {
    Satisfaction.VERY_SATISFIED: Decimal(100),
    Satisfaction.SATISFIED: Decimal(80),
    Satisfaction.FAIR: Decimal(60),
    Satisfaction.DISSATISFIED: Decimal(30),
    Satisfaction.VERY_DISSATISFIED: Decimal(0),
}


@dataclass(frozen=True, slots=True)
class DueProblem:
    """A problem with its final deadline, after granted extensions."""

    due_at: dt.datetime
    closed_at: dt.datetime | None = None
    cancelled: bool = False

    @property
    def is_in_time(self) -> bool:
        """Whether it was closed on or before the deadline."""
        return self.closed_at is not None and self.closed_at <= self.due_at


@dataclass(frozen=True, slots=True)
class DueReport:
    """A progress report with the day it was first filed, which being returned does not change."""

    due_on: dt.date
    state: ReportState = ReportState.DUE
    first_filed_on: dt.date | None = None

    @property
    def credit(self) -> Decimal:
        """1 filed in time and accepted or under review, 0.5 filed late, 0 missing, draft or returned."""
        if self.first_filed_on is None or self.state not in (ReportState.SUBMITTED, ReportState.ACCEPTED):
            return ZERO
        return ONE if self.first_filed_on <= self.due_on else HALF


def site_month(scores: Iterable[Decimal]) -> Decimal | None:
    """A site's month (点位月得分): the mean of its counted checks."""
    return mean(scores)


def field(months: Mapping[str, Iterable[Decimal]], scheme: Scheme) -> Decimal | None:
    """Field component (实地得分) from the months of the party's scored sites by site type."""
    means = ((scheme.type_weight(site_type), mean(scores)) for site_type, scores in months.items())
    return weighted_mean((weight, value) for weight, value in means if value is not None)


def rectification(problems: Iterable[DueProblem], month: Period) -> Decimal | None:
    """Rectification component (整改得分): problems closed in time of those whose deadline lies in the month."""
    due = [one for one in problems if not one.cancelled and month.contains(local_day(one.due_at))]
    return ratio(Decimal(sum(one.is_in_time for one in due)), Decimal(len(due)))


def reporting(reports: Iterable[DueReport], month: Period) -> Decimal | None:
    """Reporting component (报送得分): credit of the progress reports due in the month."""
    due = [one for one in reports if month.contains(one.due_on)]
    return ratio(total(one.credit for one in due), Decimal(len(due)))


def satisfaction(answers: Mapping[Satisfaction, int], min_responses: int) -> Decimal | None:
    """Satisfaction component (满意度): mean of the answers; None when there are too few."""
    if sum(answers.values()) < min_responses:
        return None
    return weighted_mean((Decimal(count), SATISFACTION_POINTS[Satisfaction(level)]) for level, count in answers.items())


def composite(components: Mapping[Component, Decimal | None], scheme: Scheme) -> Decimal | None:
    """Weighted mean of the defined components (综合得分); None when none is defined."""
    defined = {name: value for name, value in components.items() if value is not None}
    if not defined:
        return None
    counted = dict.fromkeys(Component, ZERO) | defined if scheme.missing is Missing.ZERO else defined
    return weighted_mean((scheme.weights[name], value) for name, value in counted.items())


@dataclass(frozen=True, slots=True)
class PartyScore:
    """The month of one party with its parts (测评结果); ``composite`` stands before the coefficient."""

    components: Mapping[Component, Decimal | None]
    composite: Decimal | None
    coefficient: Decimal
    bonus: Decimal
    deduction: Decimal
    final: Decimal | None


def score_party(
    party: str,
    components: Mapping[Component, Decimal | None],
    scheme: Scheme,
    adjustments: Iterable[Adjustment] = (),
) -> PartyScore:
    """Put a party's month together: composite, difficulty coefficient, adjustments, published final."""
    base, coefficient = composite(components, scheme), scheme.coefficient(party)
    with localcontext(EXACT):
        weighted = None if base is None else base * coefficient
    result = adjust(weighted, adjustments, bonus_cap=scheme.bonus_cap, deduction_cap=scheme.deduction_cap)
    parts = {name: components.get(name) for name in Component}
    return PartyScore(parts, base, coefficient, result.bonus, result.deduction, result.final)
