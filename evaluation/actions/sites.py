"""What the office does with sites: register, edit, move, retire, resume."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record, record_all
from foundation.errors import BadInput, DomainError
from foundation.organisations.choices import DISTRICT_DIGITS
from foundation.organisations.models import Organisation, Region
from foundation.organisations.pinyin import readings
from foundation.transitions import move as change_state

from ..choices import SiteState
from ..models import Site
from ..permissions import can_manage_site, can_manage_sites
from ..queries.places import answers_mistake, position_mistake, region_mistake
from ..transitions import SITE

BATCH = 5000
FIELDS = ("name", "name_en", "type_id", "region_id", "organisation_id", "longitude", "latitude", "address")
WRITTEN = (
    "name", "name_en", "type", "region", "district", "organisation", "longitude", "latitude", "address", "pinyin",
)  # fmt: skip
LONGEST_PINYIN = 300


class AlreadyThere(DomainError):
    """A site moves to another place than its own."""


@transaction.atomic
def register(*, actor: Any, at: dt.datetime, **fields: Any) -> Site:
    """Enter a place that is to be inspected (登记点位)."""
    site = Site(**fields)
    can_manage_sites(actor, site.region_id).enforce()
    _complete(site)
    site.save(force_insert=True)
    record("site.register", site, actor=actor, at=at, after=facts(site))
    return site


@transaction.atomic
def edit(site: Site, *, actor: Any, at: dt.datetime, **changes: Any) -> None:
    """Correct what is known about a site; moving it is another act (修改点位)."""
    can_manage_site(actor, site).enforce()
    before = facts(site)
    for name, value in changes.items():
        setattr(site, name, value)
    _complete(site)
    site.save(update_fields=[*changes, "pinyin"])
    after = facts(site)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        old, new = ({name: values[name] for name in changed} for values in (before, after))
        record("site.edit", site, actor=actor, at=at, before=old, after=new)


@transaction.atomic
def move(
    site: Site, *, region: Region, organisation: Organisation, actor: Any, at: dt.datetime, **position: Any
) -> None:
    """Put a site under another region or organisation; its past stays where it was (点位迁移)."""
    can_manage_site(actor, site).enforce()
    can_manage_sites(actor, region.code).enforce()
    before = _place(site)
    site.region, site.organisation = region, organisation
    for name, value in position.items():
        setattr(site, name, value)
    if _place(site) == before:
        raise AlreadyThere(_("{name} is there already.").format(name=site))
    _complete(site)
    site.save(update_fields=["region", "district", "organisation", "longitude", "latitude"])
    record("site.move", site, actor=actor, at=at, before=before, after=_place(site))


@transaction.atomic
def retire(site: Site, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """Inspect a site no more; its history stays (停用点位)."""
    can_manage_site(actor, site).enforce()
    if not reason.strip():
        raise BadInput(_("Say why the site is retired."))
    before = change_state(site, SITE, to=SiteState.RETIRED)
    after = {"state": site.state, "reason": reason.strip()}
    record("site.retire", site, actor=actor, at=at, before={"state": before}, after=after)


@transaction.atomic
def resume(site: Site, *, actor: Any, at: dt.datetime) -> None:
    """Inspect a retired site again (恢复点位)."""
    can_manage_site(actor, site).enforce()
    before = change_state(site, SITE, to=SiteState.ACTIVE)
    record("site.resume", site, actor=actor, at=at, before={"state": before}, after={"state": site.state})


@transaction.atomic
def load(new: Sequence[Site], changed: Sequence[tuple[Site, Site]], *, actor: Any, at: dt.datetime) -> None:
    """Write many checked sites in few statements: new ones, and pairs of what was and what is (导入点位)."""
    whole = [*new, *(site for _old, site in changed)]
    if not whole:
        return
    pinyin, initials = readings([site.name for site in whole])
    for site, name, letters in zip(whole, pinyin, initials, strict=True):
        site.district_id = site.region_id[:DISTRICT_DIGITS]
        site.pinyin = _searchable(name, letters)
    made = Site.objects.bulk_create(new, batch_size=BATCH)
    Site.objects.bulk_create(
        [site for _old, site in changed],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=WRITTEN,
    )
    record_all("site.register", ((site, None, facts(site)) for site in made), actor=actor, at=at)
    record_all("site.edit", ((site, facts(old), facts(site)) for old, site in changed), actor=actor, at=at)


def facts(site: Site) -> dict[str, Any]:
    """What is known about a site, as the audit trail keeps it."""
    return {"code": site.code} | {name: getattr(site, name) for name in FIELDS}


def _place(site: Site) -> dict[str, Any]:
    return {name: getattr(site, name) for name in ("region_id", "organisation_id", "longitude", "latitude")}


def _complete(site: Site) -> None:
    """Fill in what follows from the rest, and refuse what no form should have let through."""
    site.name, site.name_en = " ".join(site.name.split()), " ".join(site.name_en.split())
    site.district_id = site.region_id[:DISTRICT_DIGITS]
    pinyin, initials = readings([site.name])
    site.pinyin = _searchable(pinyin[0], initials[0])
    wrong = position_mistake(site.longitude, site.latitude)
    refusal = region_mistake(site.region_id) or answers_mistake(site.organisation.region_id, site.region_id)
    if wrong:
        refusal = wrong[1]
    if refusal:
        raise BadInput(refusal)
    site.full_clean(exclude=["region", "district", "organisation", "type"])


def _searchable(pinyin: str, initials: str) -> str:
    """Initials first, so that a search from the start of a word finds both."""
    return f"{initials} {pinyin}"[:LONGEST_PINYIN]
