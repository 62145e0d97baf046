"""Organisations are registered, changed, closed and opened again (责任单位)."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import DomainError
from foundation.organisations.lines import with_ancestors
from foundation.organisations.models import Organisation, Region
from foundation.organisations.permissions import can_set_up
from foundation.organisations.pinyin import reading

FIELDS = ("code", "name", "name_en", "region_id", "kind", "parent_id")


class UnderItself(DomainError):
    """An organisation was put under one that stands below it."""

    code = "under_itself"


@transaction.atomic
def register(
    *,
    code: str,
    name: str,
    region: Region,
    kind: str = "",
    parent: Organisation | None = None,
    name_en: str = "",
    actor: Any,
    at: dt.datetime,
) -> Organisation:
    """A new organisation that answers for sites and problems."""
    can_set_up(actor, region).enforce()
    organisation = Organisation(code=code, name=name, name_en=name_en, region=region, kind=kind, parent=parent)
    organisation.pinyin, organisation.initials = reading(name)
    checked(organisation)
    organisation.save(force_insert=True)
    record("organisation.register", organisation, actor=actor, at=at, after=facts(organisation))
    return organisation


@transaction.atomic
def change(
    organisation: Organisation,
    *,
    name: str,
    region: Region,
    kind: str = "",
    parent: Organisation | None = None,
    name_en: str = "",
    actor: Any,
    at: dt.datetime,
) -> None:
    """Another name, kind, region or place among the organisations; the code stays."""
    can_set_up(actor, organisation.region_id).enforce()
    can_set_up(actor, region).enforce()
    _refuse_circle(organisation, parent)
    before = facts(organisation)
    organisation.name, organisation.name_en = name, name_en
    organisation.region, organisation.kind, organisation.parent = region, kind, parent
    organisation.pinyin, organisation.initials = reading(name)
    checked(organisation)
    organisation.save(update_fields=["name", "name_en", "region", "kind", "parent", "pinyin", "initials"])
    record("organisation.change", organisation, actor=actor, at=at, before=before, after=facts(organisation))


@transaction.atomic
def close(organisation: Organisation, *, on: dt.date, actor: Any, at: dt.datetime) -> None:
    """The organisation no longer exists; its records stay."""
    can_set_up(actor, organisation.region_id).enforce()
    _set_closed_on(organisation, on)
    record("organisation.close", organisation, actor=actor, at=at, after={"closed_on": on})


@transaction.atomic
def reopen(organisation: Organisation, *, actor: Any, at: dt.datetime) -> None:
    """Closing was a mistake, or the organisation is there again."""
    can_set_up(actor, organisation.region_id).enforce()
    _set_closed_on(organisation, None)
    record("organisation.reopen", organisation, actor=actor, at=at, after={"closed_on": None})


def facts(organisation: Organisation) -> dict[str, Any]:
    """What the audit trail keeps of an organisation."""
    return {name: getattr(organisation, name) for name in FIELDS}


def _set_closed_on(organisation: Organisation, on: dt.date | None) -> None:
    organisation.closed_on = on
    organisation.save(update_fields=["closed_on"])


def _refuse_circle(organisation: Organisation, parent: Organisation | None) -> None:
    if parent is not None and organisation.pk in with_ancestors([parent.pk]):
        raise UnderItself(
            _("“{parent}” stands below “{organisation}” and cannot stand above it too.").format(
                parent=parent, organisation=organisation
            )
        )
