"""Makes up a neighbouring district from two lists of syllables: regions, organisations, sites."""

import datetime as dt
from collections.abc import Iterator
from itertools import cycle, islice
from random import Random

from evaluation.models import SiteType
from foundation.organisations.pinyin import reading

from .district_map import point_in
from .duties import ANSWERS_FOR, LOCAL
from .names import Body, DemoNames, Place
from .seed_places import seed_organisations, seed_regions, seed_sites
from .seed_sizes import Size
from .sites import DemoSite

FIRST = "安和永福泰兴长宁清云石柳松竹梅桃杏金玉岩"
SECOND = "山河湖桥塘坪岭溪园庄井坡湾渡丘"
SPELT = {"长": "chang"}  # not zhang, as before titles
VILLAGES_A_TOWNSHIP = 12
DEPARTMENTS = {
    "civilisation_office": ("文明办", "Civilisation Office"),
    "publicity": ("委宣传部", "Publicity Department"),
    "urban_management": ("城市管理局", "Urban Management Bureau"),
    "education": ("教育局", "Education Bureau"),
    "housing": ("住建局", "Housing and Construction Bureau"),
    "commerce": ("商务局", "Commerce Bureau"),
    "market_regulation": ("市场监督管理局", "Market Regulation Bureau"),
    "health": ("卫生健康局", "Health Bureau"),
    "transport": ("交通运输局", "Transport Bureau"),
    "traffic_police": ("交警大队", "Traffic Police"),
    "culture_tourism": ("文化和旅游局", "Culture and Tourism Bureau"),
    "parks_greening": ("园林绿化中心", "Parks and Greening Centre"),
}


def seed_neighbours(size: Size, names: DemoNames, *, at: dt.datetime) -> None:
    """Put the districts around in place."""
    for district in names.districts:
        if district.code in size.neighbours:
            streets = townships(district, size.neighbour_townships)
            places = [village for street in streets for village in villages(street)]
            answering = bodies(district, streets)
            seed_regions([*streets, *places])
            seed_organisations(answering)
            seed_sites(sites(district, places, answering, size.neighbour_sites), at=at)


def townships(district: Place, count: int) -> list[Place]:
    """Two streets for each town."""
    made = []
    for n, name in enumerate(islice(_words(district.code), count)):
        urban = n % 3 < 2
        code = f"{district.code}{n + 1 if urban else 100 + n:03d}"
        suffix, suffix_en = ("街道", "Street") if urban else ("镇", "Town")
        made.append(Place(code, f"{name}{suffix}", f"{_spelt(name)} {suffix_en}", "urban" if urban else "rural"))
    return made


def villages(township: Place) -> list[Place]:
    """Communities of a street, villages of a town."""
    urban = township.kind == "urban"
    first, suffix, suffix_en = (1, "社区", "Community") if urban else (201, "村", "Village")
    words = islice(_words(township.code), VILLAGES_A_TOWNSHIP)
    return [
        Place(f"{township.code}{first + n:03d}", f"{word}{suffix}", f"{_spelt(word)} {suffix_en}", township.kind)
        for n, word in enumerate(words)
    ]


def bodies(district: Place, streets: list[Place]) -> list[Body]:
    """The departments that answer for sites, and the local offices."""
    found = [
        Body(
            code=f"{district.code}-D{n:02d}",
            name=f"{district.name}{name}",
            name_en=f"{district.name_en} {english}",
            region=district.code,
            kind=kind,
            parent="",
        )
        for n, (kind, (name, english)) in enumerate(DEPARTMENTS.items(), start=1)
    ]
    for n, place in enumerate(streets, start=1):
        office, english, kind = (
            ("办事处", "Office", "street_office")
            if place.kind == "urban"
            else ("人民政府", "Government", "township_government")
        )
        name_en = f"{place.name_en} {english}"
        found.append(Body(f"{district.code}-L{n:02d}", f"{place.name}{office}", name_en, place.code, kind, ""))
    return found


def sites(district: Place, places: list[Place], organisations: list[Body], count: int) -> list[DemoSite]:
    """Sites of all types in turn, spread over the communities and villages."""
    rng = Random(f"sites of {district.code}")
    by_kind = {body.kind: body.code for body in organisations}
    local = {body.region: body.code for body in organisations if len(body.region) == 9}
    types = list(SiteType.objects.filter(code__in=ANSWERS_FOR, retired_on=None).order_by("code"))
    turns = zip(range(count), cycle(places), cycle(rng.sample(types, len(types))), strict=False)
    found = []
    for n, place, kind in turns:
        longitude, latitude = point_in(district.code, rng)
        duty = ANSWERS_FOR[kind.code]
        number = n // len(places) + 1
        found.append(
            DemoSite(
                code=f"{district.code}-{n + 1:04d}",
                name=f"{place.short}{kind.name}{number if number > 1 else ''}",
                name_en=f"{place.short_en} {kind.name_en}{f' {number}' if number > 1 else ''}",
                type=kind.code,
                region=place.code,
                organisation=local[place.code[:9]] if duty == LOCAL else by_kind.get(duty, by_kind["urban_management"]),
                longitude=longitude,
                latitude=latitude,
                address=f"{district.name}{place.name}",
            )
        )
    return found


def _spelt(name: str) -> str:
    """A made-up name in Latin letters."""
    return "".join(SPELT.get(sign) or reading(sign)[0] for sign in name).capitalize()


def _words(code: str) -> Iterator[str]:
    """Names of two syllables, none twice for the same code."""
    words = [first + second for first in FIRST for second in SECOND]
    Random(f"names of {code}").shuffle(words)
    return iter(words)
