"""Places, organisations and sites have an English name beside their own: shown on English pages, everywhere at once."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils.translation import override

from evaluation.models import Site
from foundation.imports.kinds import kind
from foundation.notifications.models import Notification
from foundation.notifications.outbox import notify
from foundation.organisations.models import Organisation, Region
from foundation.organisations.names import shown_name
from foundation.periods import Period
from tests.factories import OrganisationFactory, ProblemFactory, RegionFactory, SiteFactory, admin_of
from tests.foundation.test_imports_regions import load as load_regions

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 20, 4, 0, tzinfo=dt.UTC)


@pytest.fixture
def admin():
    admin = admin_of(RegionFactory(code="990102", name="清河区", name_en="Qinghe District"))
    street = RegionFactory(code="990102003", name="河滨街道", name_en="Hebin Street")
    bureau = OrganisationFactory(name="城市管理局", name_en="Urban Management Bureau", region=street)
    site = SiteFactory(name="永安农贸市场", name_en="Yong’an Market", region=street, organisation=bureau,
                       longitude="113.25", latitude="29.60")  # fmt: skip
    ProblemFactory(site=site, organisation=bureau, description="通道堵塞")
    return admin


@pytest.mark.parametrize("url", ["/sites/", "/problems/?state=assigned", "/manage/organisations/", "/sites/map/"])
def test_lists_name_everything_in_the_readers_language(client, admin, url):
    client.force_login(admin)

    chinese = client.get(url).content.decode()
    client.cookies["django_language"] = "en"
    english = client.get(url).content.decode()

    assert "Hebin Street" not in chinese
    assert "Urban Management Bureau" not in chinese
    assert "河滨街道" not in english
    assert "城市管理局" not in english
    assert "永安农贸市场" not in english


def test_a_site_and_what_hangs_on_it_in_english(client, admin):
    client.force_login(admin)
    client.cookies["django_language"] = "en"

    page = client.get(Site.objects.get().get_absolute_url()).content.decode()

    assert "<title>Yong’an Market" in " ".join(page.split()).replace("<title> ", "<title>")
    assert "Urban Management Bureau" in page
    assert "永安农贸市场" not in page


def test_the_interface_for_programs_keeps_the_own_name(client, admin):
    client.force_login(admin)
    client.cookies["django_language"] = "en"

    row = client.get("/api/v1/sites/").json()["results"][0]

    assert (row["name"], row["region"]["name"], row["organisation"]["name"]) == (
        "永安农贸市场", "河滨街道", "城市管理局",
    )  # fmt: skip


def test_the_points_of_a_map_are_named_in_the_readers_language(client, admin):
    client.force_login(admin)
    client.cookies["django_language"] = "en"

    (point,) = client.get("/sites/map/points.json").json()["features"]

    assert point["properties"]["name"] == "Yong’an Market"


def test_without_an_english_name_the_own_one_stands_in_both():
    region = RegionFactory(code="990103", name="云门区")

    with override("en"):
        assert str(region) == "云门区"
        assert Region.objects.values_list(shown_name(), flat=True).get(pk="990103") == "云门区"


@pytest.mark.parametrize(("language", "expected"), [("zh-hans", "清河区"), ("en", "Qinghe District")])
def test_queries_name_rows_as_pages_do(admin, language, expected):
    with override(language):
        names = Region.objects.filter(pk="990102").values_list(shown_name(), flat=True)

    assert list(names) == [expected]


def test_each_reader_of_a_message_reads_names_and_periods_in_his_language(admin):
    district = Region.objects.get(pk="990102")
    values = {"place": district, "week": Period.parse("2026-W47"), "number": "〔2026〕12号"}
    with transaction.atomic():
        notify([admin], "bulletin_published", values=values, url="/", at=NOON)

    message = Notification.objects.get()
    with override("en"):
        english = str(message)

    assert message.values["place"] == "清河区"
    assert "清河区" in str(message)
    assert "Qinghe District" in english
    assert "week 47 of 2026" in english.lower()
    assert "清河区" not in english


def test_an_import_without_the_column_leaves_english_names_and_with_it_sets_them(tmp_path, admin):
    with_column = "code,name,name_en\n990102003,河滨街道,Riverside Street\n990102004,鼓楼街道,\n"

    load_regions(tmp_path, "code,name\n990102003,河滨街道办\n")
    kept = Region.objects.get(pk="990102003")
    load_regions(tmp_path, with_column)
    changed = Region.objects.get(pk="990102003")

    assert (kept.name, kept.name_en) == ("河滨街道办", "Hebin Street")
    assert (changed.name, changed.name_en) == ("河滨街道", "Riverside Street")
    assert Region.objects.get(pk="990102004").name_en == ""


def test_the_columns_are_optional_in_every_import_of_names():
    found = {code: _english(code) for code in ("regions", "organisations", "sites")}

    assert found == dict.fromkeys(("regions", "organisations", "sites"), ("英文名称", False))


def _english(code: str) -> tuple[str, bool]:
    (column,) = [column for column in kind(code).columns if column.name == "name_en"]
    return column.chinese, column.required


def test_an_organisation_gets_its_english_name_on_its_form(client, admin):
    client.force_login(admin)
    bureau = Organisation.objects.get(name="城市管理局")
    given = {"name": "城市管理局", "name_en": "City Management Bureau", "region": "990102003"}

    answer = client.post(f"{bureau.get_absolute_url()}edit/", given)

    bureau.refresh_from_db()
    assert answer.status_code == 302
    assert bureau.name_en == "City Management Bureau"
