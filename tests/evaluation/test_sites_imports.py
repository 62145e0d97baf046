"""Sites and site types from spreadsheets: whole or not at all, every mistake at once, few statements."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluation.choices import SiteState
from evaluation.models import Site, SiteType
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed
from foundation.imports.kinds import ImportOutcome, RowErrors, kind
from foundation.imports.loading import load_file
from tests.factories import OrganisationFactory, RegionFactory, SiteTypeFactory, admin_of, official_of
from tests.factories.evaluation import MOMENT

pytestmark = pytest.mark.django_db
HEADER = "code,name,type,region,organisation,longitude,latitude,address"
GOOD = "QH-1,永安农贸市场,market,990102001001,CG,113.25,29.6,永安路12号"


@pytest.fixture(autouse=True)
def _ground():
    SiteTypeFactory()
    RegionFactory(code="990102001001")
    RegionFactory(code="990103001001")
    OrganisationFactory(code="CG", region=RegionFactory(code="990102"))
    OrganisationFactory(code="OTHER", region=RegionFactory(code="990103"))


def file_of(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "rows.csv"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    return path


def load(path: Path, actor=None, code: str = "sites") -> ImportOutcome:
    return load_file(kind(code), path, actor=actor, at=MOMENT)


def wrong(path: Path, actor=None) -> list[tuple[int, str]]:
    with pytest.raises(RowErrors) as refused:
        load(path, actor)
    return [(error.line, error.column.split()[-1]) for error in refused.value.errors]


def test_a_file_of_sites_is_taken_and_taking_it_again_changes_nothing(tmp_path):
    actor = admin_of("990102")
    path = file_of(tmp_path, GOOD, "QH-2,西河市场,market,990102001,CG,,,")

    assert load(path, actor) == ImportOutcome(created=2)
    assert load(path, actor) == ImportOutcome(unchanged=2)

    first, second = Site.objects.order_by("code")
    assert (first.district_id, first.pinyin[:6], str(first.longitude), first.address) == (
        "990102",
        "yanmsc",
        "113.250000",
        "永安路12号",
    )
    assert (second.region_id, second.longitude, second.latitude) == ("990102001", None, None)
    assert list(AuditEntry.objects.values_list("verb", "actor")) == [("site.register", actor.pk)] * 2


def test_chinese_headers_and_rows_in_any_order_are_read_as_well(tmp_path):
    header = "名称,编号,责任单位,区划,类型"

    assert load(file_of(tmp_path, "永安市场,QH-1,CG,990102001001,market", header=header)) == ImportOutcome(created=1)


def test_importing_again_updates_by_code_and_keeps_what_the_file_does_not_know(tmp_path):
    load(file_of(tmp_path, GOOD))
    Site.objects.update(state=SiteState.RETIRED)

    outcome = load(file_of(tmp_path, GOOD.replace("永安农贸市场", "永安集贸市场")))

    assert outcome == ImportOutcome(updated=1)
    assert Site.objects.values_list("name", "state", "pinyin").get() == (
        "永安集贸市场",
        SiteState.RETIRED,
        "yajmsc yonganjimaoshichang",
    )
    assert AuditEntry.objects.get(verb="site.edit").before["name"] == "永安农贸市场"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",无编号,market,990102001001,CG,,,", "code"),
        ("Q/1,斜杠,market,990102001001,CG,,,", "code"),
        ("Q2,,market,990102001001,CG,,,", "name"),
        ("Q2,错类型,nowhere,990102001001,CG,,,", "type"),
        ("Q2,停用类型,gone,990102001001,CG,,,", "type"),
        ("Q2,错区划,market,990102009009,CG,,,", "region"),
        ("Q2,非代码,market,9901x,CG,,,", "region"),
        ("Q2,整个区,market,990102,CG,,,", "region"),
        ("Q2,别的区,market,990103001001,OTHER,,,", "region"),
        ("Q2,错单位,market,990102001001,NOBODY,,,", "organisation"),
        ("Q2,外区单位,market,990102001001,OTHER,,,", "organisation"),
        ("Q2,填反,market,990102001001,CG,29.6,113.25,", "longitude"),
        ("Q2,出界,market,990102001001,CG,200,29.6,", "longitude"),
        ("Q2,出界,market,990102001001,CG,113.25,99,", "latitude"),
        ("Q2,缺一,market,990102001001,CG,113.25,,", "latitude"),
        ("Q2,非数,market,990102001001,CG,east,29.6,", "longitude"),
        ("QH-1,重复,market,990102001001,CG,,,", "code"),
    ],
)
def test_a_wrong_row_is_named_and_the_good_ones_are_not_taken_either(tmp_path, row, column):
    SiteTypeFactory(code="gone", retired_on="2026-01-01")

    found = wrong(file_of(tmp_path, GOOD, row), admin_of("990102"))

    assert found == [(3, column)]
    assert not Site.objects.exists()


def test_every_mistake_of_every_row_is_listed(tmp_path):
    path = file_of(tmp_path, "Q1,甲,nowhere,990102,NOBODY,29.6,113.25,", "Q2,,market,990102001001,CG,x,,")

    assert sorted(wrong(path)) == [
        (2, "longitude"),
        (2, "organisation"),
        (2, "region"),
        (2, "type"),
        (3, "longitude"),
        (3, "name"),
    ]


def test_a_site_of_another_district_is_not_taken_over_by_its_code(tmp_path):
    load(file_of(tmp_path, "QH-1,外区市场,market,990103001001,OTHER,,,"))

    assert wrong(file_of(tmp_path, GOOD), admin_of("990102")) == [(2, "code")]


def test_only_the_office_imports(tmp_path):
    with pytest.raises(NotAllowed):
        load(file_of(tmp_path, GOOD), official_of("990102"))


def test_a_thousand_rows_take_as_many_statements_as_ten(tmp_path):
    def asked(first: int, count: int) -> int:
        rows = [f"S{number},点位{number},market,990102001001,CG,,," for number in range(first, first + count)]
        with CaptureQueriesContext(connection) as queries:
            load(file_of(tmp_path, *rows))
        return len(queries)

    assert asked(0, 10) == asked(100, 1000) <= 20


def test_site_types_are_taken_by_code_and_only_changes_are_written(tmp_path):
    rows = ("market,农贸市场,Market,market", "park,公园,Park,open_space")
    header = "code,name,name_en,group"

    first = load(file_of(tmp_path, *rows, header=header), admin_of("990102"), "site_types")
    again = load(file_of(tmp_path, *rows, header=header), admin_of("990102"), "site_types")

    assert (first, again) == (ImportOutcome(created=1, updated=1), ImportOutcome(unchanged=2))
    assert SiteType.objects.get(code="market").name == "农贸市场"
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "sitetype.register",
        "sitetype.edit",
    ]


def test_one_of_several_districts_does_not_change_the_site_types_of_all(tmp_path):
    admin_of("990103")

    with pytest.raises(NotAllowed):
        load(file_of(tmp_path, "park,公园,,", header="code,name,name_en,group"), admin_of("990102"), "site_types")
