"""Set-up pages of site types and check forms, and all of it over the API."""

import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.actions import indicators
from evaluation.models import IndicatorSystem, SiteType
from evaluation.queries.trees import entries_of
from tests.factories import (
    IndicatorFactory,
    IndicatorSystemFactory,
    ProblemFactory,
    SiteFactory,
    SiteTypeFactory,
    UserFactory,
    admin_of,
    inspector_of,
    official_of,
)
from tests.factories.evaluation import MOMENT
from tests.foundation.test_workbooks import read_back, sent

pytestmark = pytest.mark.django_db
DISTRICT = "990102"


def get(client, user, name: str, *args, **query):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client.get(reverse(name, args=args), query)


def drafted() -> IndicatorSystem:
    IndicatorFactory(code="A-01", points=60, site_types=[SiteTypeFactory()])
    IndicatorFactory(code="A-02", points=40, name="路面整洁")
    return indicators.copy(IndicatorSystem.objects.get(), version="2027", actor=None, at=MOMENT)


def test_the_types_tell_their_sites_and_the_points_of_their_forms(client):
    drafted()
    SiteFactory()
    SiteTypeFactory(code="park")

    response = get(client, admin_of(DISTRICT), "evaluation:site-types")

    rows = [(row.site_type.code, row.sites, row.items, row.points) for row in response.context["rows"]]
    assert rows == [("market", 1, 2, 100), ("park", 0, 1, 40)]
    assert (response.context["title"], len(response.context["odd"])) == ("2 site types in use", 1)


def test_the_office_renames_retires_and_resumes_a_type_and_others_may_not(client):
    site_type, office = SiteTypeFactory(), admin_of(DISTRICT)
    address = reverse("evaluation:site-type", args=[site_type.pk])
    client.force_login(inspector_of(DISTRICT))
    assert client.post(address, {"name": "别的"}, HTTP_HX_REQUEST="true").status_code == 403
    client.force_login(office)

    client.post(address, {"name": "集贸市场", "name_en": "Market", "group": "market"})
    client.post(reverse("evaluation:site-type-retire", args=[site_type.pk]))
    retired = SiteType.objects.get()
    client.post(reverse("evaluation:site-type-resume", args=[site_type.pk]))

    assert (retired.name, retired.retired_on is None) == ("集贸市场", False)
    assert SiteType.objects.get().retired_on is None


def test_drafts_are_shown_to_the_office_alone(client):
    system = drafted()

    seen = {
        who.__name__: len(get(client, who(DISTRICT), "evaluation:indicator-systems").context["systems"])
        for who in (admin_of, inspector_of, official_of)
    }

    assert seen == {"admin_of": 2, "inspector_of": 1, "official_of": 1}
    assert get(client, inspector_of(DISTRICT), "evaluation:indicator-system", system.pk).status_code == 404


def test_the_tree_is_searched_by_text_and_by_the_type_whose_form_it_is(client):
    system, user = drafted(), admin_of(DISTRICT)
    SiteTypeFactory(code="park")

    whole = get(client, user, "evaluation:indicator-system", system.pk)
    of_market = get(client, user, "evaluation:indicator-system", system.pk, type="market")
    of_park = get(client, user, "evaluation:indicator-system", system.pk, type="park")
    by_text = get(client, user, "evaluation:indicator-system", system.pk, q="路面")

    assert [response.context["title"] for response in (whole, of_market, of_park, by_text)] == [
        "日常督查测评体系 2027: 2 items",
        "The form of 类型market: 2 items, 100 points",
        "The form of 类型park: 1 item, 40 points",
        "日常督查测评体系 2027: 1 item",
    ]


@pytest.mark.parametrize(
    "name", ["evaluation:indicator-systems", "evaluation:site-types", "evaluation:indicator-system"]
)
def test_set_up_pages_ask_the_same_number_of_questions_whatever_their_length(client, name):
    system, user = drafted(), admin_of(DISTRICT)
    args = [system.pk] if name.endswith("system") else []
    counts = []
    for number in range(3):
        get(client, user, name, *args)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name, args=args))
        counts.append(len(queries))
        IndicatorFactory(system=system, site_types=[SiteTypeFactory(code=f"t{number}")])
        IndicatorSystemFactory(version=f"v{number}", state="retired")

    assert counts == [counts[0]] * 3
    assert counts[0] <= 14


def test_the_office_edits_an_item_looks_the_draft_over_and_publishes_it(client):
    system, user = drafted(), admin_of(DISTRICT)
    item = system.indicators.get(code="A-02")
    form = get(client, user, "evaluation:indicator", item.pk).context["form"]
    values = {name: "" if value is None else value for name, value in form.initial.items()}

    saved = client.post(reverse("evaluation:indicator", args=[item.pk]), values | {"points": "45"})
    look = get(client, user, "evaluation:indicator-system-publish", system.pk)
    published = client.post(reverse("evaluation:indicator-system-publish", args=[system.pk]))

    assert (saved.url, published.url) == (system.get_absolute_url(),) * 2
    assert [(str(kind), items, points, odd) for kind, items, points, odd in look.context["forms"]] == [
        ("类型market", 2, 105, True)
    ]
    assert dict(IndicatorSystem.objects.values_list("version", "state")) == {"2026": "retired", "2027": "published"}


