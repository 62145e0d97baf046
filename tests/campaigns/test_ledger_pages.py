"""Pages of ledgers: what each role sees and does, how often the database is asked, what a file says."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from campaigns.kinds.sealing import seal
from campaigns.models import CeremonyLimit, LedgerEntry, LedgerKind
from foundation.audit.models import AuditEntry
from portal.desk import todos
from tests.factories import ParticipationFactory, RegionFactory, SubjectFactory, admin_of, leader_of, official_of
from tests.factories.files import photo_file
from tests.factories.ledgers import CeremonyLimitFactory, LedgerEntryFactory, ledger

pytestmark = pytest.mark.django_db
GIVEN = {"held_on": "2026-10-20", "theme": "孝老爱亲", "steps": ["sing"], "speaker": "model", "attendance": "35"}


@pytest.fixture
def village():
    return RegionFactory(code="990102100201", name="龙泉村")


def text(answer):
    return answer.content.decode()


def test_an_official_enters_with_a_photo_and_the_office_verifies(client, village):
    kind, official = ledger("moral_lectures"), official_of(village)
    subject = SubjectFactory(region=village)
    client.force_login(official)
    form = client.get(reverse("campaigns:ledger-enter", args=[kind.pk]))
    assert ("龙泉村" in text(form), "参加人数" in text(form)) == (True, True)

    told = {**GIVEN, "party": "r990102100201", "photos_files": photo_file("讲堂.jpg")}
    answer = client.post(reverse("campaigns:ledger-enter", args=[kind.pk]), told)

    entry = LedgerEntry.objects.get()
    assert (answer.url, entry.subject, len(entry.values["photos"])) == (entry.get_absolute_url(), subject, 1)
    photo = entry.photos.get()
    assert client.get(reverse("campaigns:ledger-photo", args=[photo.pk])).status_code == 200
    assert "核实</button>" not in text(client.get(answer.url))
    client.force_login(admin_of("990102"))
    assert client.get(reverse("campaigns:ledger-photo", args=[photo.pk])).status_code == 200
    client.post(reverse("campaigns:ledger-entry-verify", args=[entry.pk]), {"seen": entry.entered_at.isoformat()})
    assert LedgerEntry.objects.get().state == "verified"
    client.force_login(official_of(RegionFactory(code="990102100202")))
    assert client.get(reverse("campaigns:ledger-photo", args=[photo.pk])).status_code == 404


def test_a_form_with_mistakes_keeps_what_was_typed_and_names_each(client, village):
    client.force_login(official_of(village))
    told = {**GIVEN, "party": "r990102100201", "attendance": "三十五", "held_on": "2099-01-01"}

    answer = client.post(reverse("campaigns:ledger-enter", args=[ledger("moral_lectures").pk]), told)

    assert (answer.status_code, LedgerEntry.objects.count()) == (200, 0)
    assert all(said in text(answer) for said in ("三十五", "应填写数字。", "日期在今天之后"))


def test_the_list_of_a_ledger_shows_its_figures_and_its_entries(client, village):
    LedgerEntryFactory(region=village, dated_on=dt.date(2026, 11, 2))
    client.force_login(admin_of("990102"))

    page = text(client.get(reverse("campaigns:ledger", args=[ledger("moral_lectures").pk])))

    assert all(said in page for said in ("孝老爱亲", "龙泉村", "道德讲堂场次", "35 人"))


def test_a_figure_opens_the_entries_it_counts(client, village):
    LedgerEntryFactory(region=village)
    LedgerEntryFactory(
        region=village, dated_on=dt.date(2026, 11, 1), values={"theme": "敬老月", "held_on": "2026-11-01"}
    )
    LedgerEntryFactory(region=village, waiting=True, values={"theme": "未核实", "held_on": "2026-10-14"})
    client.force_login(admin_of("990102"))
    address = reverse("campaigns:ledger-entries") + "?figure=lectures.sessions&period=2026-10&region="

    page, other = text(client.get(address + "990102100")), text(client.get(address + "990102"))

    for shown in (page, other):
        assert ("孝老爱亲" in shown, "敬老月" in shown, "未核实" in shown) == (True, False, False)


def test_the_list_asks_the_same_whatever_its_length_and_when_nothing_matches(client, village):
    client.force_login(admin_of("990102"))
    addresses = [
        reverse("campaigns:ledger", args=[ledger("moral_lectures").pk]),
        reverse("campaigns:ledger-entries") + "?region=990102100",
    ]

    def asked():
        found = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                client.get(address)
            found.append(len(seen))
        return found

    LedgerEntryFactory(region=village)
    one = asked()
    LedgerEntryFactory.create_batch(2)

    assert asked() == one


def test_the_overview_says_what_lacks_and_what_waits(client, village):
    ParticipationFactory(subject=SubjectFactory(region=village), region=village)
    LedgerEntryFactory(kind=ledger("council_meetings"), region=village, waiting=True, dated_on=dt.date(2020, 1, 1))
    client.force_login(admin_of("990102"))

    page = text(client.get(reverse("campaigns:ledgers")))
    gaps = text(client.get(reverse("campaigns:ledger-gaps", args=[ledger("council_meetings").pk])))

    assert "1 本台账有缺口，1 条待核实" in page
    assert ("应填“理事会议事”的 1 家中，1 家缺填" in gaps, "龙泉村" in gaps) == (True, True)


def test_an_export_holds_what_is_listed_masked_and_is_written_down(client, village):
    kind = ledger("local_worthies")
    values = {"recognised_on": "2026-10-14", "background": "retired"}
    LedgerEntryFactory(kind=kind, region=village, values=values, sealed=seal({"person": "王德明"}))
    LedgerEntryFactory(kind=kind, region__code="990102101201", values=values)
    office = admin_of("990102")
    client.force_login(office)

    answer = client.post(reverse("campaigns:ledger-export", args=[kind.pk]) + "?region=990102100")

    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    head, *rows = book.get_sheet_by_index(0).to_python()
    assert [row[4] for row in rows] == ["龙泉村"]
    assert (rows[0][head.index("姓名")], "王德明" in str(rows)) == ("王*", False)
    assert AuditEntry.objects.filter(verb="documents.export", actor=office).count() == 1


def test_gaps_are_taken_out_as_they_are_shown_and_it_is_written_down(client, village):
    kind, office = ledger("council_meetings"), admin_of("990102")
    other = RegionFactory(code="990102100202", name="柳林村")
    for place in (village, other, RegionFactory(code="990103100201")):
        ParticipationFactory(subject=SubjectFactory(region=place), region=place)
    LedgerEntryFactory(kind=kind, region=other, dated_on=timezone.localdate())
    client.force_login(office)
    address = reverse("campaigns:ledger-gaps-export", args=[kind.pk])
    page = text(client.get(reverse("campaigns:ledger-gaps", args=[kind.pk])))

    answer = client.post(address)

    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    head, *rows = book.get_sheet_by_index(0).to_python()
    assert head == ["台账", "应填期间", "镇街", "地区或单位", "代码", "已填", "应填", "缺"]
    assert [(row[0], row[3], row[4], *row[5:]) for row in rows] == [("理事会议事", "龙泉村", "990102100201", 0, 1, 1)]
    assert (f'action="{address}?"' in page, "柳林村" in page) == (True, False)
    taken = AuditEntry.objects.get(verb="documents.export", actor=office)
    assert taken.after == {"list": "ledger_gaps", "filters": ""}
    assert client.get(address).status_code == 405


def test_nobody_takes_out_gaps_of_another_district(client, village):
    kind = ledger("council_meetings")
    ParticipationFactory(subject=SubjectFactory(region=village), region=village)
    client.force_login(admin_of("990103"))

    answer = client.post(reverse("campaigns:ledger-gaps-export", args=[kind.pk]) + "?district=990102")

    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.get_sheet_by_index(0).to_python()[1:] == []


def test_a_name_is_shown_to_those_who_file_and_the_look_is_written_down(client, village):
    entry = LedgerEntryFactory(kind=ledger("local_worthies"), region=village, sealed=seal({"person": "王德明"}))
    official = official_of(village)
    client.force_login(official)

    page = text(client.get(entry.get_absolute_url()))
    shown = text(client.post(reverse("campaigns:ledger-entry-reveal", args=[entry.pk])))

    assert ("王德明" in page, "王*" in page, "王德明" in shown) == (False, True, True)
    assert AuditEntry.objects.filter(verb="ledger.reveal", actor=official).count() == 1
    client.force_login(leader_of("990102"))
    assert client.post(reverse("campaigns:ledger-entry-reveal", args=[entry.pk])).status_code == 403


def test_an_office_defines_a_ledger_with_a_field_and_a_figure(client):
    client.force_login(admin_of("990102"))
    head = {
        "region": "990102", "name": "茶馆议事", "nature": "event", "day": "议事日期",
        "creation_types": ["village_town"], "entered_by": ["village"], "frequency": "month", "at_least": "1",
    }  # fmt: skip
    client.post(reverse("campaigns:ledger-define"), head)
    kind = LedgerKind.objects.get()
    field = {"name": "议题", "type": "choice", "options": "邻里 | Neighbours\n环境"}
    client.post(reverse("campaigns:ledger-field-new", args=[kind.pk]), field)
    client.post(
        reverse("campaigns:ledger-figure-new", args=[kind.pk]), {"name": "场次", "of": "count", "where": "f1=o1"}
    )

    kind.refresh_from_db()
    assert [option["code"] for option in kind.fields[1]["options"]] == ["o1", "o2"]
    assert kind.figures[0]["where"] == {"f1": "o1"}
    page = text(client.get(reverse("campaigns:ledger-definition", args=[kind.pk])))
    assert all(said in page for said in ("议题", "邻里", "场次"))
    refused = client.post(reverse("campaigns:ledger-field-new", args=[kind.pk]), {"name": "议题", "type": "text"})
    assert (refused.status_code, "同名" in text(refused)) == (200, True)


def test_an_office_sets_the_local_limits(client):
    client.force_login(admin_of("990102"))
    told = {"region": "990102", "occasion": "wedding", "tables": "20", "starts_on": "2026-01-01"}

    assert client.post(reverse("campaigns:ledger-limits"), told).status_code == 302
    refused = client.post(reverse("campaigns:ledger-limits"), told)

    assert (refused.status_code, CeremonyLimit.objects.count()) == (200, 1)
    client.force_login(leader_of("990102"))
    assert client.post(reverse("campaigns:ledger-limits"), told).status_code == 403


def test_the_desk_tells_what_was_sent_back_what_waits_and_what_lacks(village):
    ParticipationFactory(subject=SubjectFactory(region=village), region=village)
    ledger("council_meetings")
    official, office = official_of(village), admin_of("990102")
    LedgerEntryFactory(region=village, waiting=True, state="returned", entered_by=official)
    LedgerEntryFactory(region=village, waiting=True, entered_by=official)
    at = dt.datetime(2026, 11, 25, 4, tzinfo=dt.UTC)

    def said(user):
        return {row.what for row in todos(user, on=at.date(), at=at)}

    assert {"1 条台账被退回", "1 本台账有缺口"} <= said(official)
    assert {"1 条台账待核实", "1 本台账有缺口"} <= said(office)


def upload(client, kind, rows):
    file = SimpleUploadedFile("台账.csv", "\n".join(rows).encode(), "text/csv")
    return client.post(reverse("imports:kind", args=[f"ledger-{kind.pk}"]), {"file": file}, follow=True)


def test_a_spreadsheet_of_a_ledger_is_taken_whole_and_the_same_rows_once(client, village):
    kind = ledger("moral_lectures")
    client.force_login(official_of(village.parent))
    template = client.get(reverse("imports:template", args=[f"ledger-{kind.pk}"]))
    head = CalamineWorkbook.from_filelike(io.BytesIO(template.content)).get_sheet_by_index(0).to_python()[0]
    assert head == ["填报区划", "填报单位", "举办日期", "主题", "开展环节", "主讲人类别", "参加人数", "关联活动"]
    rows = [",".join(head), "990102100201,,2026-10-20,孝老爱亲,唱歌曲；学模范,新乡贤,35,"]

    upload(client, kind, rows)
    upload(client, kind, [*rows, "990102100201,,2026-10-21,敬老月,sing,model,20,"])

    kept = LedgerEntry.objects.order_by("dated_on").values_list("state", "values__steps", "values__attendance")
    assert list(kept) == [
        ("entered", ["sing", "learn"], 35), ("entered", ["sing"], 20),
    ]  # fmt: skip
    assert AuditEntry.objects.filter(verb="ledger.import").count() == 2


def test_a_spreadsheet_with_mistakes_changes_nothing_and_tells_all_of_them(client, village):
    kind = ledger("moral_lectures")
    client.force_login(official_of(village))
    head = "填报区划,填报单位,举办日期,主题,开展环节,主讲人类别,参加人数"
    bad = [
        "990102100201,,2026-10-20,孝老爱亲,跳舞,新乡贤,35", "990102100202,,2026-10-20,孝老爱亲,唱歌曲,新乡贤,35",
        "990102100201,,2026-10-20,孝老爱亲,唱歌曲,新乡贤,很多",
    ]  # fmt: skip
    RegionFactory(code="990102100202")

    page = text(upload(client, kind, [head, *bad]))

    assert LedgerEntry.objects.count() == 0
    assert all(said in page for said in ("跳舞", "只有本级或本单位填报员能填报", "应填写数字。"))


def test_the_council_sees_what_is_declared_beside_the_local_limits(client, village):
    CeremonyLimitFactory(region=RegionFactory(code="990102"), tables=20, bride_price=30000)
    told = {
        "kind": "wedding", "declared_on": "2026-11-01", "event_on": "2026-11-20", "planned_tables": "24",
        "bride_price": "18000",
    }  # fmt: skip
    entry = LedgerEntryFactory(
        kind=ledger("ceremonies"), region=village, waiting=True, stage="declare", values=told,
        dated_on=dt.date(2026, 11, 20),
    )  # fmt: skip
    client.force_login(official_of(village))

    page, form = client.get(entry.get_absolute_url()), client.get(f"{entry.get_absolute_url()}stage/")

    assert page.context["declared"] == form.context["declared"]
    assert page.context["declared"] == [
        ("申报桌数", "24 桌", "20 桌", True), ("彩礼金额", "18000 元", "30000 元", False)
    ]  # fmt: skip
    assert all("申报情况与本地标准对照" in text(shown) for shown in (page, form))


def test_a_field_with_several_answers_is_told_from_one_with_one(client):
    client.force_login(admin_of("990102"))

    page = text(client.get(reverse("campaigns:ledger-definition", args=[ledger("moral_lectures").pk])))

    assert [page.count(said) for said in ("多选", "单选")] == [1, 1]
