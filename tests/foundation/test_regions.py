"""Regions on pages: a tree cut to the reader, search, outlines."""

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from foundation.accounts.models import User
from foundation.errors import NotAllowed
from foundation.organisations import geometry
from foundation.organisations.actions import boundaries
from foundation.organisations.models import Region
from foundation.organisations.pinyin import reading
from foundation.organisations.queries import roots
from tests.factories import RegionFactory, admin_of, leader_of, official_of

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
SQUARE = [[110.0, 30.0], [110.1, 30.0], [110.1, 30.1], [110.0, 30.0]]


def region(code, name):
    pinyin, initials = reading(name)
    return RegionFactory(code=code, name=name, pinyin=pinyin, initials=initials)


@pytest.fixture
def tree():
    return [
        region("990102", "清河区"),
        region("990102001", "锦绣街道"),
        region("990102001001", "锦绣社区"),
        region("990103", "临江区"),
        region("990103001", "锦里街道"),
    ]


@pytest.fixture
def admin(client, tree):
    admin = admin_of("990102")
    client.force_login(admin)
    client.cookies["django_language"] = "en"
    return admin


def names(answer, key):
    return [found.name for found in answer.context[key]]


def collection(*features):
    made = [{"type": "Feature", "properties": {"code": code}, "geometry": shape} for code, shape in features]
    return json.dumps({"type": "FeatureCollection", "features": made}).encode()


def polygon(ring=SQUARE):
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("重庆市", ("chongqingshi", "cqs")),
        ("厦门市", ("xiamenshi", "xms")),
        ("西藏自治区", ("xizangzizhiqu", "xzzzq")),
        ("绿园区（试点）", ("lvyuanqushidian", "lyqsd")),
        ("A1街", ("a1jie", "a1j")),
    ],
)
def test_names_are_read_as_people_read_them(name, read):
    assert reading(name) == read


def test_the_tree_begins_where_the_readers_part_begins(tree):
    assert [found.code for found in roots(admin_of("990102"))] == ["990102"]
    assert [found.code for found in roots(User(is_superuser=True, username="root"))] == ["99"]
    assert [found.code for found in roots(official_of(tree[1]))] == ["990102001"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("锦绣", ["锦绣街道", "锦绣社区"]),
        ("jx", ["锦绣街道", "锦绣社区"]),
        ("JinXiu she", ["锦绣社区"]),
        ("990102001", ["锦绣街道", "锦绣社区"]),
        ("990102001000", ["锦绣街道", "锦绣社区"]),
        ("锦里", []),
        ("jljd", []),
    ],
)
def test_regions_are_found_by_name_pinyin_initials_and_code_within_ones_own_area(client, admin, typed, found):
    assert names(client.get(reverse("organisations:regions"), {"q": typed}), "found") == found


def test_a_branch_opens_below_its_region_and_without_script_on_the_regions_page(client, admin):
    url = reverse("organisations:children", args=["990102"])

    opened = client.get(url, headers={"HX-Request": "true"})

    assert [(below.name, below.child_count) for below in opened.context["branch"]] == [("锦绣街道", 1)]
    assert client.get(url).url == reverse("organisations:region", args=["990102"])


def test_a_region_of_another_district_is_not_found(client, admin):
    pages = ["region", "children", "areas"]
    assert [client.get(reverse(f"organisations:{page}", args=["990103"])).status_code for page in pages] == [404] * 3


def test_the_page_of_a_region_shows_its_path_and_what_lies_below(client, admin):
    answer = client.get(reverse("organisations:region", args=["990102001"]))

    assert names(answer, "path") == ["区划99", "区划9901", "清河区"]
    assert answer.context["visible"] == {"990102"}
    assert names(answer, "below") == ["锦绣社区"]


