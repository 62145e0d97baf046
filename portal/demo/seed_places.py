"""Puts regions, organisations and sites of the demonstration district in place."""

import datetime as dt
from decimal import Decimal

from evaluation.actions import sites as site_actions
from evaluation.models import Site, SiteType
from foundation.organisations.choices import CODE_LENGTHS
from foundation.organisations.codes import parent_of
from foundation.organisations.models import Organisation, Region
from foundation.organisations.pinyin import readings

from .district_map import boundaries
from .names import Body, DemoNames, Place
from .seed_sizes import Size, organisations_of, sites_of, townships_of, villages_of
from .sites import DemoSite


def seed_places(size: Size, names: DemoNames, *, at: dt.datetime) -> list[Site]:
    """The tree of regions with its outlines, the organisations, and the sites of the main district."""
    seed_regions([names.province, names.prefecture, *names.districts])
    seed_regions([*townships_of(size, names), *villages_of(size, names)])
    seed_organisations(organisations_of(size, names))
    return seed_sites(sites_of(size, names), at=at)


def seed_regions(places: list[Place]) -> None:
    """Regions, each below those before it; a region that is there already stays as it is."""
    pinyin, initials = readings([place.name for place in places])
    outlines = boundaries(place.code for place in places)
    Region.objects.bulk_create(
        [
            Region(
                code=place.code,
                name=place.name,
                name_en=place.name_en,
                level=CODE_LENGTHS[len(place.code)],
                kind=place.kind,
                parent_id=parent_of(place.code),
                pinyin=whole,
                initials=short,
                boundary=outlines.get(place.code),
            )
            for place, whole, short in zip(places, pinyin, initials, strict=True)
        ],
        batch_size=2000,
        ignore_conflicts=True,
    )


def seed_organisations(bodies: list[Body]) -> dict[str, Organisation]:
    """Organisations, then who stands above whom; by code."""
    pinyin, initials = readings([body.name for body in bodies])
    made = Organisation.objects.bulk_create(
        Organisation(
            code=body.code,
            name=body.name,
            name_en=body.name_en,
            region_id=body.region,
            kind=body.kind,
            pinyin=whole,
            initials=short,
        )
        for body, whole, short in zip(bodies, pinyin, initials, strict=True)
    )
    by_code = {row.code: row for row in made}
    below = []
    for body in bodies:
        if body.parent in by_code:
            by_code[body.code].parent = by_code[body.parent]
            below.append(by_code[body.code])
    Organisation.objects.bulk_update(below, ["parent"])
    return by_code


def seed_sites(sites: list[DemoSite], *, at: dt.datetime) -> list[Site]:
    """Sites as an import would register them."""
    types = dict(SiteType.objects.values_list("code", "pk"))
    answering = dict(
        Organisation.objects.filter(code__in={site.organisation for site in sites}).values_list("code", "pk")
    )
    rows = [
        Site(
            code=site.code,
            name=site.name,
            name_en=site.name_en,
            type_id=types[site.type],
            region_id=site.region,
            organisation_id=answering[site.organisation],
            longitude=Decimal(f"{site.longitude:.6f}"),
            latitude=Decimal(f"{site.latitude:.6f}"),
            address=site.address,
        )
        for site in sites
    ]
    site_actions.load(rows, [], actor=None, at=at)
    return rows
