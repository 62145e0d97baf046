"""Which organisation of the demonstration answers for a site, by what kinds of organisation are there for."""

from functools import cache

from .names import demo_names

LOCAL = "local"
ANSWERS_FOR = {
    "main_street": "urban_management",
    "commercial_street": "urban_management",
    "back_street": LOCAL,
    "intersection": "traffic_police",
    "town_street": LOCAL,
    "car_park": "urban_management",
    "construction_site": "housing",
    "waterfront": "water",
    "park": "parks_greening",
    "square": "parks_greening",
    "shelter": "emergency",
    "scenic_spot": "culture_tourism",
    "community": LOCAL,
    "estate": LOCAL,
    "street_office": LOCAL,
    "community_culture_centre": LOCAL,
    "village": LOCAL,
    "market": LOCAL,
    "mall": "commerce",
    "restaurant": "market_regulation",
    "hotel": "commerce",
    "pharmacy": "market_regulation",
    "travel_agency": "culture_tourism",
    "internet_cafe": "culture_tourism",
    "entertainment_venue": "culture_tourism",
    "cinema": "culture_tourism",
    "service_hall": "government_service",
    "tax_hall": "tax",
    "exit_entry_hall": "public_security",
    "bank": "bank",
    "telecom_hall": "commerce",
    "utility_hall": "utility_company",
    "post_office": "transport",
    "relief_station": "civil_affairs",
    "hospital": "health",
    "clinic": "health",
    "school": "education",
    "kindergarten": "education",
    "school_surroundings": LOCAL,
    "counselling_station": "education",
    "youth_centre": "youth_league",
    "youth_palace": "education",
    "cultural_venue": "culture_tourism",
    "patriotic_base": "publicity",
    "science_venue": "education",
    "cultural_station": LOCAL,
    "practice_centre": "publicity",
    "practice_institute": LOCAL,
    "practice_station": LOCAL,
    "coach_station": "transport",
    "railway_station": "transport",
    "bus_stop": "transport_company",
    "bus": "transport_company",
    "taxi": "transport",
    "toilet": "urban_management",
    "waste_station": "urban_management",
}
# Hospitals named by number that are run by a hospital of their own.
HOSPITALS = {"清河区第一医院": "清河区人民医院", "清河区第二医院": "清河区中医院"}


def organisation_for(site_type: str, name: str, region: str, number: int) -> str:
    """The code of the organisation that answers (责任单位): by its own name, by trade, or the local office."""
    by_name = _by_name()
    own = by_name.get(HOSPITALS.get(name, name))
    if own:
        return own
    if site_type == "estate" and (number % 5 < 2 or region[:9] == "990102007"):
        return _of_kind("property_company")[number % 2]
    if site_type == "market" and region[6] == "0":
        return _of_kind("market_operator")[0]
    if site_type == "mall" and name.startswith("万和"):
        return _of_kind("retail_company")[0]
    kind = ANSWERS_FOR[site_type]
    if kind == LOCAL:
        return _local()[region[:9]]
    answering = _of_kind(kind)
    return answering[number % len(answering)] if kind == "utility_company" else answering[0]


@cache
def _by_name() -> dict[str, str]:
    return {body.name: body.code for body in demo_names().organisations}


@cache
def _of_kind(kind: str) -> list[str]:
    return [body.code for body in demo_names().organisations if body.kind == kind]


@cache
def _local() -> dict[str, str]:
    offices = ("street_office", "township_government")
    return {body.region: body.code for body in demo_names().organisations if body.kind in offices}
