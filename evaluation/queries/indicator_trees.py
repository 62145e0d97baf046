"""An indicator system as its page shows it: groups with their items, cut to what is looked for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.web.numbers import number

from ..choices import Rule, VersionState
from ..models import Indicator, IndicatorSystem, SiteType
from .trees import Mistake, entries_of, mistakes


@dataclass(slots=True)
class Branch:
    """A group with the items that stand directly below it; top items stand in a branch without a group."""

    group: Indicator | None
    items: list[Indicator] = field(default_factory=list)

    @property
    def points(self) -> Decimal:
        return sum((item.points or Decimal(0) for item in self.items), Decimal(0))

    @property
    def is_all_or_none(self) -> bool:
        return self.group is not None and self.group.rule == Rule.ALL_OR_NONE


def branches_of(system: IndicatorSystem, shown: Iterable[Indicator], *, whole: bool) -> list[Branch]:
    """The groups in their order, with the items that are shown; empty groups only where nothing is looked for."""
    groups = {row.pk: row for row in system.indicators.filter(points=None).order_by("position", "pk")}
    branches: dict[int | None, Branch] = {None: Branch(None)} | {pk: Branch(row) for pk, row in groups.items()}
    for item in shown:
        if item.points is not None:
            branches[item.parent_id].items.append(item)
    return [branch for branch in branches.values() if branch.items or (whole and branch.group)]


def tree_title(system: IndicatorSystem, branches: list[Branch], site_type: SiteType | None) -> str:
    """What a page of items says: whose form it is, how many items, how many points."""
    items = sum(len(branch.items) for branch in branches)
    points = number(sum((branch.points for branch in branches), Decimal(0)).normalize())
    if site_type is not None:
        told = ngettext(
            "The form of {type}: {items} item, {points} points",
            "The form of {type}: {items} items, {points} points",
            items,
        )
        return told.format(type=site_type, items=number(items), points=points)
    return ngettext("{name}: {items} item", "{name}: {items} items", items).format(name=system, items=number(items))


def list_title(systems: list[IndicatorSystem]) -> str:
    """How many systems are in force, and whether something is being drafted."""
    states = [system.state for system in systems]
    in_force, drafts = states.count(VersionState.PUBLISHED), states.count(VersionState.DRAFT)
    if not systems:
        return _("No check forms yet")
    told = ngettext("{count} check form in force", "{count} check forms in force", in_force).format(count=in_force)
    if drafts:
        more = ngettext("{count} draft", "{count} drafts", drafts).format(count=drafts)
        return _("{told}, {more}").format(told=told, more=more)
    return told


def mistakes_of(system: IndicatorSystem) -> list[tuple[str, Mistake]]:
    """What stands in the way of publishing a draft, with the code it is about."""
    entries = entries_of(system)
    found = mistakes(entries, site_types=SiteType.objects.values_list("code", flat=True))
    return [(entries[one.index].code, one) for one in found]


def rule_of(item: Indicator) -> str:
    """The rule of an item in words, with its numbers."""
    if item.rule == Rule.COUNTED:
        return _("−{points} for each").format(points=_short(item.deduct_each))
    if item.rule == Rule.MEASURED:
        told = _("full from {target}") if item.direction == "higher" else _("full up to {target}")
        return told.format(target=_short(item.target))
    return (item.options or "A=1;B=0.66;C=0.33;D=0").replace(";", " · ")


def _short(value: Any) -> str:
    return number(value.normalize())
