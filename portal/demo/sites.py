"""Expands the site patterns of the demonstration into its 1,200 sites."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, count, cycle, pairwise
from random import Random

from .district_map import DISTRICT, point_in
from .duties import organisation_for
from .names import DemoNames, Place, Word, demo_names

NUMERALS = "一二三四五六七八九十"
# Where the one-off sites stand; vehicles belong to the street of their company.
STANDS_IN = {
    "railway_station": "990102006",
    "coach_station": "990102006",
    "bus": "990102006",
    "taxi": "990102006",
    "tax_hall": "990102007",
    "exit_entry_hall": "990102007",
    "practice_centre": "990102001",
    "relief_station": "990102003",
    "youth_centre": "990102002",
    "counselling_station": "990102005",
    "science_venue": "990102007",
    "cultural_venue": "990102002",
    "hospital": "990102004",
    "travel_agency": "990102001",
    "cinema": "990102001",
    "entertainment_venue": "990102005",
}
# The river passes only these streets.
KEEPS_TO = {"waterfront": ("990102003", "990102007")}
# Sites of the same schools: the surroundings belong to the schools that stand there.
SAME_PLACES = {"school_surroundings": "school"}

Filling = tuple[str, dict[str, str], dict[str, str]]


@dataclass(frozen=True, slots=True)
class DemoSite:
    """A site (点位) of the demonstration district."""

    code: str
    name: str
    name_en: str
    type: str
    region: str
    organisation: str
    longitude: float
    latitude: float
    address: str


@cache
def demo_sites(seed: int = 2026) -> tuple[DemoSite, ...]:
    """All sites in the order of the patterns, the same for the same seed; no name occurs twice."""
    names = demo_names()
    load: Counter[str] = Counter()
    places: dict[str, str] = {}
    found = []
    for pattern in names.site_patterns:
        kind = pattern["type"]
        rng = Random(f"{seed} {SAME_PLACES.get(kind, kind)}")
        fillings = _fillings(pattern["pattern"], kind, names, rng, load)
        for _ in range(pattern["count"]):
            region, words, words_en = next(fillings)
            load[region] += 1
            places[region] = places.get(region) or _address(region, names)
            found.append((kind, pattern["pattern"].format(**words), pattern["pattern_en"].format(**words_en), region))
    return tuple(_site(number, *row, places, seed) for number, row in enumerate(found, start=1))


def _site(number: int, kind: str, name: str, name_en: str, region: str, places: dict[str, str], seed: int) -> DemoSite:
    longitude, latitude = point_in(region, Random(f"{seed} {number}"))
    return DemoSite(
        code=f"{DISTRICT}-{number:04d}",
        name=name,
        name_en=name_en,
        type=kind,
        region=region,
        organisation=organisation_for(kind, name, region, number),
        longitude=longitude,
        latitude=latitude,
        address=places[region],
    )


def _address(region: str, names: DemoNames) -> str:
    """The place in words, from the street or town down."""
    return "".join(place.name for place in (*names.townships, *names.villages) if region.startswith(place.code))


def _fillings(pattern: str, kind: str, names: DemoNames, rng: Random, load: Counter) -> Iterator[Filling]:
    """The words for one site after another, spread over the district."""
    if "{community}" in pattern or "{village}" in pattern:
        return _by_village(pattern, kind, names, rng)
    if "{town}" in pattern or "{street}" in pattern:
        return _by_township(kind, names, rng)
    if "{road3}" in pattern:
        return _by_crossing(_sections(names), names, rng, load)
    if "{road2}" in pattern:
        return _by_crossing(_junctions(names), names, rng, load)
    if "{road}" in pattern:
        return _by_road(pattern, names, rng, load)
    if "{estate}" in pattern:
        return _by_estate(names, rng, load)
    return _one_off(pattern, kind, names, rng)


def _by_village(pattern: str, kind: str, names: DemoNames, rng: Random) -> Iterator[Filling]:
    """Communities or villages in turn; a practice station may stand in either."""
    token, wanted = ("community", {"urban"}) if "{community}" in pattern else ("village", {"rural"})
    if kind == "practice_station":
        wanted = {"urban", "rural"}
    within = KEEPS_TO.get(kind, (DISTRICT,))
    villages = [village for village in names.villages if village.kind in wanted and village.code.startswith(within)]
    rng.shuffle(villages)
    others = [name for name in ("lane", "estate", "brand", "road") if f"{{{name}}}" in pattern]
    for turn, village in enumerate(cycle(villages)):
        words, words_en = {token: village.short}, {token: village.short_en}
        for other in others:
            choice = list(names.words[other])
            if other == "road":
                choice = [road for road in choice if village.code[:9] in road.townships] or choice[:2]
            word = choice[(turn + turn // len(villages)) % len(choice)]
            words[other], words_en[other] = word.name, word.name_en
        yield village.code, words, words_en


def _by_township(kind: str, names: DemoNames, rng: Random) -> Iterator[Filling]:
    """Offices and institutes one each; a high street in every town, section by section."""
    townships = list(names.townships)
    if kind == "town_street":
        townships = [township for township in townships if township.kind == "rural"]
    elif kind == "service_hall":
        rng.shuffle(townships)
    for turn, township in enumerate(cycle(townships)):
        number = str(turn // len(townships) + 1)
        words = {"town": township.name, "street": township.name, "n": number}
        yield township.code, words, {"town": township.name_en, "street": township.name_en, "n": number}


def _sections(names: DemoNames) -> list[tuple[Word, ...]]:
    """Every road cut at the roads that cross it."""
    return [(road, *pair) for road in names.words["road"] for pair in pairwise(_crossing(road, names))]


def _junctions(names: DemoNames) -> list[tuple[Word, ...]]:
    return [pair for pair in combinations(names.words["road"], 2) if set(pair[0].townships) & set(pair[1].townships)]


def _crossing(road: Word, names: DemoNames) -> list[Word]:
    return [other for other in names.words["road"] if other != road and set(other.townships) & set(road.townships)]


def _by_crossing(choices: list[tuple[Word, ...]], names: DemoNames, rng: Random, load: Counter) -> Iterator[Filling]:
    rng.shuffle(choices)
    for roads in choices:
        shared = [code for code in roads[0].townships if code in roads[1].townships]
        keys = ("road", "road2", "road3")
        words = {key: road.name for key, road in zip(keys, roads, strict=False)}
        words_en = {key: road.name_en for key, road in zip(keys, roads, strict=False)}
        yield _quietest(shared, names, load), words, words_en


def _by_road(pattern: str, names: DemoNames, rng: Random, load: Counter) -> Iterator[Filling]:
    roads = list(names.words["road"])
    rng.shuffle(roads)
    brands = names.words["brand"]
    for turn, road in enumerate(cycle(roads)):
        brand = brands[(turn + turn // len(roads)) % len(brands)]
        number = str(turn // len(roads) + 1)
        words = {"road": road.name, "brand": brand.name, "n": number}
        yield _quietest(road.townships, names, load), words, {"road": road.name_en, "brand": brand.name_en, "n": number}


def _by_estate(names: DemoNames, rng: Random, load: Counter) -> Iterator[Filling]:
    """Building lots of new estates, in the streets."""
    estates = list(names.words["estate"])
    rng.shuffle(estates)
    streets = [township.code for township in names.townships if township.kind == "urban"]
    for turn, estate in enumerate(cycle(estates)):
        number = str(turn // len(estates) + 1)
        region = _quietest([streets[turn % len(streets)]], names, load)
        yield region, {"estate": estate.name, "n": number}, {"estate": estate.name_en, "n": number}


def _one_off(pattern: str, kind: str, names: DemoNames, rng: Random) -> Iterator[Filling]:
    brands = list(names.words["brand"])
    rng.shuffle(brands)
    written: Callable[[int], str] = (lambda turn: NUMERALS[turn - 1]) if kind == "hospital" else str
    for turn, brand, venue in zip(count(1), cycle(brands), cycle(names.words["venue"]), strict=False):
        words = {"n": written(turn), "brand": brand.name, "venue": venue.name}
        yield STANDS_IN[kind], words, {"n": str(turn), "brand": brand.name_en, "venue": venue.name_en}


def _quietest(townships: tuple[str, ...] | list[str], names: DemoNames, load: Counter) -> str:
    """The community along the road that has the fewest sites so far."""
    along: list[Place] = [village for code in townships for village in names.villages_of(code)]
    return min(along, key=lambda village: (load[village.code], village.code)).code
