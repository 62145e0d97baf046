"""Where notices are read and signed for: list, paper, Word file, endpoint, desk."""

import io

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from evaluation.actions import escalation
from evaluation.models import Notice
from foundation.audit.models import AuditEntry
from tests.factories import OrganisationFactory, SiteFactory, admin_of, leader_of, official_of
from tests.factories.notices import clock, noticed, under_way

pytestmark = pytest.mark.django_db
HERE = "990102"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(clock(10, 13, 18), tick=False):
        yield


@pytest.fixture
def site():
    return SiteFactory(name="永安农贸市场", organisation=OrganisationFactory(name="永安街道办事处"))


@pytest.fixture
def office():
    return admin_of(HERE)


def escalated(site):
    """A problem with all three notices, the last after its second lapse."""
    problem = noticed(clock(9, 30, 10), site=site).problem
    for moment in [(10, 9, 15, 30), (10, 10, 17, 40), (10, 13, 17, 40)]:
        escalation.escalate(HERE, actor=None, at=clock(*moment))
    return Notice.objects.filter(problem=problem).order_by("pk")


def body(client, notice):
    return client.get(notice.get_absolute_url()).content.decode()


def test_the_list_says_how_many_receipts_are_missing(client, site, office):
    escalated(site)
    client.force_login(office)

    answer = client.get(reverse("evaluation:notices"))

    assert "4 份通知单未签收，其中 3 份逾期" in answer.content.decode()
    assert [row.kind for row in answer.context["notices"]] == ["supervision", "supervision", "reminder", "assignment"]


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ({"kind": "reminder"}, ["reminder"]),
        ({"state": "sent"}, ["supervision", "supervision", "reminder"]),
        ({"state": "late"}, ["supervision", "reminder"]),
        ({"state": "received"}, ["assignment"]),
        ({"issued_after": "2026-10-11"}, ["supervision"]),
    ],
)
def test_the_list_is_narrowed_by_kind_receipt_and_day(client, site, office, query, kinds):
    first = escalated(site)[0]
    Notice.objects.filter(pk=first.pk).update(received_at=clock(9, 30, 11), received_by=office)
    client.force_login(office)

    rows = client.get(reverse("evaluation:notices"), query).context["notices"]

    assert [row.kind for row in rows] == kinds


def test_an_organisation_reads_its_own_notices_and_signs_for_them_once(client, site):
    mine, theirs = noticed(clock(10, 13, 10), site=site), noticed(clock(10, 13, 10), item="I-9")
    client.force_login(official_of(site.organisation, name="王敏"))

    assert [row.pk for row in client.get(reverse("evaluation:notices")).context["notices"]] == [mine.pk]
    assert client.get(theirs.get_absolute_url()).status_code == 404
    assert reverse("evaluation:notice-sign", args=[mine.pk]) in body(client, mine)
    answer = client.post(reverse("evaluation:notice-sign", args=[mine.pk]), follow=True)

    assert "已签收交办单〔2026〕1号，整改期限 10 月 16 日 17:30。" in answer.content.decode()
    assert "王*" in answer.content.decode()
    assert reverse("evaluation:notice-sign", args=[mine.pk]) not in body(client, mine)
    mine.refresh_from_db()
    assert mine.received_at == clock(10, 13, 18)


def test_nobody_else_is_offered_the_receipt_or_may_sign(client, site, office):
    notice = noticed(clock(10, 13, 10), site=site)
    client.force_login(office)

    assert reverse("evaluation:notice-sign", args=[notice.pk]) not in body(client, notice)
    assert client.post(reverse("evaluation:notice-sign", args=[notice.pk])).status_code == 403
    notice.refresh_from_db()
    assert notice.received_at is None


def test_an_organisation_signs_for_everything_it_has_read_at_once(client, site, office):
    read = [noticed(clock(10, 13, 10), site=site, item=f"I-{number}") for number in range(3)]
    client.force_login(official_of(site.organisation))
    seen = client.get(reverse("evaluation:notices")).content.decode()
    assert "签收全部 3 份" in seen
    newer = noticed(clock(10, 13, 11), site=site, item="I-8")
    theirs = noticed(clock(10, 13, 11), item="I-9")
    Notice.objects.filter(pk=theirs.pk).update(issued_at=clock(10, 12))

    address, told = reverse("evaluation:notice-sign-all"), {"newest": str(read[-1].pk)}
    answer = client.post(address, told, follow=True)
    again = client.post(address, told, follow=True)

    assert "已签收 3 份通知单。" in answer.content.decode()
    assert "已签收 0 份通知单。" in again.content.decode()
    assert list(Notice.objects.received().order_by("pk")) == read
    assert AuditEntry.objects.filter(verb="notice.sign").count() == 3
    assert not Notice.objects.filter(pk__in=[newer.pk, theirs.pk]).received().exists()
    client.force_login(office)
    assert client.post(address, told).status_code == 403