def test_a_rule_that_does_not_fit_is_told_beside_its_field(client):
    system, user = drafted(), admin_of(DISTRICT)
    item = system.indicators.get(code="A-02")
    form = get(client, user, "evaluation:indicator", item.pk).context["form"]
    values = {name: "" if value is None else value for name, value in form.initial.items()}

    response = client.post(reverse("evaluation:indicator", args=[item.pk]), values | {"rule": "counted", "options": ""})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["deduct_each"])


def test_a_new_version_is_drafted_from_the_page_and_one_in_force_is_retired_there(client):
    drafted()
    published, user = IndicatorSystem.objects.get(version="2026"), admin_of(DISTRICT)
    client.force_login(user)

    made = client.post(reverse("evaluation:indicator-system-copy", args=[published.pk]), {"version": "2028"})
    client.post(reverse("evaluation:indicator-system-retire", args=[published.pk]))

    copied = IndicatorSystem.objects.get(version="2028")
    assert (made.url, copied.state, entries_of(copied)) == (copied.get_absolute_url(), "draft", entries_of(published))
    assert IndicatorSystem.objects.get(version="2026").state == "retired"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_version_is_downloaded_in_the_format_of_the_import(client, kind):
    system = drafted()

    client.force_login(admin_of(DISTRICT))
    response = client.post(reverse("evaluation:indicator-system-export", args=[system.pk, kind]))

    data = sent(response)
    rows = read_back(data) if kind == "xlsx" else [line.split(",") for line in data.decode("utf-8-sig").splitlines()]
    assert rows[0][:6] == ["system", "version", "code", "parent", "name", "points"]
    assert [row[:6] for row in rows[1:]] == [
        ["daily", "2027", "A-01", "", "检查项A-01", "60"],
        ["daily", "2027", "A-02", "", "路面整洁", "40"],
    ]


def test_the_api_tells_sites_in_sight_by_filter(client):
    site = SiteFactory(name="永安农贸市场")
    ProblemFactory(site=site)
    SiteFactory(type=SiteTypeFactory(code="park"))
    client.force_login(admin_of(DISTRICT))

    [row] = client.get("/api/v1/sites/", {"type": "market"}).json()["results"]

    assert row == {
        "id": site.pk,
        "code": site.code,
        "name": "永安农贸市场",
        "type": "market",
        "region": {"code": "990102001001", "name": "区划990102001001"},
        "organisation": {"code": site.organisation.code, "name": site.organisation.name},
        "longitude": "113.250000",
        "latitude": "29.600000",
        "address": "",
        "state": "active",
        "last_check": None,
        "last_score": None,
        "open_problems": 1,
    }
    assert len(client.get("/api/v1/sites/", {"page_size": 1}).json()["results"]) == 1
    client.force_login(admin_of("990103"))
    assert client.get("/api/v1/sites/").json()["results"] == []
    assert client.get(f"/api/v1/sites/{site.pk}/").status_code == 404


def test_the_api_tells_a_version_with_its_tree_and_drafts_to_the_office_alone(client):
    system = drafted()
    client.force_login(admin_of(DISTRICT))

    tree = client.get(f"/api/v1/indicator-systems/{system.pk}/").json()
    listed = client.get("/api/v1/indicator-systems/", {"state": "published"}).json()["results"]

    assert [(one["code"], one["points"], one["site_types"]) for one in tree["indicators"]] == [
        ("A-01", "60.000", ["market"]),
        ("A-02", "40.000", []),
    ]
    assert [(one["version"], one["leaves"], "indicators" in one) for one in listed] == [("2026", 2, False)]
    client.force_login(UserFactory())
    assert client.get(f"/api/v1/indicator-systems/{system.pk}/").status_code == 404


def test_the_api_tells_site_types_by_code(client):
    call_command("seed_catalogue", stdout=io.StringIO())
    client.force_login(inspector_of(DISTRICT))

    market = client.get("/api/v1/site-types/market/").json()

    assert (market["name"], market["name_en"]) == ("农贸市场", SiteType.objects.get(code="market").name_en)
    assert client.get("/api/v1/site-types/").json()["count"] == 56


@pytest.mark.parametrize("query", [{"below": "1e999999"}, {"below": "NaN"}, {"type": "nowhere"}, {"region": "x"}])
def test_the_api_refuses_filters_that_make_no_sense_and_names_them(client, query):
    SiteFactory()
    client.force_login(admin_of(DISTRICT))

    response = client.get("/api/v1/sites/", query)

    assert (response.status_code, response.json()["errors"][0]["attr"]) == (400, next(iter(query)))


def test_a_sign_that_no_text_holds_is_refused(client):
    client.force_login(admin_of(DISTRICT))

    assert client.get("/api/v1/sites/", {"q": "a\0b"}).status_code == 400
