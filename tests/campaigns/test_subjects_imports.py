"""Subjects from spreadsheets: whole or not at all, every mistake at once; what names people is not kept as a file."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.kinds import unseal
from campaigns.models import Participation, Subject
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed
from foundation.imports.actions import path_of
from foundation.imports.kinds import ImportOutcome, RowErrors, kind
from foundation.imports.loading import load_file
from foundation.imports.models import ImportJob
from tests.factories import CycleFactory, OrganisationFactory, RegionFactory, admin_of, leader_of, official_of
from tests.factories.evaluation import MOMENT

pytestmark = pytest.mark.django_db
FAMILY = "region,number,holder,members,consented_on,consent_kind"
VILLAGE = "区划,名称,户数,常住人口"
GOOD = "990102100201,12,王建国,4,2026-09-01,书面"


@pytest.fixture(autouse=True)
def _ground():
    CycleFactory()
    RegionFactory(code="990102100201", name="柳林村")
    RegionFactory(code="990102100202", name="杏花村")
    RegionFactory(code="990103100201")


def file_of(folder: Path, header: str, *lines: str) -> Path:
    path = folder / "rows.csv"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    return path


def load(path: Path, code: str, actor=None) -> ImportOutcome:
    return load_file(kind(f"subjects_{code}"), path, actor=actor, at=MOMENT)


def wrong(path: Path, code: str, actor=None) -> list[tuple[int, str]]:
    with pytest.raises(RowErrors) as refused:
        load(path, code, actor)
    return [(error.line, error.column.split()[-1] if error.column else "") for error in refused.value.errors]


def test_villages_are_taken_with_their_profile_and_again_only_what_differs(tmp_path):
    office = admin_of("990102")
    path = file_of(tmp_path, VILLAGE, "990102100201,,312,960", "990102100202,杏花新村,,")

    assert load(path, "village_town", office) == ImportOutcome(created=2)
    assert load(path, "village_town", office) == ImportOutcome(unchanged=2)
    again = file_of(tmp_path, VILLAGE, "990102100201,,320,960")
    assert load(again, "village_town", office) == ImportOutcome(updated=1)

    first, second = Subject.objects.order_by("code")
    assert (first.name, first.profile, first.gaps) == ("柳林村", {"households": "320", "population": 960}, 0)
    assert (second.name, second.profile, second.gaps) == ("杏花新村", {}, 2)
    assert Participation.objects.count() == 2
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "subject.enrol",
        "subject.enrol",
        "subject.change",
    ]


def test_units_campuses_and_the_city_have_their_own_columns(tmp_path):
    OrganisationFactory(code="QH048", name="人民医院")
    OrganisationFactory(code="QH042", name="一小")

    unit = load(file_of(tmp_path, "单位,单位性质,行业", "QH048,事业单位,health"), "unit")
    campus = load(file_of(tmp_path, "organisation,stage,students", "QH042,小学,900"), "campus")
    city = load(file_of(tmp_path, "region,focus,built_up_area", "990102,背街小巷,58.2"), "city")

    assert unit == campus == city == ImportOutcome(created=1)
    assert list(Subject.objects.order_by("pk").values_list("creation_type", "name", "profile")) == [
        ("unit", "人民医院", {"nature": "institution", "trade": "health"}),
        ("campus", "一小", {"stage": "primary", "students": 900}),
        ("city", "区划990102", {"focus": "背街小巷", "built_up_area": "58.2"}),
    ]


def test_families_come_with_their_consent_are_sealed_and_updated_by_their_number(tmp_path):
    official = official_of(RegionFactory(code="990102100201"))

    first = load(file_of(tmp_path, FAMILY, GOOD), "family", official)
    again = load(file_of(tmp_path, FAMILY, GOOD), "family", official)
    other = load(file_of(tmp_path, FAMILY, GOOD.replace("王建国,4", "王秀英,5")), "family", official)

    assert (first, again, other) == (ImportOutcome(created=1), ImportOutcome(unchanged=1), ImportOutcome(updated=1))
    home = Subject.objects.get()
    assert (home.code, home.name, unseal(home.sealed), home.profile) == (
        "990102100201-012",
        "王*家庭",
        {"holder": "王秀英"},
        {"members": 5},
    )
    assert (str(home.consented_on), home.consent_kind, home.consent_by) == ("2026-09-01", "written", official)
    assert "秀英" not in str(list(AuditEntry.objects.values_list("before", "after")))


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("990102100299,1,李四,3,2026-09-01,书面", "region"),
        ("990102100,1,李四,3,2026-09-01,书面", "region"),
        ("990103100201,1,李四,3,2026-09-01,书面", "region"),
        ("990102100201,x,李四,3,2026-09-01,书面", "number"),
        ("990102100201,12,李四,3,2026-09-01,书面", "region"),
        ("990102100201,1,,3,2026-09-01,书面", "holder"),
        ("990102100201,1,李四,三,2026-09-01,书面", "members"),
        ("990102100201,1,李四,3,昨天,书面", "consented_on"),
        ("990102100201,1,李四,3,2027-09-01,书面", "consented_on"),
        ("990102100201,1,李四,3,,书面", "consented_on"),
        ("990102100201,1,李四,3,2026-09-01,默认", "consent_kind"),
    ],
)
def test_a_wrong_row_is_named_and_the_good_ones_are_not_taken_either(tmp_path, row, column):
    assert wrong(file_of(tmp_path, FAMILY, GOOD, row), "family", admin_of("990102")) == [(3, column)]
    assert not Subject.objects.exists()


def test_every_mistake_of_every_row_is_listed_and_no_name_is_repeated(tmp_path):
    path = file_of(tmp_path, FAMILY, "990103100201,1,李四光,x,2026-09-01,书面", "990102100201,y,王五福,3,昨天,无")

    with pytest.raises(RowErrors) as refused:
        load(path, "family", admin_of("990102"))

    found = [(error.line, error.column.split()[-1]) for error in refused.value.errors]
    assert sorted(found) == [(2, "members"), (3, "consent_kind"), (3, "consented_on"), (3, "number")]
    assert "李四光" not in str(refused.value.errors) + str([error.reason for error in refused.value.errors])


def test_who_may_enrol_may_import_and_only_his_own(tmp_path):
    village = file_of(tmp_path, VILLAGE, "990102100201,,312,960", "990102100202,,1,1")

    assert wrong(village, "village_town", official_of("990102100201")) == [(3, "region")]
    for actor, code in ((leader_of("990102"), "village_town"), (official_of("990102100"), "city")):
        with pytest.raises(NotAllowed):
            load(village, code, actor)


def test_without_a_cycle_nothing_is_imported(tmp_path):
    RegionFactory(code="990103100201")

    assert wrong(file_of(tmp_path, VILLAGE, "990103100201,,1,1"), "village_town") == [(2, "region")]


def test_three_hundred_families_take_as_many_statements_as_three(tmp_path):
    def asked(first: int, count: int) -> int:
        rows = [f"990102100201,{number},王{number},3,2026-09-01,书面" for number in range(first, first + count)]
        with CaptureQueriesContext(connection) as queries:
            load(file_of(tmp_path, FAMILY, *rows), "family")
        return len(queries)

    assert asked(1, 3) == asked(100, 300) <= 20


def test_the_file_that_names_families_is_thrown_away_once_it_is_read(client):
    client.force_login(official_of(RegionFactory(code="990102100201")))
    upload = SimpleUploadedFile("families.csv", f"{FAMILY}\n{GOOD}".encode())

    client.post(reverse("imports:kind", args=["subjects_family"]), {"file": upload})

    job = ImportJob.objects.get()
    assert (job.state, Subject.objects.count()) == ("done", 1)
    assert not path_of(job).exists()
