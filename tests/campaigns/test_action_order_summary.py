"""The closing summary of an action order in Word: what was ordered, who did what, who did nothing."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from docx import Document
from rest_framework.test import APIClient

from campaigns.exports.action_orders import summary_of
from foundation.attachments import actions as attachments
from foundation.audit.models import AuditEntry
from tests.factories import OrganisationFactory, RegionFactory, admin_of, official_of
from tests.factories.actions import ActionOrderFactory, ActionTaskFactory
from tests.factories.files import photo_file

pytestmark = pytest.mark.django_db
SHANGHAI = dt.timezone(dt.timedelta(hours=8))


def at(day, hour=9):
    return dt.datetime(2026, 11, day, hour, tzinfo=SHANGHAI)


@pytest.fixture
def order():
    """Closed, with one confirmed answer, a late one, one that was sent back and one that never came."""
    issued = {"year": 2026, "serial": 11, "issued_at": at(1), "theme": "冬季清洁", "text": "清扫责任区。"}
    closed = {"closed_at": at(20), "summary": "背街小巷面貌改善。\n转入常态保洁。"}
    days = {"on": dt.date(2026, 11, 3), "due_on": dt.date(2026, 11, 10)}
    made = ActionOrderFactory(district=RegionFactory(code="990102"), state="closed", **issued, **closed, **days)
    figure = {"asked": "清运垃圾", "figure_name": "清运垃圾", "unit": "吨"}
    told = {"order": made, "issued_on": dt.date(2026, 11, 1), "due_on": dt.date(2026, 11, 10), **figure}

    def task(name, state, day=None, **given):
        answered = {"answered_at": at(day), "first_answered_at": at(day)} if day else {}
        ActionTaskFactory(organisation=OrganisationFactory(name=name), state=state, **told, **answered, **given)

    photo = attachments.store(photo_file(), actor=admin_of("990102"), at=at(9))
    told_of = {"figure": Decimal("12.50"), "people": 60, "photo": photo}
    task("区城管局", "confirmed", 9, answer="清理12条巷", **told_of)
    task("区教育局", "answered", 12, answer="校园周边", figure=Decimal("3.00"))
    task("区水务局", "returned", 9, answer="好", reason="没有数据", figure=Decimal("99.00"), people=9)
    task("区文旅局", "asked")
    return made


def paper(content):
    opened = Document(io.BytesIO(content))
    cells = [[cell.text for cell in row.cells] for table in opened.tables for row in table.rows]
    return [paragraph.text for paragraph in opened.paragraphs if paragraph.text], cells


def test_the_summary_tells_who_did_what_and_who_did_nothing(order):
    tasks = list(order.tasks.select_related("organisation").order_by("pk"))

    text = summary_of(order, tasks, office="区文明办")

    assert text.title == "关于“3号行动”（冬季清洁）开展情况的小结"
    assert text.opening == (
        "2026年11月3日，根据行动〔2026〕11号部署，以“冬季清洁”为主题开展“3号行动”，共向4个单位下达任务，"
        "2个单位报送行动情况（其中逾期报送1个），经审核确认1个，2个单位未完成报送；参与60人次，附现场照片1张。"
    )
    assert text.totals == (("清运垃圾", "15.5吨"),)
    assert text.done == (
        ("1", "区城管局", "清运垃圾", "清理12条巷", "清运垃圾12.5吨；参与60人次"),
        ("2", "区教育局", "清运垃圾", "校园周边（逾期报送）", "清运垃圾3吨"),
    )
    assert text.nothing == (
        "区水务局：清运垃圾（报送后被退回，未重新报送：没有数据）",
        "区文旅局：清运垃圾（未报送）",
    )
    assert (text.photos, text.day) == (1, dt.date(2026, 11, 20))


def test_the_word_document_is_taken_from_the_page_and_written_down(client, order):
    client.force_login(admin_of("990102"))

    assert "小结" in client.get(order.get_absolute_url()).content.decode()
    answer = client.post(reverse("campaigns:action-order-summary", args=[order.pk]))

    lines, cells = paper(b"".join(answer.streaming_content))
    assert ("背街小巷面貌改善。" in lines, "转入常态保洁。" in lines) == (True, True)
    assert [line for line in lines if line.startswith(("一、", "二、", "三、"))] == [
        "一、总体情况",
        "二、各单位落实情况",
        "三、未落实单位",
    ]
    assert (cells[0], cells[1][1]) == (["序号", "责任单位", "任务要求", "落实情况", "报送数据"], "区城管局")
    entry = AuditEntry.objects.get(verb="documents.export")
    assert entry.after["list"] == "action_order_summary"


def test_only_a_closed_order_has_a_summary_and_only_those_who_see_it_take_it(client, order):
    url = reverse("campaigns:action-order-summary", args=[order.pk])
    running = ActionOrderFactory(
        district=order.district, state="issued", year=2026, serial=12, issued_at=at(1), theme="x", text="x"
    )
    other = reverse("campaigns:action-order-summary", args=[running.pk])

    codes = []
    asked_one = official_of(order.tasks.first().organisation)
    for user, asked in ((admin_of("990103"), url), (admin_of("990102"), other), (asked_one, url)):
        client.force_login(user)
        codes.append(client.post(asked).status_code)

    assert codes == [404, 404, 200]


def test_clients_take_it_too(order):
    client = APIClient()
    client.force_authenticate(admin_of("990102"))

    key = {"Idempotency-Key": "one"}
    answers = [client.post(f"/api/v1/action-orders/{order.pk}/summary/", headers=key) for _time in range(2)]

    assert [b"".join(answer.streaming_content)[:2] for answer in answers] == [b"PK", b"PK"]
    assert AuditEntry.objects.filter(verb="documents.export").count() == 2
