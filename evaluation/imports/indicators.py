"""Indicator systems from a spreadsheet."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.documents.text_tables import plain_text
from foundation.imports.kinds import Column, ImportKind, ImportOutcome, RowError, RowErrors
from foundation.imports.parsers import choice, number
from foundation.imports.parsers import text as text_of
from foundation.imports.rows import Rows

from ..actions import indicators
from ..choices import Direction, Method, Rule, Severity, VersionState
from ..models import IndicatorSystem, SiteType
from ..permissions import administered_region, can_manage_systems
from ..queries.trees import Entry, entries_of, mistakes, severity_of
from .cells import code, codes

Version = tuple[str, str]
Lines = list[tuple[int, Entry]]


@transaction.atomic
def load(rows: Rows, *, actor: Any, at: dt.datetime, options: Mapping[str, Any]) -> ImportOutcome:
    """Make a draft of every version in the file, or overwrite it; publish it when that is asked for."""
    trees: dict[Version, Lines] = defaultdict(list)
    for line, row in rows:
        trees[row["system"], row["version"]].append((line, _entry(row)))
    unreadable = {key[2] for key in rows.lines} if rows.errors else set()
    errors = [*_of_versions(rows, trees, actor), *_of_trees(rows, trees, unreadable)]
    if errors or rows.errors:
        raise RowErrors(errors)
    outcome = ImportOutcome()
    for (system, version), lines in trees.items():
        outcome = _sum(outcome, _take(system, version, lines, options, actor=actor, at=at))
    return outcome


def _take(
    system: str, version: str, lines: Lines, options: Mapping[str, Any], *, actor: Any, at: dt.datetime
) -> ImportOutcome:
    entries = [entry for _line, entry in lines]
    there = IndicatorSystem.objects.filter(code=system, version=version, region=administered_region(actor)).first()
    before = {entry.code: entry for entry in entries_of(there)} if there else {}
    made = indicators.draft(system, version, entries, actor=actor, at=at, **options.get("names", {}))
    if options.get("publish"):
        indicators.publish(made, actor=actor, at=at)
    new = sum(entry.code not in before for entry in entries)
    same = sum(before.get(entry.code) == entry for entry in entries)
    return ImportOutcome(new, len(entries) - new - same, same)


def _of_versions(rows: Rows, trees: Mapping[Version, Lines], actor: Any) -> Iterable[RowError]:
    fixed = IndicatorSystem.objects.exclude(state=VersionState.DRAFT).filter(region=administered_region(actor))
    states = {(system.code, system.version): system.get_state_display().lower() for system in fixed}
    for (system, version), lines in trees.items():
        if (system, version) in states:
            reason = _("Version {version} of {code} is {state} and never changes. Choose a new version.")
            told = reason.format(version=version, code=system, state=states[system, version])
            yield rows.wrong(lines[0][0], "version", told)


def _of_trees(rows: Rows, trees: Mapping[Version, Lines], unreadable: set[str]) -> Iterable[RowError]:
    types = frozenset(SiteType.objects.values_list("code", flat=True))
    for lines in trees.values():
        read = {entry.code for _line, entry in lines}
        for one in mistakes([entry for _line, entry in lines], site_types=types):
            line, entry = lines[one.index]
            # A parent, or the items of a group, may be among the rows that could not be read: they are told already.
            if one.column == "parent" and entry.parent in unreadable - read:
                continue
            if one.column == "points" and not entry.is_leaf and rows.errors:
                continue
            yield rows.wrong(line, one.column, one.reason)


def _entry(row: Mapping[str, Any]) -> Entry:
    entry = Entry(
        code=row["code"],
        name=row["name"],
        parent=row["parent"] or "",
        points=row["points"],
        method=row["method"] or "",
        rule=row["rule"] or "",
        deduct_each=row["deduct_each"],
        target=row["target"],
        direction=row["direction"] or (Direction.HIGHER if row["rule"] == Rule.MEASURED else ""),
        options=row["options"] or "",
        site_types=row["site_types"] or (),
        severity=row["severity"] or "",
        name_en=row["name_en"] or "",
        guidance=row["guidance"] or "",
        guidance_en=row["guidance_en"] or "",
        pass_rate=row["pass_rate"],
    )
    return entry if entry.severity else _with_severity(entry)


def _with_severity(entry: Entry) -> Entry:
    values = {name: getattr(entry, name) for name in Entry.__slots__}
    return Entry(**values | {"severity": severity_of(entry)})


def _sum(one: ImportOutcome, other: ImportOutcome) -> ImportOutcome:
    return ImportOutcome(one.created + other.created, one.updated + other.updated, one.unchanged + other.unchanged)


def words(longest: int):
    """Text of at most so many characters, as it was before an export made it harmless to spreadsheets."""
    parse = text_of(longest)
    return lambda cell: parse(plain_text(cell))


INDICATORS = ImportKind(
    code="indicators",
    listed_at=reverse_lazy("evaluation:indicator-systems"),
    label=gettext_lazy("Indicator systems"),
    columns=(
        Column("system", "体系", required=True, example="daily", parse=code),
        Column("version", "版本", required=True, example="2027", parse=text_of(20)),
        Column("code", "代码", required=True, example="PRO-01", parse=code),
        Column("parent", "上级", example="PRO", parse=code),
        Column("name", "名称", required=True, example="公益广告数量", parse=words(120)),
        Column("points", "分值", example="5", parse=number, hint=gettext_lazy("Only for leaves.")),
        Column("method", "方法", example="field", parse=choice(Method, field="实地", material="材料", survey="问卷")),
        Column(
            "rule",
            "规则",
            example="graded",
            parse=choice(Rule, graded="分级", counted="计数扣分", measured="定量", all_or_none="全有或全无"),
        ),
        Column("deduct_each", "每处扣分", parse=number),
        Column("target", "目标值", parse=number),
        Column("direction", "方向", parse=choice(Direction, higher="越高越好", lower="越低越好")),
        Column("options", "选项", example="A=1;B=0.66;C=0.33;D=0", parse=text_of(200)),
        Column("site_types", "点位类型", example="market;mall", parse=codes, hint=gettext_lazy("Empty means all.")),
        Column(
            "severity",
            "严重程度",
            example="normal",
            parse=choice(Severity, minor="轻微", normal="一般", serious="严重", emergency="紧急"),
        ),
        Column("name_en", "英文名称", parse=words(200)),
        Column("guidance", "怎么判", parse=words(200)),
        Column("guidance_en", "英文怎么判", parse=words(300)),
        Column("pass_rate", "合格线", example="0.6", parse=number, hint=gettext_lazy("0.6 when empty.")),
    ),
    load=load,
    may_import=can_manage_systems,
    key=("system", "version", "code"),
)
