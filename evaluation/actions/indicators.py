"""What the office does with indicator systems: draft, edit, publish, retire."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.errors import DomainError
from foundation.transitions import move

from ..choices import Direction, VersionState
from ..models import Indicator, IndicatorSystem, SiteType
from ..permissions import administered_region, can_manage_system, can_manage_systems
from ..queries.trees import PASS_RATE, Entry, entries_of, mistakes, severity_of
from ..transitions import VERSION

SHOWN_MISTAKES = 5
KEY = ["system", "code"]
WRITTEN = [
    *["parent", "position", "name", "name_en", "points", "method", "rule", "deduct_each", "target", "direction"],
    *["options", "severity", "pass_rate", "guidance", "guidance_en"],
]


class VersionIsFixed(DomainError):
    """A published or retired version never changes."""


class NotReady(DomainError):
    """A version with mistakes, or with nothing in it, cannot be published."""


@transaction.atomic
def draft(
    code: str, version: str, entries: Sequence[Entry], *, actor: Any, at: dt.datetime, **names: str
) -> IndicatorSystem:
    """Put a whole tree into the draft of a version, replacing what the draft held (拟定测评体系)."""
    can_manage_systems(actor).enforce()
    system = _draft_of(code, version, administered_region(actor), names)
    can_manage_system(actor, system).enforce()
    before = {"indicators": system.indicators.count()}
    _fill(system, entries)
    record("indicatorsystem.draft", system, actor=actor, at=at, before=before, after=_facts(system, entries))
    return system


@transaction.atomic
def copy(system: IndicatorSystem, *, version: str, actor: Any, at: dt.datetime) -> IndicatorSystem:
    """Begin a new version from an existing one (复制为新版本)."""
    region = administered_region(actor)
    if IndicatorSystem.objects.filter(code=system.code, version=version, region=region).exists():
        raise VersionIsFixed(_("Version {version} exists already. Choose another name.").format(version=version))
    names = {"name": system.name, "name_en": system.name_en}
    return draft(system.code, version, entries_of(system), actor=actor, at=at, **names)


@transaction.atomic
def edit(indicator: Indicator, *, actor: Any, at: dt.datetime, **changes: Any) -> None:
    """Change one item of a draft (修改测评指标)."""
    system = _open_draft(indicator.system_id, actor)
    site_types = changes.pop("site_types", None)
    before = {name: getattr(indicator, name) for name in changes}
    for name, value in changes.items():
        setattr(indicator, name, value)
    indicator.full_clean()
    indicator.save(update_fields=list(changes))
    if site_types is not None:
        indicator.site_types.set(site_types)
    details = {"code": indicator.code}
    record("indicatorsystem.edit", system, actor=actor, at=at, before=details | before, after=details | changes)


@transaction.atomic
def publish(system: IndicatorSystem, *, actor: Any, at: dt.datetime) -> None:
    """Put a version in force; the one in force until now retires in the same moment (发布测评体系)."""
    can_manage_system(actor, system).enforce()
    IndicatorSystem.objects.select_for_update().filter(code=system.code, region=system.region_id).count()
    _check_complete(system)
    in_force = IndicatorSystem.objects.filter(code=system.code, region=system.region_id, state=VersionState.PUBLISHED)
    for old in in_force:
        retire(old, actor=actor, at=at)
    before = move(system, VERSION, to=VersionState.PUBLISHED, published_at=at)
    record(
        "indicatorsystem.publish", system, actor=actor, at=at, before={"state": before}, after={"state": system.state}
    )


@transaction.atomic
def retire(system: IndicatorSystem, *, actor: Any, at: dt.datetime) -> None:
    """Take a version out of force; what was scored by it stays explained by it (停用测评体系)."""
    can_manage_system(actor, system).enforce()
    before = move(system, VERSION, to=VersionState.RETIRED, retired_at=at)
    record(
        "indicatorsystem.retire", system, actor=actor, at=at, before={"state": before}, after={"state": system.state}
    )


def _draft_of(code: str, version: str, region: str | None, names: dict[str, str]) -> IndicatorSystem:
    """The draft of this version, locked; a new one takes its names from the latest version of the same code."""
    found = IndicatorSystem.objects.select_for_update().filter(code=code, version=version, region=region).first()
    if found is not None:
        _refuse_unless_draft(found)
        return found
    latest = IndicatorSystem.objects.filter(code=code).exclude(name="").order_by("-pk").first()
    known = {"name": latest.name, "name_en": latest.name_en} if latest else {}
    system = IndicatorSystem(code=code, version=version, region_id=region, **{**known, **names})
    system.full_clean()
    system.save(force_insert=True)
    return system


def _open_draft(pk: int, actor: Any) -> IndicatorSystem:
    system = IndicatorSystem.objects.select_for_update().get(pk=pk)
    can_manage_system(actor, system).enforce()
    _refuse_unless_draft(system)
    return system


def _refuse_unless_draft(system: IndicatorSystem) -> None:
    if system.state != VersionState.DRAFT:
        raise VersionIsFixed(
            _("Version {version} of {code} is {state} and never changes. Choose a new version.").format(
                version=system.version, code=system.code, state=system.get_state_display().lower()
            )
        )


def _check_complete(system: IndicatorSystem) -> None:
    entries = entries_of(system)
    if not any(entry.is_leaf for entry in entries):
        raise NotReady(_("Not published: this version has no items. Import or copy some first."))
    found = mistakes(entries, site_types=SiteType.objects.values_list("code", flat=True))
    if found:
        lines = [f"{entries[one.index].code}: {one.reason}" for one in found[:SHOWN_MISTAKES]]
        raise NotReady(_("Not published. {mistakes}").format(mistakes=" ".join(lines)))


def _fill(system: IndicatorSystem, entries: Sequence[Entry]) -> None:
    """Make the draft hold these entries: level by level, as many statements as the tree is deep and three more."""
    rows: dict[str, Indicator] = {}
    waiting = list(enumerate(entries))
    while waiting:
        ready = [
            _row(system, index, entry, rows) for index, entry in waiting if not entry.parent or entry.parent in rows
        ]
        if not ready:
            raise NotReady(_("“{code}” stands below itself.").format(code=waiting[0][1].code))
        written = Indicator.objects.bulk_create(ready, update_conflicts=True, unique_fields=KEY, update_fields=WRITTEN)
        rows |= {row.code: row for row in written}
        waiting = [pair for pair in waiting if pair[1].code not in rows]
    link = Indicator.site_types.through
    link.objects.filter(indicator__system=system).delete()
    types = dict(SiteType.objects.values_list("code", "pk"))
    link.objects.bulk_create(
        link(indicator_id=rows[entry.code].pk, sitetype_id=types[code])
        for entry in entries
        for code in entry.site_types
    )
    # Nothing can point at an item of a draft; asking the millions of answered items whether one does would take long.
    gone = Indicator.objects.filter(system=system).exclude(code__in=rows)
    gone._raw_delete(gone.db)


def _row(system: IndicatorSystem, index: int, entry: Entry, rows: dict[str, Indicator]) -> Indicator:
    return Indicator(
        system=system,
        code=entry.code,
        parent=rows.get(entry.parent),
        position=index,
        name=entry.name,
        name_en=entry.name_en,
        points=entry.points,
        method=entry.method,
        rule=entry.rule,
        deduct_each=entry.deduct_each,
        target=entry.target,
        direction=entry.direction or Direction.HIGHER,
        options=entry.options,
        severity=severity_of(entry),
        pass_rate=PASS_RATE if entry.pass_rate is None else entry.pass_rate,
        guidance=entry.guidance,
        guidance_en=entry.guidance_en,
    )


def _facts(system: IndicatorSystem, entries: Sequence[Entry]) -> dict[str, Any]:
    leaves = [entry for entry in entries if entry.is_leaf]
    return {"code": system.code, "version": system.version, "indicators": len(entries), "leaves": len(leaves)}
