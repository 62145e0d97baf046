"""Pages of sites: who sees what, what the titles say, what comes out as Excel, maps and codes."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.choices import ProblemState, SiteState
from evaluation.models import Site, SiteMonth
from foundation.audit.models import AuditEntry
from foundation.organisations.models import Region
from tests.factories import (
    CheckFactory,
    OrganisationFactory,
    ProblemFactory,
    RegionFactory,
    SiteFactory,
    SiteTypeFactory,
    UserFactory,
    admin_of,
    inspector_of,
    leader_of,
    official_of,
)
from tests.factories.evaluation import DAY, MOMENT
from tests.foundation.test_workbooks import read_back, sent

pytestmark = pytest.mark.django_db
DISTRICT = "990102"


@pytest.fixture(autouse=True)
def _the_middle_of_october():
    with time_machine.travel("2026-10-15T02:00:00Z", tick=False):
        yield


def checked(site: Site, score: str = "87.5", on: dt.date = DAY):
    return CheckFactory(site=site, done=True, score=score, on=on)


def get(client, user, name: str, *args, **query):
    client.force_login(user)
    return client.get(reverse(f"evaluation:{name}", args=args), query, headers={"accept-language": "en"})


def english(client):
    client.cookies["django_language"] = "en"
    return client


def test_the_list_counts_what_is_in_use_and_not_checked_this_month(client):
    site, _other = SiteFactory(), SiteFactory()
    SiteFactory(state=SiteState.RETIRED)
    SiteMonth.objects.create(site=site, district=site.district, month="2026-10-01", checks=1, score_sum=80)

    response = get(english(client), admin_of(DISTRICT), "sites")

    assert response.context["title"] == "2 sites in use, 1 not checked yet this month"
    assert [row.code for row in response.context["sites"]] == sorted(Site.objects.values_list("code", flat=True))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "yanmsc"}, ["永安农贸市场"]),
        ({"q": "永安"}, ["永安农贸市场"]),
        ({"q": "xh-"}, ["西河街道办"]),
        ({"type": "office"}, ["西河街道办"]),
        ({"region": "990102002"}, ["西河街道办"]),
        ({"below": "80"}, ["永安农贸市场"]),
        ({"state": "retired"}, ["旧车站"]),
        ({"q": "nothing"}, []),
    ],
    ids=["initials", "name", "code", "type", "town", "score", "state", "none"],
)
def test_filters_in_the_address_narrow_the_list(client, query, names):
    market = SiteFactory(name="永安农贸市场", pinyin="yanmsc yongannongmaoshichang")
    office = SiteFactory(
        code="XH-1", name="西河街道办", type=SiteTypeFactory(code="office"), region=RegionFactory(code="990102002")
    )
    SiteFactory(name="旧车站", state=SiteState.RETIRED)
    checked(market, "64.5")
    checked(office, "90")

    response = get(client, admin_of(DISTRICT), "sites", **query)

    assert [row.name for row in response.context["sites"]] == names


def test_the_last_check_and_the_open_problems_stand_in_the_row(client):
    site = SiteFactory()
    checked(site, "60", on=dt.date(2026, 9, 1))
    checked(site, "87.5")
    ProblemFactory(site=site)
    ProblemFactory(site=site, item="I-002", state=ProblemState.CANCELLED)

    [row] = get(client, admin_of(DISTRICT), "sites").context["sites"]

    assert (row.last_on, f"{row.last_score:.2f}", row.open_problems) == (DAY, "87.50", 1)


def asked(client, user, name: str, *args) -> int:
    """How many questions a page asks the database, once caches are warm."""
    get(client, user, name, *args)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse(f"evaluation:{name}", args=args))
    return len(queries)


@pytest.mark.parametrize("name", ["sites", "site-map", "site-points", "site-areas"])
def test_lists_and_maps_ask_the_same_number_of_questions_whatever_their_length(client, name):
    user = admin_of(DISTRICT)
    checked(SiteFactory())
    with_one = asked(client, user, name)
    for number in range(2, 4):
        site = SiteFactory(region=RegionFactory(code=f"99010200{number}"), type=SiteTypeFactory(code=f"t{number}"))
        checked(site)
        ProblemFactory(site=site)

    assert asked(client, user, name) == with_one <= 11


def test_each_role_sees_the_sites_of_its_place_and_another_district_none(client):
    organisation = OrganisationFactory(region=RegionFactory(code=DISTRICT))
    mine = SiteFactory(organisation=organisation)
    SiteFactory(region=RegionFactory(code="990102002001"))
    seen = {
        "admin": admin_of(DISTRICT),
        "leader": leader_of(DISTRICT),
        "inspector": inspector_of("990102001"),
        "official": official_of(organisation),
        "stranger": admin_of("990103"),
        "nobody": UserFactory(),
    }

    counts = {role: len(get(client, user, "sites").context["sites"].rows) for role, user in seen.items()}

    assert counts == {"admin": 2, "leader": 2, "inspector": 1, "official": 1, "stranger": 0, "nobody": 0}
    assert get(client, seen["stranger"], "site", mine.pk).status_code == 404
    assert get(client, seen["official"], "site", mine.pk).status_code == 200


@pytest.mark.parametrize("name", ["site", "site-edit", "site-move", "site-sheet"])
def test_pages_of_a_site_of_another_district_are_not_found(client, name):
    assert get(client, admin_of("990103"), name, SiteFactory().pk).status_code == 404


def test_visitors_are_sent_to_the_door(client):
    response = client.get(reverse("evaluation:sites"))

    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


def test_the_page_of_a_site_tells_score_problems_and_months(client):
    site = SiteFactory(name="永安农贸市场")
    checked(site)
    ProblemFactory(site=site)
    SiteMonth.objects.create(site=site, district=site.district, month="2026-10-01", checks=2, score_sum=175)

    response = get(english(client), official_of(site.organisation), "site", site.pk)

    assert response.context["title"] == "永安农贸市场: 87.50 points at the last check, 1 problem open"
    assert [(one.month, one.checks, one.score) for one in response.context["months"]] == [
        (dt.date(2026, 10, 1), 2, 87.5)
    ]
    assert [problem.description for problem in response.context["problems"]] == ["通道堆放杂物"]


def test_the_page_of_a_site_asks_the_same_number_of_questions_whatever_its_history(client):
    site, user = SiteFactory(), admin_of(DISTRICT)
    counts = []
    for day in range(1, 4):
        checked(site, on=dt.date(2026, 10, day))
        ProblemFactory(site=site, item=f"I-{day}")
        counts.append(asked(client, user, "site", site.pk))

    assert counts == [counts[0]] * 3
    assert counts[0] <= 11


def test_only_the_office_of_the_place_registers_sites(client):
    SiteTypeFactory()

    assert get(client, official_of(DISTRICT), "site-new").status_code == 403
    assert get(client, admin_of(DISTRICT), "site-new").status_code == 200


def test_the_office_registers_corrects_moves_retires_and_resumes_a_site_and_all_of_it_is_on_its_page(client):
    user, organisation = admin_of(DISTRICT), OrganisationFactory(region=RegionFactory(code=DISTRICT))
    place, other = RegionFactory(code="990102001001"), RegionFactory(code="990102002001")
    client.force_login(english(client) and user)
    fields = {"code": "QH-1", "name": "永安农贸市场", "type": SiteTypeFactory().pk, "region": place.pk}

    made = client.post(reverse("evaluation:site-new"), fields | {"organisation": organisation.pk})
    site = Site.objects.get(code="QH-1")
    client.post(reverse("evaluation:site-edit", args=[site.pk]), {"name": "永安集贸市场", "type": site.type_id})
    client.post(reverse("evaluation:site-move", args=[site.pk]), {"region": other.pk, "organisation": organisation.pk})
    client.post(reverse("evaluation:site-retire", args=[site.pk]), {"reason": "拆除"})
    client.post(reverse("evaluation:site-resume", args=[site.pk]))
    site.refresh_from_db()

    assert made.url == site.get_absolute_url()
    assert (site.name, site.region_id, site.state, site.pinyin) == (
        "永安集贸市场",
        other.pk,
        "active",
        "yajmsc yonganjimaoshichang",
    )
    told = [deed.what for deed in client.get(site.get_absolute_url()).context["timeline"]]
    assert told == ["In use again", "Retired", "Moved", "Corrected", "Registered"]


def test_an_exchanged_position_is_told_beside_its_field_and_nothing_is_lost(client):
    client.force_login(admin_of(DISTRICT))
    sent_form = {"code": "QH-1", "name": "市场", "longitude": "29.6", "latitude": "113.25"}

    response = english(client).post(reverse("evaluation:site-new"), sent_form)

    assert response.status_code == 422
    assert response.context["form"].errors["longitude"] == ["Longitude and latitude seem exchanged."]
    assert response.context["form"]["name"].value() == "市场"


def test_the_export_holds_exactly_the_rows_that_the_filters_show(client):
    site = SiteFactory(name="=1+1")
    SiteFactory(state=SiteState.RETIRED)
    checked(site)

    office = admin_of(DISTRICT)
    english(client).force_login(office)
    response = client.post(reverse("evaluation:site-export"), query_params={"state": "active"})

    rows = read_back(sent(response))
    assert rows[0][:5] == ["Code", "Site", "Type", "Street or town", "Community or village"]
    assert [row[:2] + row[9:] for row in rows[1:]] == [[site.code, "=1+1", "In use", DAY, 87.5, 0.0]]
    entry = AuditEntry.objects.get(verb="documents.export")
    assert (entry.actor, entry.region_code) == (office, DISTRICT)
    assert entry.after == {"list": "sites", "filters": "state=active"}


def test_the_map_shows_the_same_as_its_table(client):
    square = {"type": "Polygon", "coordinates": [[[113, 29], [114, 29], [114, 30], [113, 29]]]}
    town = RegionFactory(code="990102001")
    Region.objects.filter(pk=town.pk).update(boundary=square)
    overdue = SiteFactory()
    SiteFactory(longitude=None, latitude=None)
    ProblemFactory(site=overdue, state=ProblemState.ASSIGNED, due_at=MOMENT)
    user = admin_of(DISTRICT)

    areas = get(client, user, "site-areas").json()["features"]
    points = get(client, user, "site-points").json()["features"]
    [area] = get(client, user, "site-map").context["areas"]

    assert (area.code, area.sites, area.placed, area.unchecked, area.problems) == ("990102001", 2, 1, 2, 1)
    assert [(one["properties"]["count"], one["geometry"]) for one in areas] == [(2, square)]
    assert [(one["properties"]["kind"], one["geometry"]["coordinates"]) for one in points] == [
        ("overdue", [113.25, 29.6])
    ]
    assert get(client, admin_of("990103"), "site-points").json()["features"] == []


def test_the_code_of_a_site_opens_its_check_on_a_phone(client):
    site, user = SiteFactory(), admin_of(DISTRICT)

    svg = get(client, user, "site-code", site.pk, "svg")
    png = get(client, user, "site-code", site.pk, "png")
    sheet = get(client, user, "site-sheet", site.pk)

    assert (svg.headers["Content-Type"], png.headers["Content-Type"]) == ("image/svg+xml", "image/png")
    assert svg.content.startswith(b"<?xml")
    assert png.content.startswith(b"\x89PNG")
    assert sheet.context["address"] == f"http://testserver/field/sites/{site.code}/"
    assert get(client, admin_of("990103"), "site-code", site.pk, "svg").status_code == 404