def test_the_page_of_a_region_asks_as_often_for_three_below_as_for_one(client, admin):
    counts = []
    for codes in (["990102001002"], ["990102001003", "990102001004"]):
        for code in codes:
            region(code, "社区")
        client.get(reverse("organisations:region", args=["990102001"]))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("organisations:region", args=["990102001"]))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_outlines_are_uploaded_and_drawn_on_the_map(client, admin):
    upload = SimpleUploadedFile("a.geojson", collection(("990102001", polygon())))

    answer = client.post(reverse("organisations:boundaries"), {"file": upload})
    areas = client.get(reverse("organisations:areas", args=["990102"])).json()

    assert answer.status_code == 302
    assert [(area["properties"]["name"], area["geometry"]) for area in areas["features"]] == [("锦绣街道", polygon())]


def test_outlines_of_other_districts_are_refused_on_the_form(client, admin):
    upload = SimpleUploadedFile("a.geojson", collection(("990103001", polygon())))

    answer = client.post(reverse("organisations:boundaries"), {"file": upload})

    assert answer.status_code == 422
    assert "No region of yours has the code 990103001." in answer.content.decode()
    with pytest.raises(NotAllowed):
        boundaries.draw({"990103001": polygon()}, actor=admin, at=NOON)


def test_drawing_the_same_outline_again_changes_nothing(tree):
    assert boundaries.draw({"990102": polygon()}, actor=None, at=NOON) == 1
    assert boundaries.draw({"990102": polygon()}, actor=None, at=NOON) == 0


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        ({"type": "Point", "coordinates": [1, 2]}, "the geometry is not a Polygon or MultiPolygon"),
        (
            polygon([[110, 30], [110, 31], [111, 31], [112, 30]]),
            "a ring is not closed: its last point is not its first",
        ),
        (polygon([[110, 30], [110, 30]]), "a ring has fewer than four points"),
        (polygon([[190, 30]] * 4), "a point lies outside longitude −180 to 180 or latitude −90 to 90"),
        (polygon([["a", 30]] * 4), "a point is not a pair of numbers"),
        ({"type": "MultiPolygon", "coordinates": []}, "the geometry has no coordinates"),
        ({"type": "MultiPolygon", "coordinates": [7]}, "a polygon has no ring"),
        (None, "the geometry is not a Polygon or MultiPolygon"),
    ],
)
def test_an_outline_that_cannot_be_drawn_is_refused_with_its_reason(shape, reason):
    with translation.override("en"), pytest.raises(geometry.BoundariesRefused) as refused:
        geometry.read(collection(("990102", shape)))

    assert refused.value.reasons == [f"Feature 1: {reason}."]


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[]", b"{}", b'{"type":"FeatureCollection","features":[]}', b"[" * 100_000]
)
def test_a_file_that_is_no_collection_of_outlines_is_refused(data):
    with pytest.raises(geometry.BoundariesRefused):
        geometry.read(data)


def test_the_command_draws_outlines_and_names_unknown_regions(tree, tmp_path, capsys):
    path = tmp_path / "a.geojson"
    path.write_bytes(collection(("990102", polygon())))
    call_command("import_boundaries", str(path))
    path.write_bytes(collection(("990199", polygon())))

    with pytest.raises(CommandError, match="Nothing was drawn"):
        call_command("import_boundaries", str(path))

    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("drawn 1\nunchanged 0\n", "unknown region 990199\n")
    assert Region.objects.get(pk="990102").boundary == polygon()


def test_a_leader_reads_regions_and_sets_up_nothing(client, tree):
    client.force_login(leader_of(tree[0]))

    assert client.get(reverse("organisations:region", args=["990102"])).context["may_set_up"] is False
    assert client.get(reverse("organisations:boundaries")).status_code == 403


def test_the_api_gives_regions_of_the_callers_area_by_code(client, admin):
    listed = client.get("/api/v1/regions/", {"level": 4}).json()["results"]
    one = client.get("/api/v1/regions/990102001/").json()

    assert [found["code"] for found in listed] == ["990102001"]
    assert one == {
        "code": "990102001", "name": "锦绣街道", "level": 4, "kind": "urban",
        "parent": "990102", "pinyin": "jinxiujiedao", "initials": "jxjd",
    }  # fmt: skip
    assert client.get("/api/v1/regions/990103/").status_code == 404
