"""What the office does with site types."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record, record_all
from foundation.errors import DomainError

from ..models import SiteType
from ..permissions import can_manage_shared

FIELDS = ("name", "name_en", "group")


class AlreadyRetired(DomainError):
    """A site type retires once."""


@transaction.atomic
def load(rows: Sequence[Mapping[str, str]], *, actor: Any, at: dt.datetime) -> tuple[int, int]:
    """Make the site types be as stated, by code; how many are new and how many changed (导入点位类型)."""
    can_manage_shared(actor).enforce()
    known = SiteType.objects.select_for_update().in_bulk([row["code"] for row in rows], field_name="code")
    new = [SiteType(**row) for row in rows if row["code"] not in known]
    changed = []
    for row in rows:
        old = known.get(row["code"])
        differing = {name: row[name] for name in FIELDS if old is not None and getattr(old, name) != row[name]}
        if old is not None and differing:
            changed.append((old, {name: getattr(old, name) for name in differing}, differing))
            for name, value in differing.items():
                setattr(old, name, value)
    new = SiteType.objects.bulk_create(new)
    SiteType.objects.bulk_update([row for row, _before, _after in changed], FIELDS)
    record_all("sitetype.register", [(row, None, _shown(row)) for row in new], actor=actor, at=at)
    record_all("sitetype.edit", changed, actor=actor, at=at)
    return len(new), len(changed)


@transaction.atomic
def edit(site_type: SiteType, *, actor: Any, at: dt.datetime, **changes: str) -> None:
    """Call a site type otherwise, or put it into another group (修改点位类型)."""
    can_manage_shared(actor).enforce()
    before = {name: getattr(site_type, name) for name in changes}
    for name, value in changes.items():
        setattr(site_type, name, value)
    site_type.full_clean()
    site_type.save(update_fields=list(changes))
    record("sitetype.edit", site_type, actor=actor, at=at, before=before, after=changes)


@transaction.atomic
def retire(site_type: SiteType, *, on: dt.date, actor: Any, at: dt.datetime) -> None:
    """Register no more sites of this type; those there are stay (停用点位类型)."""
    can_manage_shared(actor).enforce()
    if SiteType.objects.filter(pk=site_type.pk, retired_on=None).update(retired_on=on) != 1:
        raise AlreadyRetired(_("{name} has been retired already.").format(name=site_type))
    site_type.retired_on = on
    record("sitetype.retire", site_type, actor=actor, at=at, before={"retired_on": None}, after={"retired_on": on})


@transaction.atomic
def resume(site_type: SiteType, *, actor: Any, at: dt.datetime) -> None:
    """Register sites of this type again (恢复点位类型)."""
    can_manage_shared(actor).enforce()
    before = {"retired_on": site_type.retired_on}
    SiteType.objects.filter(pk=site_type.pk).update(retired_on=None)
    site_type.retired_on = None
    record("sitetype.resume", site_type, actor=actor, at=at, before=before, after={"retired_on": None})


def _shown(row: SiteType) -> dict[str, str]:
    return {name: getattr(row, name) for name in ("code", *FIELDS)}
