"""The options of a graded item, and how a file writes them: ``A=1;B=0.66``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .flaws import Flaw, RuleRefused, rate

LONGEST_LABEL = 20
RATE_PLACES = 12
FULL_WIDTH = str.maketrans("；＝", ";=")
NUMBER = re.compile(r"\d{1,9}(\.\d{1,18})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Option:
    """One grade of an item and the share of its points that it earns."""

    label: str
    rate: Decimal

    def __post_init__(self) -> None:
        if not self.label.strip():
            raise RuleRefused("options", Flaw.MISSING, self.label)
        if self.label != self.label.strip() or set(self.label) & set(";=；＝\n"):
            raise RuleRefused("options", Flaw.UNKNOWN, self.label)
        if len(self.label) > LONGEST_LABEL:
            raise RuleRefused("options", Flaw.TOO_LARGE, self.label)
        object.__setattr__(self, "rate", rate("options", self.rate, RATE_PLACES))


def parse_options(text: str) -> tuple[Option, ...]:
    """Read ``A=1;B=0.66;C=0.33;D=0``; labels differ, rates lie between 0 and 1."""
    options = []
    for part in text.translate(FULL_WIDTH).strip().removesuffix(";").split(";"):
        label, _, number = part.partition("=")
        if not NUMBER.fullmatch(number.strip()):
            raise RuleRefused("options", Flaw.UNKNOWN if number.strip() else Flaw.MISSING, part.strip())
        options.append(Option(label.strip(), Decimal(number.strip())))
    return checked_options(options)


def checked_options(options: Iterable[Option]) -> tuple[Option, ...]:
    """The options, if there are any and no label comes twice."""
    found = tuple(options)
    if not found:
        raise RuleRefused("options", Flaw.MISSING)
    labels = [option.label for option in found]
    for label in labels:
        if labels.count(label) > 1:
            raise RuleRefused("options", Flaw.REPEATED, label)
    return found


def format_options(options: Iterable[Option]) -> str:
    """Write options as ``parse_options`` reads them."""
    return ";".join(f"{option.label}={option.rate:f}" for option in options)


DEFAULT_OPTIONS = parse_options("A=1;B=0.66;C=0.33;D=0")
YES_NO = parse_options("yes=1;no=0")
