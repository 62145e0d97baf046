"""Pairings and support from spreadsheets: whole or not at all, again without change, by the rules of the pages."""

import datetime as dt
from pathlib import Path

import pytest
from django.urls import reverse
from xlsxwriter import Workbook

from campaigns.actions import pairings
from campaigns.models import Pairing, SupportRecord
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed
from foundation.imports.kinds import ImportOutcome, RowErrors, kind
from foundation.imports.loading import load_file
from foundation.periods import ZONE
from tests.factories import OrganisationFactory, RegionFactory, admin_of, official_of
from tests.factories.actions import PairingFactory, SupportRecordFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 16, 12, tzinfo=ZONE)
HEADER = "单位,村（社区）,起始日期,结对目标,截止日期,解除原因"
SUPPORT = "单位,村（社区）,日期,帮扶内容,帮扶情况,参与人数,时长（小时）,资金（元）"


@pytest.fixture
def office():
    return admin_of("990102")


@pytest.fixture(autouse=True)
def _ground():
    district = RegionFactory(code="990102")
    for code in ("QH001", "QH002"):
        OrganisationFactory(code=code, region=district)
    RegionFactory(code="990102100201", name="柳林村")
    RegionFactory(code="990102100202", name="杏花村")
    RegionFactory(code="990103100201", name="外村")


def file_of(folder: Path, header: str, *lines: str) -> Path:
    path = folder / "rows.csv"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    return path


def load(path: Path, actor, code: str = "pairings") -> ImportOutcome:
    return load_file(kind(code), path, actor=actor, at=NOON)


def wrong(path: Path, actor, code: str = "pairings") -> list[tuple[int, str, str]]:
    with pytest.raises(RowErrors) as refused:
        load(path, actor, code)
    return [(error.line, error.column.split(" ")[-1], error.reason) for error in refused.value.errors]


def standing() -> set[tuple]:
    return set(Pairing.objects.values_list("organisation__code", "region", "starts_on", "ends_on", "state", "aim"))


def test_units_are_paired_with_villages_and_a_second_time_nothing_changes(tmp_path, office):
    path = file_of(tmp_path, HEADER, "QH001,990102100201,2026-03-01,修饮水管道,,", "QH002,990102100202,2026-03-01,,,")

    assert load(path, office) == ImportOutcome(created=2)
    assert load(path, office) == ImportOutcome(unchanged=2)
    march = dt.date(2026, 3, 1)
    assert standing() == {
        ("QH001", "990102100201", march, None, "active", "修饮水管道"),
        ("QH002", "990102100202", march, None, "active", ""),
    }
    assert AuditEntry.objects.filter(verb="pairing.pair", actor=office).count() == 2


