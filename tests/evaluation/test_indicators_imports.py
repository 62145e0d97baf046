"""Indicator systems from spreadsheets: every mistake at once, drafts only, and the way back gives the same."""

import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.actions import indicators
from evaluation.exports.indicators import header_of, indicator_rows
from evaluation.models import IndicatorSystem
from evaluation.queries.trees import Entry, entries_of
from foundation.documents.text_tables import csv_response
from foundation.documents.workbooks import workbook_response
from foundation.imports.kinds import ImportOutcome, RowErrors, kind
from foundation.imports.loading import load_file
from tests.factories import SiteTypeFactory, admin_of
from tests.factories.evaluation import MOMENT
from tests.foundation.test_workbooks import sent

pytestmark = pytest.mark.django_db
HEADER = "system,version,code,parent,name,points,method,rule,deduct_each,target,direction,options,site_types,severity"
GOOD = [
    "daily,2027,A,,环境,,,,,,,,,",
    "daily,2027,A-01,A,路面整洁,5,field,graded,,,,A=1;B=0.6;C=0,market,serious",
    "daily,2027,A-02,A,乱停车,4,field,counted,0.5,,,,,",
    "daily,2027,A-03,A,公益广告,3,field,measured,,5,,,,minor",
]


def file_of(folder: Path, *lines: str) -> Path:
    path = folder / "indicators.csv"
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    return path


def load(path: Path, actor=None, **options) -> ImportOutcome:
    return load_file(kind("indicators"), path, actor=actor, at=MOMENT, options=options)


def reasons(path: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(RowErrors) as refused:
        load(path)
    return [(error.line, error.column.split()[-1], error.reason) for error in refused.value.errors]


def test_a_file_becomes_a_draft_and_importing_it_again_changes_nothing(tmp_path):
    SiteTypeFactory()
    path = file_of(tmp_path, *GOOD)

    assert load(path) == ImportOutcome(created=4)
    assert load(path) == ImportOutcome(unchanged=4)

    system = IndicatorSystem.objects.get()
    assert (system.code, system.version, system.state) == ("daily", "2027", "draft")
    assert [(entry.code, entry.severity) for entry in entries_of(system)] == [
        ("A", ""),
        ("A-01", "serious"),
        ("A-02", "normal"),
        ("A-03", "minor"),
    ]


def test_publishing_is_one_word_more_on_the_command_line(tmp_path, capsys):
    SiteTypeFactory()

    call_command("import_indicators", file_of(tmp_path, *GOOD), "--publish")

    assert capsys.readouterr().out.splitlines() == ["created 4", "updated 0", "unchanged 0"]
    assert IndicatorSystem.objects.get().state == "published"


def test_a_published_version_is_told_to_choose_a_new_one_and_stays_as_it_is(tmp_path):
    SiteTypeFactory()
    load(file_of(tmp_path, *GOOD), publish=True)
    before = entries_of(IndicatorSystem.objects.get())

    found = reasons(file_of(tmp_path, GOOD[0], GOOD[1].replace(",5,", ",6,")))

    assert [(line, column) for line, column, _reason in found] == [(2, "version")]
    assert entries_of(IndicatorSystem.objects.get()) == before


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("daily,2027,X,A,无分,0,field,graded,,,,,,", "points"),
        ("daily,2027,X,A,负分,-1,field,graded,,,,,,", "points"),
        ("daily,2027,X,A,太细,1.2345,field,graded,,,,,,", "points"),
        ("daily,2027,X,A,无方法,5,,graded,,,,,,", "method"),
        ("daily,2027,X,A,错方法,5,guess,graded,,,,,,", "method"),
        ("daily,2027,X,A,无规则,5,field,,,,,,,", "rule"),
        ("daily,2027,X,A,叶子全有,5,field,all_or_none,,,,,,", "rule"),
        ("daily,2027,X,A,无扣分,5,field,counted,,,,,,", "deduct_each"),
        ("daily,2027,X,A,多目标,5,field,counted,1,9,,,,", "target"),
        ("daily,2027,X,A,无目标,5,field,measured,,,,,,", "target"),
        ("daily,2027,X,A,零目标,5,field,measured,,0,,,,", "target"),
        ("daily,2027,X,A,错方向,5,field,measured,,1,sideways,,,", "direction"),
        ("daily,2027,X,A,错选项,5,field,graded,,,,A=2;B=0,,", "options"),
        ("daily,2027,X,A,重选项,5,field,graded,,,,A=1;A=0,,", "options"),
        ("daily,2027,X,A,乱选项,5,field,graded,,,,很好,,", "options"),
        ("daily,2027,X,A,错类型,5,field,graded,,,,,nowhere,", "site_types"),
        ("daily,2027,X,A,错程度,5,field,graded,,,,,,huge", "severity"),
        ("daily,2027,X,Q,无上级,5,field,graded,,,,,,", "parent"),
        ("daily,2027,X,A-01,叶子之下,5,field,graded,,,,,,", "parent"),
        ("daily,2027,X,X,自己之下,,,,,,,,,", "parent"),
        ("daily,2027,X,,组有程度,,,,,,,,,serious", "severity"),
        ("daily,2027,X,,空组,,,,,,,,,", "points"),
        ("daily,2027,A-01,A,重复,5,field,graded,,,,,,", "system"),
    ],
)
def test_a_wrong_row_is_named_with_line_and_column_and_nothing_is_imported(tmp_path, row, column):
    SiteTypeFactory()

    found = reasons(file_of(tmp_path, *GOOD, row))

    assert (6, column) in [(line, name) for line, name, _reason in found]
    assert {line for line, _name, _reason in found} == {6}
    assert not IndicatorSystem.objects.exists()


