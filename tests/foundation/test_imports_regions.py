"""Regions come in by files: any order, any size, whole or not at all."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from foundation.audit.models import AuditEntry
from foundation.imports.kinds import ImportOutcome, RowErrors, kind
from foundation.imports.loaders import regions as loader
from foundation.imports.loading import load_file
from foundation.organisations.models import Region
from tests.factories import RegionFactory, admin_of

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
TREE = (
    "code,name\n990102001001,锦绣社区\n9901,云阳市\n99,江州省\n990102001,锦绣街道\n990102,清河区\n990102001200,河口村\n"
)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def load(tmp_path, text, *, actor=None):
    path = tmp_path / "regions.csv"
    path.write_text(text, encoding="utf-8")
    return load_file(kind("regions"), path, actor=actor, at=NOON)


def mistakes(tmp_path, text, *, actor=None):
    with pytest.raises(RowErrors) as refused:
        load(tmp_path, text, actor=actor)
    return [(error.line, error.column, error.reason) for error in refused.value.errors]


@pytest.mark.parametrize("many", [1, 20_000], ids=["indexes set aside", "row by row"])
def test_a_tree_in_any_order_is_taken_over_with_levels_kinds_and_pinyin(tmp_path, monkeypatch, many):
    monkeypatch.setattr(loader, "MANY", many)

    outcome = load(tmp_path, TREE)

    assert outcome == ImportOutcome(created=6)
    columns = ("code", "name", "level", "kind", "parent_id", "pinyin", "initials")
    assert list(Region.objects.order_by("code").values_list(*columns)) == [
        ("99", "江州省", 1, "", None, "jiangzhousheng", "jzs"),
        ("9901", "云阳市", 2, "", "99", "yunyangshi", "yys"),
        ("990102", "清河区", 3, "", "9901", "qinghequ", "qhq"),
        ("990102001", "锦绣街道", 4, "urban", "990102", "jinxiujiedao", "jxjd"),
        ("990102001001", "锦绣社区", 5, "urban", "990102001", "jinxiushequ", "jxsq"),
        ("990102001200", "河口村", 5, "rural", "990102001", "hekoucun", "hkc"),
    ]


def test_importing_again_changes_only_what_differs_and_says_so(tmp_path):
    load(tmp_path, TREE)

    outcome = load(tmp_path, TREE.replace("锦绣社区", "锦绣里社区"))

    assert outcome == ImportOutcome(updated=1, unchanged=5)
    assert Region.objects.get(pk="990102001001").initials == "jxlsq"


def test_an_import_leaves_one_entry_for_each_province(tmp_path):
    load(tmp_path, TREE)
    load(tmp_path, TREE)

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id, entry.region_code, entry.after) == (
        "region.import",
        "99",
        "99",
        {"regions": 6},
    )


def test_parents_may_be_in_the_portal_already_and_codes_may_have_twelve_digits(tmp_path):
    RegionFactory(code="990102")

    load(tmp_path, "code,name\n990102003000,石桥镇\n")

    assert (Region.objects.get(pk="990102003").kind, Region.objects.get(pk="990102003").parent_id) == (
        "urban",
        "990102",
    )


def test_the_file_may_say_what_is_urban_and_what_rural(tmp_path):
    RegionFactory(code="990102")

    load(tmp_path, "code,name,kind\n990102003,石桥镇,镇\n990102104,临江街道,街道\n990102105,东风,urban\n")

    assert list(Region.objects.filter(level=4).order_by("code").values_list("kind", flat=True)) == [
        "rural",
        "urban",
        "urban",
    ]


def test_a_county_carried_on_in_zeros_keeps_its_township_and_village(tmp_path):
    load(tmp_path, "code,name\n35,福建省\n3505,泉州市\n350527,金门县\n350527000,金门县\n350527000000,金门县\n")

    assert list(Region.objects.order_by("code").values_list("code", flat=True)) == [
        "35", "3505", "350527", "350527000", "350527000000",
    ]  # fmt: skip


def test_columns_of_the_usual_public_lists_are_passed_over(tmp_path):
    RegionFactory(code="990102")

    load(tmp_path, 'code,name,areaCode,provinceCode,cityCode\n990102001,"锦绣街道",990102,99,9901\n')

    assert Region.objects.get(pk="990102001").name == "锦绣街道"


def test_names_are_kept_whatever_signs_are_in_them(tmp_path):
    RegionFactory(code="990102001")

    load(tmp_path, 'code,name\n990102001001,"甲\\N, ""乙""\t丙"\n990102001002,  丁  社区 \n')

    assert list(Region.objects.filter(level=5).order_by("code").values_list("name", "initials")) == [
        ('甲\\N, "乙" 丙', 'j\\n"y"b'),
        ("丁 社区", "dsq"),
    ]


def test_every_mistake_is_told_with_its_line_and_nothing_changes(tmp_path):
    found = mistakes(
        tmp_path,
        "code,name,kind\n99,江州省,\n990102,清河区,\n99x,甲,\n9903,,\n99,乙,\n9904,丙,海\n990301,丁,\n1.1E+11,戊,\n",
    )

    assert found == [
        (3, "编码 code", "The region above it, “9901”, is neither in the file nor in the portal."),
        (4, "编码 code", "“99x” is not a region code. A code has 2, 4, 6, 9 or 12 digits."),
        (5, "名称 name", "This cell is empty."),
        (6, "编码 code", "“99” is there more than once: in lines 2, 6."),
        (
            7,
            "城乡 kind",
            "“海” is not known here. Possible are: urban, rural, 城镇, 城市, 乡村, 农村, 街道, 社区, 镇, 乡, 村.",
        ),
        (9, "编码 code", "A spreadsheet program has shortened the code to “1.1E+11”. Format the column as text."),
    ]
    assert not Region.objects.exists()


def test_an_administrator_imports_inside_his_own_regions_only(tmp_path):
    RegionFactory(code="990103")
    admin = admin_of("990102")

    load(tmp_path, "code,name\n990102001,锦绣街道\n", actor=admin)

    assert mistakes(tmp_path, "code,name\n990102002,石桥镇\n990103001,临江街道\n", actor=admin) == [
        (3, "编码 code", "“990103001” lies outside the regions that you administer.")
    ]


def test_the_command_prints_one_fact_a_line_and_lists_mistakes(tmp_path, capsys):
    path = tmp_path / "regions.csv"
    path.write_text(TREE, encoding="gb18030")
    call_command("import_regions", str(path))

    path.write_text("code,name\n9901020010,x\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Nothing was imported: 1 mistake"):
        call_command("import_regions", str(path))

    printed = capsys.readouterr()
    assert printed.out == "created 6\nupdated 0\nunchanged 0\n"
    assert printed.err == "line 2, 编码 code: “9901020010” is not a region code. A code has 2, 4, 6, 9 or 12 digits.\n"
