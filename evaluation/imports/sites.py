"""Sites from a spreadsheet."""

import copy
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.choices import Role
from foundation.imports.kinds import Column, ImportKind, ImportOutcome, RowErrors
from foundation.imports.parsers import number, region_code, text
from foundation.imports.rows import Rows
from foundation.organisations.models import Organisation, Region

from ..actions import sites
from ..models import Site, SiteType
from ..permissions import can_manage_sites
from ..queries.places import answers_mistake, exact, position_mistake, region_mistake
from .cells import code

PIECE = 5000


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows of a file refer to, read at once."""

    sites: Mapping[str, Site]
    types: Mapping[str, SiteType]
    regions: frozenset[str]
    organisations: Mapping[str, Organisation]


@transaction.atomic
def load(rows: Rows, *, actor: Any, at: dt.datetime, options: Mapping[str, Any]) -> ImportOutcome:
    """Check every row against what it refers to; write all of them, or none and say what is wrong with each."""
    read = list(rows)
    known = _known([row for _line, row in read])
    errors = [rows.wrong(line, column, reason) for line, row in read for column, reason in _mistakes(row, known, actor)]
    if errors or rows.errors:
        raise RowErrors(errors)
    new, changed = [], []
    for _line, row in read:
        old = known.sites.get(row["code"])
        site = Site(code=row["code"]) if old is None else copy.copy(old)
        for name, value in _fields(row, known, rows.names).items():
            setattr(site, name, value)
        if old is None:
            new.append(site)
        elif sites.facts(old) != sites.facts(site):
            changed.append((old, site))
    sites.load(new, changed, actor=actor, at=at)
    return ImportOutcome(len(new), len(changed), len(read) - len(new) - len(changed))


def _known(rows: list[dict[str, Any]]) -> Known:
    types = SiteType.objects.in_bulk(list({row["type"] for row in rows}), field_name="code")
    organisations = Organisation.objects.in_bulk(list({row["organisation"] for row in rows}), field_name="code")
    wanted, codes = list({row["region"] for row in rows}), [row["code"] for row in rows]
    regions = {
        found
        for piece in _pieces(wanted)
        for found in Region.objects.filter(code__in=piece).values_list("code", flat=True)
    }
    there = {site.code: site for piece in _pieces(codes) for site in Site.objects.filter(code__in=piece)}
    return Known(there, types, frozenset(regions), organisations)


def _pieces(values: list[str]) -> Iterator[list[str]]:
    return (values[start : start + PIECE] for start in range(0, len(values), PIECE))


def _mistakes(row: Mapping[str, Any], known: Known, actor: Any) -> Iterator[tuple[str, str]]:
    yield from _type_mistakes(row, known)
    yield from _place_mistakes(row, known, actor)
    position = position_mistake(row["longitude"], row["latitude"])
    if position:
        yield position


def _type_mistakes(row: Mapping[str, Any], known: Known) -> Iterator[tuple[str, str]]:
    site_type, old = known.types.get(row["type"]), known.sites.get(row["code"])
    if site_type is None:
        yield "type", _("There is no site type “{code}”.").format(code=row["type"])
    elif site_type.retired_on and (old is None or old.type_id != site_type.pk):
        yield "type", _("The site type {name} has been retired.").format(name=site_type)


def _place_mistakes(row: Mapping[str, Any], known: Known, actor: Any) -> Iterator[tuple[str, str]]:
    region, organisation, old = (
        row["region"],
        known.organisations.get(row["organisation"]),
        known.sites.get(row["code"]),
    )
    level = region_mistake(region)
    if region not in known.regions:
        yield "region", _("There is no region “{code}”.").format(code=region)
    elif level:
        yield "region", level
    elif not _administers(actor, region):
        yield "region", _("The region {code} lies outside the places you administer.").format(code=region)
    if organisation is None:
        yield "organisation", _("There is no organisation “{code}”.").format(code=row["organisation"])
    elif organisation.closed_on and (old is None or old.organisation_id != organisation.pk):
        yield "organisation", _("The organisation {name} has been closed.").format(name=organisation)
    elif mistake := answers_mistake(organisation.region_id, region):
        yield "organisation", mistake
    if old is not None and not _administers(actor, old.region_id):
        yield "code", _("The code {code} is taken by a site outside the places you administer.").format(code=old.code)


def _administers(actor: Any, region: str) -> bool:
    return actor is None or actor.has_role(Role.ADMIN, region=region)


def _fields(row: Mapping[str, Any], known: Known, names: list[str]) -> dict[str, Any]:
    return {
        "name": " ".join(row["name"].split()),
        "type_id": known.types[row["type"]].pk,
        "region_id": row["region"],
        "organisation_id": known.organisations[row["organisation"]].pk,
        "longitude": exact(row["longitude"]),
        "latitude": exact(row["latitude"]),
        "address": row["address"] or "",
    } | ({"name_en": " ".join((row["name_en"] or "").split())} if "name_en" in names else {})


SITES = ImportKind(
    code="sites",
    listed_at=reverse_lazy("evaluation:sites"),
    label=gettext_lazy("Sites"),
    columns=(
        Column("code", "编号", required=True, example="QH-0001", parse=code, hint=gettext_lazy("Never changes.")),
        Column("name", "名称", required=True, example="永安农贸市场", parse=text(100)),
        Column("type", "类型", required=True, example="market", hint=gettext_lazy("Code of the site type.")),
        Column("region", "区划", required=True, example="990102001001", parse=region_code),
        Column(
            "organisation", "责任单位", required=True, example="QH-CG", hint=gettext_lazy("Code of the organisation.")
        ),
        Column("longitude", "经度", example="113.251234", parse=number),
        Column("latitude", "纬度", example="29.601234", parse=number),
        Column("address", "地址", example="永安路12号", parse=text(200)),
        Column(
            "name_en",
            "英文名称",
            example="Yong’an Market",
            parse=text(160),
            hint=gettext_lazy("Shown on English pages; without it the name."),
        ),
    ),
    load=load,
    may_import=can_manage_sites,
)