def test_all_wrong_rows_are_listed_at_once(tmp_path):
    lines = [
        "daily,2027,A,,环境,,,,,,,,,",
        "daily,2027,A-01,A,一,x,field,graded,,,,,,",
        "daily,2027,A-02,A,二,5,field,counted,,,,,,",
        "daily,2027,A-03,Q,三,5,field,graded,,,,,nowhere,",
    ]

    found = reasons(file_of(tmp_path, *lines))

    assert [(line, column) for line, column, _reason in found] == [
        (3, "points"),
        (4, "deduct_each"),
        (5, "site_types"),
        (5, "parent"),
    ]


def test_a_circle_of_groups_is_named(tmp_path):
    found = reasons(file_of(tmp_path, "daily,2027,A,B,甲,,,,,,,,,", "daily,2027,B,A,乙,,,,,,,,,"))

    assert [(line, column) for line, column, _reason in found] == [(2, "parent"), (3, "parent")]


def test_the_command_ends_in_failure_when_rows_are_wrong(tmp_path, capsys):
    with pytest.raises(CommandError):
        call_command("import_indicators", file_of(tmp_path, "daily,2027,A-01,A,一,0,field,graded,,,,,,"))

    assert [line.split(":")[0].split()[1] for line in capsys.readouterr().err.splitlines()] == ["2,", "2,"]


def test_a_district_of_several_imports_its_own_version(tmp_path):
    SiteTypeFactory()
    user = admin_of("990102")
    admin_of("990103")

    load(file_of(tmp_path, *GOOD), actor=user)

    assert IndicatorSystem.objects.get().region_id == "990102"


LETTERS = st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Zs", "Cf", "Cn", "Co"))
words = st.text(LETTERS, min_size=1, max_size=30)
maybe = st.just("") | words
points = st.decimals("0.001", "999", places=3)
targets = st.decimals("0.0001", "9999", places=4)
own_rates = st.decimals("0.1", "0.5", places=3)
LEAF = {
    "code": st.just("?"),
    "parent": st.sampled_from(["", "G"]),
    "name": words,
    "name_en": maybe,
    "guidance": maybe,
    "guidance_en": maybe,
    "points": points,
    "method": st.sampled_from(["field", "material", "survey"]),
    "severity": st.sampled_from(["minor", "normal", "serious", "emergency"]),
    "site_types": st.sampled_from([(), ("market",), ("back_street", "market")]),
    "pass_rate": st.none() | own_rates,
}
options = st.sampled_from(["", "A=1;B=0", "是=1;否=0"])
directions = st.sampled_from(["higher", "lower"])
leaves_of = st.one_of(
    st.builds(Entry, rule=st.just("graded"), options=options, **LEAF),
    st.builds(Entry, rule=st.just("counted"), deduct_each=points, **LEAF),
    st.builds(Entry, rule=st.just("measured"), target=targets, direction=directions, **LEAF),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(leaves=st.lists(leaves_of, min_size=1, max_size=6), answer=st.sampled_from([csv_response, workbook_response]))
def test_what_is_exported_and_imported_again_is_the_same_to_the_last_sign(tmp_path, leaves, answer):
    for code in ("market", "back_street"):
        SiteTypeFactory(code=code)
    values = [{name: getattr(one, name) for name in Entry.__slots__} for one in leaves]
    entries = [Entry(**one | {"code": f"I-{number}"}) for number, one in enumerate(values)]
    group = [Entry("G", "组", rule="all_or_none")] if any(one.parent for one in entries) else []
    system = indicators.draft("daily", "1", [*group, *entries], actor=None, at=MOMENT)
    stated = entries_of(system)
    path = tmp_path / "again.file"
    path.write_bytes(sent(answer("x", header_of(stated), indicator_rows(system, stated))))
    indicators.draft("daily", "1", [Entry("Z", "别的", points=1, method="field", rule="graded")], actor=None, at=MOMENT)

    load(path)

    assert entries_of(system) == stated == [*group, *entries]


def test_the_shipped_catalogue_comes_back_from_its_export_line_by_line(tmp_path):
    call_command("seed_catalogue", stdout=io.StringIO())
    system = IndicatorSystem.objects.get(code="daily")
    entries = entries_of(system)

    text = sent(csv_response("x", header_of(entries), indicator_rows(system, entries))).decode("utf-8-sig")

    with open("catalogue/indicators_daily.csv", encoding="utf-8", newline="") as file:
        shipped = list(csv.DictReader(file))
    again = list(csv.DictReader(text.splitlines()))
    for row in shipped:
        row["site_types"] = ";".join(sorted(filter(None, row["site_types"].split(";"))))
    assert again == shipped
