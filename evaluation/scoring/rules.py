"""The shapes of what a notice may change: items, monthly schemes, quarterly schemes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from .flaws import LARGEST_NUMBER, Flaw, Known, RuleRefused, choice, exact, positive, rate, whole
from .numbers import HUNDRED, ONE, ZERO
from .options import DEFAULT_OPTIONS, Option, checked_options

TARGET_PLACES = 4


class Rule(StrEnum):
    """How the answer to an item becomes points."""

    GRADED = "graded"
    COUNTED = "counted"
    MEASURED = "measured"


class Method(StrEnum):
    """Where the answer comes from: inspection (实地), evidence (材料), questionnaire (问卷)."""

    FIELD = "field"
    MATERIAL = "material"
    SURVEY = "survey"


class Direction(StrEnum):
    """Whether more of a measured value is better, or less."""

    HIGHER = "higher"
    LOWER = "lower"


class Component(StrEnum):
    """What a party's month is made of."""

    FIELD = "field"
    RECTIFICATION = "rectification"
    REPORTING = "reporting"
    SATISFACTION = "satisfaction"


class QuarterComponent(StrEnum):
    """What a party's quarter is made of."""

    MONTHS = "months"
    SATISFACTION = "satisfaction"
    MATERIAL = "material"


class Missing(StrEnum):
    """What a scheme does with a component that has no value: leave its weight out, or count it as nothing."""

    RENORMALISE = "renormalise"
    ZERO = "zero"


class Grade(StrEnum):
    """The grades of a quarter: 优秀, 良好, 合格, 不合格."""

    EXCELLENT = "excellent"
    GOOD = "good"
    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"


@dataclass(frozen=True, slots=True)
class ItemRule:
    """A leaf indicator (测评项): its points and how they are earned. What its rule does not use is dropped.

    ``bundle`` is the code of the outermost all-or-none parent (全有或全无), empty when there is none.
    """

    code: str
    points: Decimal
    rule: Rule
    method: Method = Method.FIELD
    options: tuple[Option, ...] = ()
    deduct_each: Decimal | None = None
    target: Decimal | None = None
    direction: Direction | None = None
    pass_rate: Decimal = Decimal("0.6")
    bundle: str = ""

    def __post_init__(self) -> None:
        if not self.code:
            raise RuleRefused("code", Flaw.MISSING)
        kind = choice(Rule, "rule", self.rule)
        graded, counted, measured = (kind is known for known in (Rule.GRADED, Rule.COUNTED, Rule.MEASURED))
        _set(
            self,
            points=positive("points", self.points),
            rule=kind,
            method=choice(Method, "method", self.method),
            options=checked_options(self.options or DEFAULT_OPTIONS) if graded else (),
            deduct_each=positive("deduct_each", self.deduct_each) if counted else None,
            target=positive("target", self.target, LARGEST_NUMBER, TARGET_PLACES) if measured else None,
            direction=choice(Direction, "direction", self.direction or Direction.HIGHER) if measured else None,
            pass_rate=rate("pass_rate", self.pass_rate),
        )

    def rate_of(self, label: str) -> Decimal | None:
        """What an option earns of one point; None when the item has no such option."""
        return next((option.rate for option in self.options if option.label == label), None)


DEFAULT_WEIGHTS = {
    Component.FIELD: Decimal(60),
    Component.RECTIFICATION: Decimal(20),
    Component.REPORTING: Decimal(10),
    Component.SATISFACTION: Decimal(10),
}
DEFAULT_QUARTER_WEIGHTS = {
    QuarterComponent.MONTHS: Decimal(70),
    QuarterComponent.SATISFACTION: Decimal(15),
    QuarterComponent.MATERIAL: Decimal(15),
}
DEFAULT_GRADES = {Grade.EXCELLENT: Decimal(90), Grade.GOOD: Decimal(80), Grade.QUALIFIED: Decimal(60)}


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a month is weighed (测评方案). Site types and parties that are not named have weight and coefficient 1."""

    weights: Mapping[Component, Decimal] = field(default_factory=lambda: DEFAULT_WEIGHTS)
    missing: Missing = Missing.RENORMALISE
    type_weights: Mapping[str, Decimal] = field(default_factory=dict)
    coefficients: Mapping[str, Decimal] = field(default_factory=dict)
    bonus_cap: Decimal = Decimal(5)
    deduction_cap: Decimal = Decimal(10)
    min_responses: int = 10
    min_sample: int = 1

    def __post_init__(self) -> None:
        _set(
            self,
            weights=_weights(Component, self.weights),
            missing=choice(Missing, "missing", self.missing),
            type_weights={code: exact("type_weights", weight) for code, weight in self.type_weights.items()},
            coefficients={code: positive("coefficients", factor) for code, factor in self.coefficients.items()},
            bonus_cap=exact("bonus_cap", self.bonus_cap, HUNDRED),
            deduction_cap=exact("deduction_cap", self.deduction_cap, HUNDRED),
            min_responses=whole("min_responses", self.min_responses),
            min_sample=whole("min_sample", self.min_sample),
        )

    def type_weight(self, site_type: str) -> Decimal:
        """The weight of a site type within the field component."""
        return self.type_weights.get(site_type, ONE)

    def coefficient(self, party: str) -> Decimal:
        """The difficulty coefficient (难度系数) of a party."""
        return self.coefficients.get(party, ONE)


@dataclass(frozen=True, slots=True)
class QuarterScheme:
    """How a quarter is weighed and graded (考评方案); ``grades`` holds the least score of each grade but the last."""

    weights: Mapping[QuarterComponent, Decimal] = field(default_factory=lambda: DEFAULT_QUARTER_WEIGHTS)
    grades: Mapping[Grade, Decimal] = field(default_factory=lambda: DEFAULT_GRADES)
    bonus_cap: Decimal = Decimal(5)
    deduction_cap: Decimal = Decimal(10)
    min_responses: int = 10
    min_sample: int = 1

    def __post_init__(self) -> None:
        _set(
            self,
            weights=_weights(QuarterComponent, self.weights),
            grades=_grades(self.grades),
            bonus_cap=exact("bonus_cap", self.bonus_cap, HUNDRED),
            deduction_cap=exact("deduction_cap", self.deduction_cap, HUNDRED),
            min_responses=whole("min_responses", self.min_responses),
            min_sample=whole("min_sample", self.min_sample),
        )


def _set(row: object, **values: object) -> None:
    """Put checked values into a frozen object that is just being made."""
    for name, value in values.items():
        object.__setattr__(row, name, value)


def _weights(known: type[Known], weights: Mapping[Known, Decimal]) -> dict[Known, Decimal]:
    """A weight for every component, those that are not named 0, not all of them 0."""
    given = {choice(known, "weights", name): exact("weights", weight) for name, weight in weights.items()}
    if not any(given.values()):
        raise RuleRefused("weights", Flaw.NOT_POSITIVE)
    return {name: given.get(name, ZERO) for name in known}


def _grades(grades: Mapping[Grade, Decimal]) -> dict[Grade, Decimal]:
    """The least score of each grade but the last, best grade first and falling."""
    given = {choice(Grade, "grades", name): exact("grades", least, HUNDRED) for name, least in grades.items()}
    ordered = {name: given[name] for name in Grade if name in given}
    if len(ordered) != len(Grade) - 1 or Grade.UNQUALIFIED in ordered:
        raise RuleRefused("grades", Flaw.MISSING)
    if any(lower >= upper for upper, lower in pairwise(ordered.values())):
        raise RuleRefused("grades", Flaw.NOT_IN_ORDER)
    return ordered
