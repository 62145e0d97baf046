"""A tree of indicators as plain values: as a file or a draft states it, and what is wrong with it."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from ..choices import Rule, Severity
from ..models import Indicator, IndicatorSystem
from ..scoring.flaws import Flaw, RuleRefused, positive, rate
from ..scoring.options import parse_options
from ..scoring.rules import TARGET_PLACES

PASS_RATE = Decimal("0.6")
LARGEST_TARGET = Decimal(10) ** 9
OF_LEAVES = ("method", "deduct_each", "target", "direction", "options", "site_types", "severity")
BELONGS_TO = {"deduct_each": Rule.COUNTED, "target": Rule.MEASURED, "direction": Rule.MEASURED, "options": Rule.GRADED}


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator as it is written down: a leaf when it has points or a method, else a group."""

    code: str
    name: str
    parent: str = ""
    points: Decimal | None = None
    method: str = ""
    rule: str = ""
    deduct_each: Decimal | None = None
    target: Decimal | None = None
    direction: str = ""
    options: str = ""
    site_types: tuple[str, ...] = ()
    severity: str = ""
    name_en: str = ""
    guidance: str = ""
    guidance_en: str = ""
    pass_rate: Decimal | None = None

    @property
    def is_leaf(self) -> bool:
        """Whether it is judged itself: a group only holds others, and may ask for all or none."""
        return self.points is not None or bool(self.method) or self.rule not in ("", Rule.ALL_OR_NONE)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with one entry: its place in the tree's list, the column, the reason."""

    index: int
    column: str
    reason: str


def entries_of(system: IndicatorSystem) -> list[Entry]:
    """All indicators of a version, in their order; three queries whatever the size."""
    rows = list(system.indicators.order_by("position", "pk").prefetch_related("site_types"))
    codes = {row.pk: row.code for row in rows}
    return [entry_of(row, codes) for row in rows]


def entry_of(row: Indicator, codes: dict[int, str]) -> Entry:
    """One indicator as an entry; its site types are expected to be at hand."""
    is_leaf = row.points is not None
    return Entry(
        code=row.code,
        name=row.name,
        parent=codes.get(row.parent_id, "") if row.parent_id else "",
        points=row.points,
        method=row.method,
        rule=row.rule,
        deduct_each=row.deduct_each,
        target=row.target,
        direction=row.direction if is_leaf and row.rule == Rule.MEASURED else "",
        options=row.options,
        site_types=tuple(sorted(site_type.code for site_type in row.site_types.all())),
        severity=row.severity,
        name_en=row.name_en,
        guidance=row.guidance,
        guidance_en=row.guidance_en,
        pass_rate=row.pass_rate if row.pass_rate != PASS_RATE else None,
    )


def mistakes(entries: Sequence[Entry], *, site_types: Collection[str]) -> list[Mistake]:
    """Everything that is wrong with a tree, each leaf, each group and how they hang together."""
    known, types = {entry.code: entry for entry in entries}, frozenset(site_types)
    holding = Counter(entry.parent for entry in entries)
    found = []
    for index, entry in enumerate(entries):
        own = leaf_mistakes(entry, types) if entry.is_leaf else group_mistakes(entry)
        found += [Mistake(index, column, reason) for column, reason in own]
        found += [Mistake(index, "parent", reason) for reason in _parent_mistakes(entry, known)]
        if not entry.is_leaf and not holding[entry.code]:
            found.append(Mistake(index, "points", _("A leaf has points above 0; a group has items below it.")))
    return found


def leaf_mistakes(entry: Entry, site_types: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with one leaf: column and reason."""
    if entry.points is None or entry.points <= 0:
        yield "points", _("A leaf has points above 0.")
    else:
        yield from _number("points", entry.points)
    if not entry.method:
        yield "method", _("Say how this is judged: field, material or survey.")
    if entry.rule in ("", Rule.ALL_OR_NONE):
        yield "rule", _("A leaf is graded, counted or measured; all_or_none is a rule of groups.")
    for column, rule in BELONGS_TO.items():
        if getattr(entry, column) not in ("", None) and entry.rule not in (rule, "", Rule.ALL_OR_NONE):
            yield column, _("This belongs to the rule {rule} only.").format(rule=rule.value)
    yield from _rule_mistakes(entry)
    if entry.pass_rate is not None:
        yield from _checked("pass_rate", lambda: rate("pass_rate", entry.pass_rate))
    for code in entry.site_types:
        if code not in site_types:
            yield "site_types", _("There is no site type “{code}”.").format(code=code)


def group_mistakes(entry: Entry) -> Iterator[tuple[str, str]]:
    """What is wrong with one group: it carries nothing but a name and, perhaps, the rule all_or_none."""
    for column in OF_LEAVES:
        if getattr(entry, column) not in ("", None, ()):
            yield column, _("Only a leaf with points has this.")


def _rule_mistakes(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.rule == Rule.COUNTED:
        yield from _number("deduct_each", entry.deduct_each)
    elif entry.rule == Rule.MEASURED:
        yield from _checked("target", lambda: positive("target", entry.target, LARGEST_TARGET, TARGET_PLACES))
    elif entry.rule == Rule.GRADED and entry.options:
        yield from _checked("options", lambda: parse_options(entry.options))


def _number(column: str, value: Decimal | None) -> Iterator[tuple[str, str]]:
    yield from _checked(column, lambda: positive(column, value))


def _checked(column: str, check) -> Iterator[tuple[str, str]]:
    try:
        check()
    except RuleRefused as refusal:
        yield column, reason_of(refusal)


def reason_of(refusal: RuleRefused) -> str:
    """The sentence for what the arithmetic refuses."""
    if refusal.field == "options":
        return {
            Flaw.MISSING: _("Write options like A=1;B=0.6;C=0: a part has no name or no number."),
            Flaw.REPEATED: _("The option “{text}” is there twice."),
            Flaw.TOO_LARGE: _("The option “{text}” is too long, or earns more than 1."),
        }.get(refusal.flaw, _("Write options like A=1;B=0.6;C=0: “{text}” is not understood.")).format(
            text=refusal.text
        )
    return {
        Flaw.MISSING: _("The rule needs a number above 0 here."),
        Flaw.NOT_POSITIVE: _("The number must be above 0."),
        Flaw.NEGATIVE: _("The number must be above 0."),
        Flaw.TOO_LARGE: _("The number {text} is too large."),
        Flaw.TOO_PRECISE: _("The number {text} has too many decimals."),
    }.get(refusal.flaw, _("“{text}” is not understood.")).format(text=refusal.text)


def _parent_mistakes(entry: Entry, known: dict[str, Entry]) -> Iterator[str]:
    if not entry.parent:
        return
    parent = known.get(entry.parent)
    if parent is None:
        yield _("There is no indicator “{code}” in this version.").format(code=entry.parent)
    elif parent.is_leaf:
        yield _("“{code}” is a leaf with points of its own; nothing can stand below it.").format(code=entry.parent)
    elif _is_in_circle(entry, known):
        yield _("“{code}” stands below itself.").format(code=entry.code)


def _is_in_circle(entry: Entry, known: dict[str, Entry]) -> bool:
    seen, parent = set(), entry.parent
    while parent in known and parent not in seen:
        if parent == entry.code:
            return True
        seen.add(parent)
        parent = known[parent].parent
    return False


def severity_of(entry: Entry) -> str:
    """The severity of a leaf, normal when nothing is said; none for a group."""
    return entry.severity or (Severity.NORMAL if entry.is_leaf else "")
