"""The demonstration's material: names, sites, map and drawn photos, the same every time."""

import datetime as dt
from collections import Counter
from io import BytesIO
from random import Random
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from portal.demo.district_map import DISTRICT, boundaries, centre_of, point_in
from portal.demo.duties import ANSWERS_FOR
from portal.demo.names import demo_names
from portal.demo.outlines import contains
from portal.demo.pictures import SCENE_OF_SITE_TYPE, SCENES, draw
from portal.demo.sites import demo_sites
from tests.catalogue.reading import rows

MORNING = dt.datetime(2026, 10, 3, 9, 41, 7, tzinfo=ZoneInfo("Asia/Shanghai"))


def ring(code):
    return [tuple(point) for point in boundaries([code])[code]["coordinates"][0]]


def difference_hash(photo):
    grey = Image.open(BytesIO(photo)).convert("L").resize((9, 8)).tobytes()
    return [grey[row * 9 + column] > grey[row * 9 + column + 1] for row in range(8) for column in range(8)]


def distance(first, second):
    return sum(a != b for a, b in zip(difference_hash(first), difference_hash(second), strict=True))


def test_the_district_has_12_townships_150_villages_60_organisations_and_1200_sites():
    names = demo_names()

    found = [len(rows_) for rows_ in (names.townships, names.villages, names.organisations, demo_sites())]

    assert found == [12, 150, 60, 1200]


def test_codes_keep_the_national_segments_and_stay_under_99():
    names = demo_names()

    assert {place.code[:2] for place in (*names.townships, *names.villages, *names.districts)} == {"99"}
    assert {(1 <= int(place.code[6:9]) <= 99) == (place.kind == "urban") for place in names.townships} == {True}
    assert {(1 <= int(place.code[9:]) <= 199) == (place.kind == "urban") for place in names.villages} == {True}
    assert {place.code[:9] for place in names.villages} == {place.code for place in names.townships}


def test_site_names_and_codes_are_given_once_in_both_languages():
    sites = demo_sites()

    assert [len({getattr(site, field) for site in sites}) for field in ("code", "name", "name_en")] == [1200] * 3
    assert [site.name for site in sites if "{" in site.name + site.name_en] == []


def test_sites_are_of_every_type_as_often_as_the_patterns_say():
    patterns = {pattern["type"]: pattern["count"] for pattern in demo_names().site_patterns}

    assert Counter(site.type for site in demo_sites()) == patterns
    assert set(patterns) == {row["code"] for row in rows("site_types.csv")} == set(ANSWERS_FOR)


def test_every_village_and_community_has_a_site_of_its_own():
    own = {site.region for site in demo_sites() if site.type in {"community", "village"}}

    assert own == {village.code for village in demo_names().villages}


def test_every_site_lies_in_a_known_region_and_somebody_known_answers_for_it():
    names = demo_names()
    regions = {place.code for place in (*names.townships, *names.villages)}
    organisations = {body.code for body in names.organisations}

    assert {site.region for site in demo_sites()} - regions == set()
    assert {site.organisation for site in demo_sites()} - organisations == set()


@pytest.mark.parametrize(
    ("kind", "answering"),
    [
        ("intersection", {"traffic_police"}),
        ("market", {"market_operator", "township_government"}),
        ("estate", {"property_company", "street_office", "township_government"}),
        ("back_street", {"street_office", "township_government"}),
        ("village", {"township_government"}),
        ("hospital", {"hospital", "health"}),
        ("cultural_venue", {"cultural_institution", "culture_tourism"}),
    ],
)
def test_the_organisation_that_answers_fits_the_type_of_site(kind, answering):
    kinds = {body.code: body.kind for body in demo_names().organisations}

    assert {kinds[site.organisation] for site in demo_sites() if site.type == kind} == answering


