"""The form of a site: what an inspector answers there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db.models import Q
from django.utils.translation import get_language

from foundation.organisations.choices import CODE_LENGTHS

from ..choices import Method, Rule, VersionState
from ..models import Indicator, IndicatorSystem, Site
from ..models.indicators import DAILY
from ..scoring.answers import Answer
from ..scoring.items import Judgement, judge
from ..scoring.options import parse_options
from ..scoring.rules import ItemRule

KEPT_FORMS = 4096


@dataclass(frozen=True)
class FormItem:
    """One leaf indicator on a form, with the rule it is judged by."""

    pk: int
    rule: ItemRule
    name: str
    name_en: str
    guidance: str
    guidance_en: str
    severity: str
    group: str
    group_en: str

    @cached_property
    def chosen(self) -> Mapping[str, Judgement]:
        """What each option of a graded item earns, worked out once: nearly every answer is one of these."""
        return {one.label: judge(self.rule, Answer(option=one.label)) for one in self.rule.options}

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def hint(self) -> str:
        """A word on how to judge, in the reader's language."""
        return self.guidance_en if self.guidance_en and get_language() == "en" else self.guidance

    @property
    def heading(self) -> str:
        """The group it stands in, in the reader's language."""
        return self.group_en if self.group_en and get_language() == "en" else self.group


@dataclass(frozen=True)
class Form:
    """The items of one site type in one version of a system (检查表), in their order."""

    system: int
    items: tuple[FormItem, ...]

    @cached_property
    def by_code(self) -> Mapping[str, FormItem]:
        return {item.code: item for item in self.items}


def systems_in_force(districts: Iterable[str]) -> dict[str, int | None]:
    """The daily system of each district: that of the nearest region at or above it, else the common one."""
    asked = set(districts)
    above = {district[:length] for district in asked for length in CODE_LENGTHS if length <= len(district)}
    systems = IndicatorSystem.objects.filter(
        Q(region=None) | Q(region__in=above), code=DAILY, state=VersionState.PUBLISHED
    )
    known = sorted(systems.values_list("region_id", "pk"), key=lambda row: (-len(row[0] or ""), row[1]))
    return {
        district: next((pk for region, pk in known if district.startswith(region or "")), None) for district in asked
    }


@lru_cache(maxsize=KEPT_FORMS)
def form_of(system: int, site_type: int) -> Form:
    """The form of a site type; kept for good, because a published version never changes."""
    nodes = {node.pk: node for node in Indicator.objects.filter(system=system)}
    leaves = (
        Indicator.objects.filter(Q(site_types=site_type) | Q(site_types=None), system=system, method=Method.FIELD)
        .exclude(points=None)
        .order_by("position", "pk")
        .distinct()
        .values_list("pk", flat=True)
    )
    return Form(system, tuple(_item(nodes[pk], nodes) for pk in leaves))


@lru_cache(maxsize=KEPT_FORMS)
def material_form(system: int) -> Form:
    """What is judged by material in a published system (材料审核项), whatever the site type."""
    nodes = {node.pk: node for node in Indicator.objects.filter(system=system)}
    leaves = [node for node in nodes.values() if node.points is not None and node.method == Method.MATERIAL]
    ordered = sorted(leaves, key=lambda node: (node.position, node.pk))
    return Form(system, tuple(_item(node, nodes) for node in ordered))


def form_for(site: Site) -> Form | None:
    """The form of one site today; None while no daily system is in force."""
    system = systems_in_force([site.district_id])[site.district_id]
    return None if system is None else form_of(system, site.type_id)


def item_rule(leaf: Indicator, *, bundle: str = "") -> ItemRule:
    """An indicator as the arithmetic knows it."""
    return ItemRule(
        code=leaf.code,
        points=leaf.points,
        rule=leaf.rule,
        method=leaf.method,
        options=parse_options(leaf.options) if leaf.options and leaf.rule == Rule.GRADED else (),
        deduct_each=leaf.deduct_each,
        target=leaf.target,
        direction=leaf.direction,
        pass_rate=leaf.pass_rate,
        bundle=bundle,
    )


def _item(leaf: Indicator, nodes: Mapping[int, Indicator]) -> FormItem:
    above = list(_above(leaf, nodes))
    bundles = [node.code for node in above if node.rule == Rule.ALL_OR_NONE]
    group = above[0] if above else None
    return FormItem(
        pk=leaf.pk,
        rule=item_rule(leaf, bundle=bundles[-1] if bundles else ""),
        name=leaf.name,
        name_en=leaf.name_en,
        guidance=leaf.guidance,
        guidance_en=leaf.guidance_en,
        severity=leaf.severity,
        group=group.name if group else "",
        group_en=group.name_en if group else "",
    )


def _above(leaf: Indicator, nodes: Mapping[int, Indicator]) -> Iterable[Indicator]:
    """The groups of a leaf, from the nearest to the outermost."""
    parent = nodes.get(leaf.parent_id)
    while parent is not None:
        yield parent
        parent = nodes.get(parent.parent_id)