def test_a_workbook_reads_the_same(tmp_path, office):
    with Workbook(tmp_path / "rows.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["organisation", "region", "starts_on"])
        sheet.write_row(1, 0, ["QH001", "990102100201"])
        sheet.write_datetime(1, 2, dt.datetime(2026, 3, 1), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001

    assert load(tmp_path / "rows.xlsx", office) == ImportOutcome(created=1)


def test_what_ended_ends_first_so_that_both_sides_are_free_in_the_same_file(tmp_path, office):
    load(file_of(tmp_path, HEADER, "QH001,990102100201,2026-03-01,,,"), office)
    path = file_of(
        tmp_path,
        HEADER,
        "QH001,990102100202,2026-11-01,,,",
        "QH001,990102100201,2026-03-01,,2026-10-31,轮换",
    )

    assert load(path, office) == ImportOutcome(created=1, updated=1)
    assert load(path, office) == ImportOutcome(unchanged=2)
    assert {(region, ends, state) for _unit, region, _starts, ends, state, _aim in standing()} == {
        ("990102100201", dt.date(2026, 10, 31), "ended"),
        ("990102100202", None, "active"),
    }


def test_a_pairing_of_the_past_comes_with_its_end(tmp_path, office):
    path = file_of(tmp_path, HEADER, "QH001,990102100201,2025-03-01,,2025-12-31,期满")

    assert load(path, office) == ImportOutcome(created=1)
    assert load(path, office) == ImportOutcome(unchanged=1)
    row = Pairing.objects.get()
    assert (row.state, row.ends_on, row.reason) == ("ended", dt.date(2025, 12, 31), "期满")


def test_what_a_pairing_is_for_may_change_and_an_empty_cell_leaves_it(tmp_path, office):
    load(file_of(tmp_path, HEADER, "QH001,990102100201,2026-03-01,修路,,"), office)

    assert load(file_of(tmp_path, HEADER, "QH001,990102100201,2026-03-01,,,"), office) == ImportOutcome(unchanged=1)
    assert load(file_of(tmp_path, HEADER, "QH001,990102100201,2026-03-01,修桥,,"), office) == ImportOutcome(updated=1)
    entry = AuditEntry.objects.get(verb="pairing.describe")
    assert (entry.before, entry.after) == ({"aim": "修路"}, {"aim": "修桥"})


def test_every_wrong_line_is_named_at_once_and_nothing_is_written(tmp_path, office):
    PairingFactory(organisation=OrganisationFactory(code="QH009"), region=RegionFactory(code="990102100203"))
    path = file_of(
        tmp_path,
        HEADER,
        "QH001,990102100201,2026-03-01,,,",
        "QH001,990102100202,2026-03-01,,,",
        "NOPE,990102100202,2026-03-01,,,",
        "QH002,990102100999,2026-03-01,,,",
        "QH002,990102,2026-03-01,,,",
        "QH002,990103100201,2026-03-01,,,",
        "QH002,990102100203,2026-03-01,,,",
        "QH002,990102100202,3月,,,",
        "QH002,990102100202,2026-04-01,,2026-10-31,",
        "QH002,990102100202,2026-05-01,,2026-12-31,期满",
    )

    assert wrong(path, office) == [
        (3, "", "这个单位已有结对，先解除再结新的。"),
        (4, "organisation", "没有单位“NOPE”。"),
        (5, "region", "没有区划“990102100999”。"),
        (6, "", "选一个村或社区。"),
        (7, "region", "只有本区管理员能办结对。"),
        (8, "", "这个村（社区）已有结对，先解除再结新的。"),
        (9, "starts_on", "应填写日期，如2026-11-22。"),
        (10, "reason", "写明解除结对的原因。"),
        (11, "", "解除日期要在结对起始日到今天之间。"),
    ]
    assert Pairing.objects.count() == 1
    assert not AuditEntry.objects.filter(verb="pairing.pair").exists()


def test_a_district_that_allows_several_takes_several(tmp_path, office):
    pairings.set_policy(RegionFactory(code="990102"), several=True, actor=office, at=NOON)
    path = file_of(tmp_path, HEADER, "QH001,990102100201,2026-03-01,,,", "QH001,990102100202,2026-03-01,,,")

    assert load(path, office) == ImportOutcome(created=2)


def test_a_file_that_says_otherwise_than_the_portal_knows_is_refused(tmp_path, office):
    load(file_of(tmp_path, HEADER, "QH001,990102100201,2026-03-01,,,"), office)
    load(file_of(tmp_path, HEADER, "QH002,990102100202,2025-03-01,,2025-12-31,期满"), office)
    path = file_of(tmp_path, HEADER, "QH001,990102100201,2026-04-01,,,", "QH002,990102100202,2025-03-01,,,")

    assert wrong(path, office) == [
        (2, "", "双方自 2026-03-01 起已经结对；先解除，或者写那次结对的起始日期。"),
        (3, "", "这次结对已于 2025-12-31 解除；如重新结对，写新的起始日期。"),
    ]


def test_only_the_office_imports_pairings_and_finds_the_link_on_their_page(tmp_path, client, office):
    path = file_of(tmp_path, HEADER, "QH001,990102100201,2026-03-01,,,")
    official = official_of("990102100201")

    with pytest.raises(NotAllowed):
        load(path, official)
    link = reverse("imports:kind", args=["pairings"])
    for person, told, status in ((office, True, 200), (official, False, 403)):
        client.force_login(person)
        assert (f'href="{link}"' in client.get(reverse("campaigns:pairings")).content.decode()) is told
        assert client.get(link).status_code == status


def test_a_unit_records_its_support_from_a_spreadsheet_once(tmp_path):
    row = PairingFactory(starts_on=dt.date(2026, 3, 1))
    official, code = official_of(row.organisation), row.organisation.code
    path = file_of(
        tmp_path,
        SUPPORT,
        f"{code},{row.region_id},2026-10-14,文明新风,两场讲座,46,3.5,",
        f"{code},{row.region_id},2026-10-15,other,送书,,,1200.50",
    )

    assert load(path, official, "support_records") == ImportOutcome(created=2)
    assert load(path, official, "support_records") == ImportOutcome(unchanged=2)
    assert [
        (str(one.on), one.kind, one.people, str(one.hours), str(one.funds), one.entered_by)
        for one in SupportRecord.objects.order_by("on")
    ] == [
        ("2026-10-14", "civility", 46, "3.5", "None", official),
        ("2026-10-15", "other", None, "None", "1200.50", official),
    ]


def test_what_was_reversed_does_not_come_back_with_the_file(tmp_path):
    row = PairingFactory(starts_on=dt.date(2026, 3, 1))
    SupportRecordFactory(
        pairing=row, on="2026-10-14", kind="other", text="送书", state="reversed", reversed_at=NOON, reason="误录"
    )
    path = file_of(tmp_path, SUPPORT, f"{row.organisation.code},{row.region_id},2026-10-14,其他,送书,,,")

    assert load(path, official_of(row.organisation), "support_records") == ImportOutcome(unchanged=1)


def test_wrong_support_is_named_line_by_line(tmp_path):
    row = PairingFactory(starts_on=dt.date(2026, 3, 1))
    other = PairingFactory(
        organisation=OrganisationFactory(code="QH009"),
        region=RegionFactory(code="990102100209"),
        starts_on=dt.date(2026, 3, 1),
    )
    code, village = row.organisation.code, row.region_id
    path = file_of(
        tmp_path,
        SUPPORT,
        f"{code},{village},2026-02-28,其他,早了,,,",
        f"{code},{village},2026-11-17,其他,晚了,,,",
        f"{code},{village},2026-10-14,别的,不知道,,,",
        f"{code},{village},2026-10-14,其他,太精确,,1.25,",
        f"{code},{village},2026-10-14,其他,,,,",
        f"QH009,{other.region_id},2026-10-14,其他,别人的,,,",
    )

    found = wrong(path, official_of(row.organisation), "support_records")

    assert [(line, column) for line, column, _reason in found] == [
        (2, "region"),
        (3, ""),
        (4, "kind"),
        (5, ""),
        (6, "text"),
        (7, "organisation"),
    ]
    assert SupportRecord.objects.count() == 0


def test_the_page_of_support_leads_officials_of_units_to_the_spreadsheet(client, office):
    row = PairingFactory()
    link = reverse("imports:kind", args=["support_records"])

    for person, told, status in ((official_of(row.organisation), True, 200), (office, False, 403)):
        client.force_login(person)
        assert (f'href="{link}"' in client.get(reverse("campaigns:support-records")).content.decode()) is told
        assert client.get(link).status_code == status