def test_each_paper_says_what_is_to_be_done_by_when(client, site, office):
    leader_of(HERE, name="李区长")
    assignment, reminder, first, second = escalated(site)
    client.force_login(office)

    assert "2026年9月30日，日常督查中发现以下问题，现交由你单位整改。" in body(client, assignment)
    assert "请于2026年10月10日17时30分前完成整改" in body(client, assignment)
    assert "整改期限临近" in body(client, reminder)
    assert "未在2026年10月10日17时30分前完成整改，现予督办。" in body(client, first)
    assert "请于2026年10月13日17时30分前完成整改" in body(client, first)
    assert "再次逾期的，列入周通报" in body(client, first)
    assert "系第2次逾期，现予督办。" in body(client, second)
    assert "抄送：李区长。" in body(client, second)


@pytest.mark.parametrize(
    ("position", "name", "number", "title", "copies"),
    [
        (0, "交办单〔2026〕1号", "交办〔2026〕1号", "问题整改交办单", []),
        (1, "提醒单〔2026〕1号", "提醒〔2026〕1号", "问题整改提醒单", []),
        (2, "督办单〔2026〕1号", "督办〔2026〕1号", "问题整改督办单", ["抄送：李区长。"]),
    ],
)
def test_the_word_file_opens_again_with_text_fonts_and_margins(
    client, site, office, position, name, number, title, copies
):
    leader_of(HERE, name="李区长")
    notice = escalated(site)[position]
    client.force_login(office)

    answer = client.get(reverse("evaluation:notice-document", args=[notice.pk]))
    opened = Document(io.BytesIO(b"".join(answer.streaming_content)))

    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert notice.get_kind_display() + notice.number == name
    texts = [paragraph.text for paragraph in opened.paragraphs if paragraph.text.strip()]
    assert texts[:4] == ["区划990102文明办文件", number, title, "永安街道办事处："]
    assert "二、整改要求" in texts
    assert f"问题编号：{notice.problem.number}" in texts
    assert [text for text in texts if text.startswith("抄送")] == copies
    faces = {run._element.rPr.rFonts.get(qn("w:eastAsia")) for one in opened.paragraphs for run in one.runs if run.text}
    assert faces == {"方正小标宋简体", "仿宋_GB2312", "黑体"}
    section = opened.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert all(abs(got - Mm(want)) < Mm(0.1) for got, want in zip(margins, (37, 35, 28, 26), strict=True))


def test_clients_get_the_shape_they_rely_on_and_the_file(client, site, office):
    notice = noticed(clock(10, 13, 10), site=site)
    client.force_login(office)

    (row,) = client.get("/api/v1/notices/").json()["results"]

    assert row == {
        "id": notice.pk,
        "kind": "assignment",
        "district": HERE,
        "year": 2026,
        "serial": 1,
        "number": "〔2026〕1号",
        "problem": notice.problem_id,
        "issued_at": "2026-10-13T10:00:00+08:00",
        "due_at": "2026-10-16T17:30:00+08:00",
        "received_at": None,
        "withdrawn_at": None,
        "document_url": f"http://testserver/api/v1/notices/{notice.pk}/document/",
    }
    file = client.get(row["document_url"])
    assert Document(io.BytesIO(b"".join(file.streaming_content))).paragraphs[0].text == "区划990102文明办文件"


def test_clients_sign_for_a_notice_and_are_told_when_they_may_not(client, site, office):
    notice = noticed(clock(10, 13, 10), site=site)
    client.force_login(office)
    assert client.post(f"/api/v1/notices/{notice.pk}/sign/").status_code == 403

    client.force_login(official_of(site.organisation))
    answers = [client.post(f"/api/v1/notices/{notice.pk}/sign/") for _time in range(2)]

    assert [answer.json()["received_at"] for answer in answers] == ["2026-10-13T18:00:00+08:00"] * 2


@pytest.mark.parametrize("address", ["/notices/", "/api/v1/notices/"])
def test_the_list_asks_the_same_number_of_queries_however_long_it_is(client, office, address):
    counts = []
    client.force_login(office)
    client.get(address)
    for wanted in (1, 3):
        while Notice.objects.count() < wanted:
            noticed(clock(10, 13, 10), item=f"I-{Notice.objects.count()}")
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(address)
        counts.append(len(found))

    assert counts[0] == counts[1]


def test_the_desk_names_what_waits_for_a_receipt(client, site, office):
    escalated(site)

    client.force_login(official_of(site.organisation))
    assert "签收 4 份通知单" in client.get(reverse("portal:desk")).content.decode()
    client.force_login(office)
    said = client.get(reverse("portal:desk")).content.decode()

    assert "待约谈 1 次" in said
    assert "3 份通知单未签收" in said


def test_a_notice_of_a_problem_that_nobody_photographed_has_no_picture(client, office):
    problem = under_way(clock(10, 13, 10))
    escalation.escalate(HERE, actor=None, at=clock(10, 19, 9))
    client.force_login(office)

    assert "fc-paper-photos" not in body(client, Notice.objects.get(problem=problem))