def test_a_local_office_answers_only_for_its_own_township():
    local = {body.code: body.region for body in demo_names().organisations if len(body.region) == 9}
    offices = {body.code for body in demo_names().organisations if body.kind.startswith(("street_", "township_"))}

    assert [
        site for site in demo_sites() if site.organisation in offices and site.region[:9] != local[site.organisation]
    ] == []


def test_the_surroundings_of_a_school_lie_where_the_school_does():
    places = {
        kind: {site.region for site in demo_sites() if site.type == kind} for kind in ("school", "school_surroundings")
    }

    assert places["school"] == places["school_surroundings"]


def test_the_same_seed_makes_the_same_sites_and_another_seed_other_ones():
    assert demo_sites.__wrapped__(7) == demo_sites.__wrapped__(7)
    assert demo_sites.__wrapped__(7) != demo_sites.__wrapped__(8)


def test_every_site_and_every_village_lies_inside_its_township():
    outlines = {township.code: ring(township.code) for township in demo_names().townships}

    assert [v.name for v in demo_names().villages if not contains(outlines[v.code[:9]], *centre_of(v.code))] == []
    assert [s.name for s in demo_sites() if not contains(outlines[s.region[:9]], s.longitude, s.latitude)] == []


def test_the_city_its_ten_districts_and_the_twelve_townships_have_closed_outlines():
    outlines = boundaries()

    assert Counter(len(code) for code in outlines) == {4: 1, 6: 10, 9: 12}
    assert {code for code in outlines if len(code) == 6} == {place.code for place in demo_names().districts}
    assert all(shape["coordinates"][0][0] == shape["coordinates"][0][-1] for shape in outlines.values())


def test_neighbours_share_the_points_of_their_border():
    uses = Counter(point for township in demo_names().townships for point in set(ring(township.code)))
    district = set(ring(DISTRICT))

    assert {point for point, times in uses.items() if times == 1} <= district
    assert set(ring(DISTRICT)) <= set(uses)


def test_a_point_in_a_neighbouring_district_lies_inside_it():
    assert contains(ring("990105"), *point_in("990105", Random(1)))


def test_every_type_of_site_has_a_scene():
    assert set(SCENE_OF_SITE_TYPE) == {row["code"] for row in rows("site_types.csv")}
    assert set(SCENE_OF_SITE_TYPE.values()) <= set(SCENES)


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_is_drawn_with_its_trouble_and_put_right_and_two_places_never_look_alike(scene):
    before, after, other = draw(scene, Random(1)), draw(scene, Random(1), clean=True), draw(scene, Random(2))

    assert Image.open(BytesIO(before)).size == Image.open(BytesIO(after)).size == (1024, 768)
    assert max(len(before), len(after), len(other)) <= 90 * 1024
    assert before != after
    assert distance(before, other) > 10


def test_the_same_random_numbers_draw_the_same_bytes():
    first = draw("market", Random("stall"), taken_at=MORNING, position=(113.2, 29.6))

    assert first == draw("market", Random("stall"), taken_at=MORNING, position=(113.2, 29.6))


def test_a_photo_tells_when_and_where_it_was_taken():
    exif = Image.open(BytesIO(draw("lane", Random(3), taken_at=MORNING, position=(113.2104, 29.6031)))).getexif()
    place = exif.get_ifd(0x8825)
    degrees = [float(d) + float(m) / 60 + float(s) / 3600 for d, m, s in (place[4], place[2])]

    assert (exif.get_ifd(0x8769)[0x9003], exif.get_ifd(0x8769)[0x9011]) == ("2026:10:03 09:41:07", "+08:00")
    assert (place[3], place[1], [round(value, 5) for value in degrees]) == ("E", "N", [113.2104, 29.6031])


def test_a_photo_without_moment_and_place_carries_none():
    exif = Image.open(BytesIO(draw("lane", Random(3)))).getexif()

    assert (exif.get_ifd(0x8769), exif.get_ifd(0x8825)) == ({}, {})
