"""Organisations from a file (导入责任单位)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record_all
from foundation.imports.kinds import ImportOutcome, RowError, RowErrors
from foundation.imports.rows import Rows
from foundation.organisations.actions.organisations import facts
from foundation.organisations.models import Organisation, OrganisationKind, Region
from foundation.organisations.permissions import can_set_up
from foundation.organisations.pinyin import reading

WRITTEN = ["name", "name_en", "region", "kind", "parent", "pinyin", "initials"]
BATCH = 500


@transaction.atomic
def load(rows: Rows, *, actor: Any, at: dt.datetime, options: Mapping[str, Any]) -> ImportOutcome:
    """Set up or change organisations by code; a parent may come later in the same file."""
    given = {row["code"]: (line, row) for line, row in rows}
    standing = {row.code: row for row in Organisation.objects.filter(code__in=given)}
    parents = {row["parent"] for _line, row in given.values()} - set(given) - {None}
    elsewhere = {row.code: row for row in Organisation.objects.filter(code__in=parents)}
    errors = [
        *_misplaced(rows, given, standing, actor),
        *_without_parent(rows, given, elsewhere),
        *_circles(rows, given),
    ]
    if errors:
        raise RowErrors(errors)
    before = {code: facts(row) for code, row in standing.items()}
    kinds = {name: kind.code for kind in OrganisationKind.objects.all() for name in (kind.name, kind.name_en) if name}
    made = {code: standing.get(code) or Organisation(code=code) for code in given}
    for code, (_line, row) in given.items():
        _fill(made[code], row, kinds, rows.names)
    _write(
        made, {code: row["parent"] for code, (_line, row) in given.items()}, elsewhere, "parent" in rows.names, before
    )
    return _record(made, before, actor, at)


def _misplaced(rows: Rows, given: Mapping, standing: Mapping, actor: Any) -> Iterable[RowError]:
    """Unknown regions, and regions that the person does not administer."""
    codes = {row["region"] for _line, row in given.values()}
    known = set(Region.objects.filter(pk__in=codes).values_list("pk", flat=True))
    refused = {code: decision.reason for code in known if not (decision := can_set_up(actor, code))}
    for code, (line, row) in given.items():
        if row["region"] not in known:
            yield rows.wrong(line, "region", _("There is no region “{code}”.").format(code=row["region"]))
        elif row["region"] in refused:
            yield rows.wrong(line, "region", refused[row["region"]])
        elif code in standing and not (decision := can_set_up(actor, standing[code].region_id)):
            yield rows.wrong(line, "region", decision.reason)


def _without_parent(rows: Rows, given: Mapping, elsewhere: Mapping) -> Iterable[RowError]:
    for line, row in given.values():
        parent = row["parent"]
        if parent and parent not in given and parent not in elsewhere and (parent,) not in rows.lines:
            reason = _("There is no organisation “{code}”, neither in the file nor in the portal.")
            yield rows.wrong(line, "parent", reason.format(code=parent))


def _circles(rows: Rows, given: Mapping) -> Iterable[RowError]:
    """Organisations that would stand above themselves, once the file is taken over."""
    above = dict(Organisation.objects.exclude(parent=None).values_list("code", "parent__code"))
    above |= {code: row["parent"] for code, (_line, row) in given.items()} if "parent" in rows.names else {}
    for code, (line, _row) in given.items():
        seen, step = set(), above.get(code)
        while step and step not in seen and step != code:
            seen.add(step)
            step = above.get(step)
        if step == code:
            yield rows.wrong(line, "parent", _("“{code}” would stand above itself.").format(code=code))


def _fill(organisation: Organisation, row: Mapping, kinds: Mapping[str, str], names: list[str]) -> None:
    organisation.name, organisation.region_id = row["name"], row["region"]
    organisation.pinyin, organisation.initials = reading(row["name"])
    if "name_en" in names:
        organisation.name_en = row["name_en"] or ""
    if "kind" in names:
        organisation.kind = kinds.get(row["kind"], row["kind"] or "")


def _write(made: Mapping, parents: Mapping[str, str], elsewhere: Mapping, has_parents: bool, before: Mapping) -> None:
    """First everybody, then who stands above whom, because a parent must have its number; only what differs."""
    new = [row for row in made.values() if row.pk is None]
    Organisation.objects.bulk_create(new, batch_size=BATCH)
    if has_parents:
        for code, row in made.items():
            above = made.get(parents[code]) or elsewhere.get(parents[code])
            row.parent_id = above.pk if above else None
        Organisation.objects.bulk_update([row for row in new if row.parent_id], ["parent"], batch_size=BATCH)
    changed = [row for code, row in made.items() if code in before and before[code] != facts(row)]
    Organisation.objects.bulk_update(changed, WRITTEN, batch_size=BATCH)


def _record(made: Mapping, before: Mapping, actor: Any, at: dt.datetime) -> ImportOutcome:
    new = ((row, None, facts(row)) for code, row in made.items() if code not in before)
    created = record_all("organisation.register", new, actor=actor, at=at)
    changes = ((row, before[code], facts(row)) for code, row in made.items() if code in before)
    changed = (change for change in changes if change[1] != change[2])
    updated = record_all("organisation.change", changed, actor=actor, at=at)
    return ImportOutcome(created=created, updated=updated, unchanged=len(made) - created - updated)
