"""Pages of action orders, special actions, joint campaigns and pairings: who sees and does what on them."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from campaigns.models import ActionOrder, ActionTask, CampaignLink, Pairing, SpecialAction, SupportRecord
from foundation.audit.models import AuditEntry
from foundation.organisations.models import OrganisationKind
from tests.factories import OrganisationFactory, RegionFactory, admin_of, leader_of, official_of
from tests.factories.actions import (
    ActionOrderFactory,
    ActionTaskFactory,
    JointCampaignFactory,
    MilestoneFactory,
    PairingFactory,
    SpecialActionFactory,
    SpecialActionKindFactory,
    SupportRecordFactory,
)
from tests.factories.files import photo_file

pytestmark = pytest.mark.django_db
DISTRICT = "990102"
TODAY = dt.date(2026, 11, 4)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 4, 9, tzinfo=dt.timezone(dt.timedelta(hours=8))))


@pytest.fixture(autouse=True)
def _departments(db):
    kinds = [("urban_management", "government"), ("parks_greening", "institution"), ("street_office", "local")]
    OrganisationKind.objects.bulk_create(
        OrganisationKind(code=code, name=code, group=group, peer_group=group) for code, group in kinds
    )


def text(client, name, *args, **query):
    return client.get(reverse(f"campaigns:{name}", args=args), query).content.decode()


def post(client, name, *args, **told):
    return client.post(reverse(f"campaigns:{name}", args=args), told)


def test_an_order_is_written_tasks_are_set_and_it_is_issued_on_its_pages(client):
    RegionFactory(code=DISTRICT)
    bureau, street = OrganisationFactory(), OrganisationFactory(kind="street_office", region__code="990102001")
    client.force_login(admin_of(DISTRICT))
    told = {
        "on": "2026-12-03",
        "due_on": "2026-12-10",
        "theme": "冬季清洁",
        "text": "清扫责任区。",
        "district": DISTRICT,
    }

    made = post(client, "action-order-new", **told)
    order = ActionOrder.objects.get()
    asked = post(client, "action-order-ask", order.pk, asked="清扫", all_streets="on", organisations=[bureau.pk])
    draft = text(client, "action-order", order.pk)
    issued = post(client, "action-order-issue", order.pk)

    assert (made.status_code, asked.status_code, issued.status_code) == (302, 302, 302)
    assert set(order.tasks.values_list("organisation", flat=True)) == {bureau.pk, street.pk}
    assert "关于开展“3号行动”（冬季清洁）的通知" in draft
    order.refresh_from_db()
    assert (order.state, order.number) == ("issued", "〔2026〕1号")
    assert "2 项任务已确认 0 项" in text(client, "action-order", order.pk)


def test_a_draft_says_what_is_missing_and_keeps_what_was_typed(client):
    order = ActionOrderFactory(theme="", text="")
    client.force_login(admin_of(DISTRICT))

    page = text(client, "action-order", order.pk)
    refused = post(
        client, "action-order-revise", order.pk, on="2026-12-03", due_on="2026-12-01", theme="冬季", text="扫"
    )

    assert "还缺主题" in page
    assert (refused.status_code, "填报截止不能早于行动日" in refused.content.decode()) == (200, True)
    assert "冬季" in refused.content.decode()


def test_an_organisation_answers_with_a_photo_that_those_who_see_the_task_see(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    task = ActionTaskFactory(figure_name="清运垃圾", unit="吨")
    client.force_login(official_of(task.organisation))
    told = {"text": "清理小巷12条", "figure": "2.5", "people": "30", "photo": photo_file("a.jpg")}

    short = post(client, "action-task", task.pk, text="清理小巷12条")
    filed = post(client, "action-task", task.pk, **told)

    assert (short.status_code, filed.status_code) == (200, 302)
    task.refresh_from_db()
    assert (task.state, task.people, task.photo.is_image) == ("answered", 30, True)
    assert client.get(reverse("campaigns:action-task-photo", args=[task.pk])).status_code == 200
    client.force_login(official_of(OrganisationFactory()))
    assert client.get(reverse("campaigns:action-task-photo", args=[task.pk])).status_code == 404


def test_the_office_confirms_from_the_order_and_sends_back_with_a_reason(client):
    task = ActionTaskFactory(
        state="answered", answer="已清扫", answered_at="2026-11-04T01:00Z", first_answered_at="2026-11-04T01:00Z"
    )
    client.force_login(admin_of(DISTRICT))

    listed = text(client, "action-tasks", state="answered")
    back = post(client, "action-task-return", task.pk, reason="补照片")
    stale = post(client, "action-task-confirm", task.pk)

    assert "1 项行动情况待确认" in listed
    assert (back.status_code, stale.status_code) == (302, 303)
    assert ActionTask.objects.get().reason == "补照片"


def test_the_order_is_a_word_document_with_its_number(client):
    task = ActionTaskFactory(asked="清扫责任区")
    client.force_login(official_of(task.organisation))

    answer = client.get(reverse("campaigns:action-order-document", args=[task.order_id]))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/vnd.openxmlformats-officedocument")
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_exports_are_recorded_with_their_filters(client):
    ActionTaskFactory()
    PairingFactory()
    SupportRecordFactory()
    SpecialActionFactory()
    client.force_login(admin_of(DISTRICT))

    names = ("action-order-export", "action-task-export", "pairing-export", "support-export", "special-action-export")
    for name in names:
        answer = client.post(reverse(f"campaigns:{name}") + "?year=2026")
        assert (answer.status_code, b"".join(answer.streaming_content)[:2]) == (200, b"PK")

    taken = AuditEntry.objects.filter(verb="documents.export").order_by("pk").values_list("after__list", flat=True)
    assert list(taken) == ["action_orders", "action_tasks", "pairings", "support_records", "special_actions"]


def test_the_export_of_orders_holds_what_is_listed(client):
    task = ActionTaskFactory()
    ActionOrderFactory(theme="下月清洁日", on=dt.date(2026, 12, 3), due_on=dt.date(2026, 12, 10))
    client.force_login(admin_of(DISTRICT))
    address = reverse("campaigns:action-order-export")

    answer = client.post(f"{address}?state=issued")
    page = text(client, "action-orders", state="issued")

    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    _head, *rows = book.get_sheet_by_index(0).to_python()
    assert [(row[0], row[1], *row[6:10]) for row in rows] == [(task.order.theme, "〔2026〕1号", 1, 0, 0, 0)]
    assert f'action="{address}?state=issued"' in page


def test_the_catalogue_is_adopted_on_a_page_that_suggests_who_leads(client):
    RegionFactory(code=DISTRICT)
    kind, lead = SpecialActionKindFactory(), OrganisationFactory(kind="parks_greening", name="园林绿化中心")
    client.force_login(admin_of(DISTRICT))

    page = text(client, "special-action-adopt", DISTRICT, 2026)
    taken = post(
        client, "special-action-adopt", DISTRICT, 2026, **{f"lead_{kind.pk}": lead.pk, f"target_{kind.pk}": 12}
    )

    assert f'<option value="{lead.pk}" selected>园林绿化中心</option>' in page
    assert taken.status_code == 302
    assert list(SpecialAction.objects.values_list("kind", "lead", "target")) == [("pocket_parks", lead.pk, 12)]


def test_a_special_action_shows_late_milestones_and_its_lead_reports(client):
    milestone = MilestoneFactory()
    action = milestone.action
    client.force_login(official_of(action.lead))

    before = text(client, "special-action", action.pk)
    post(client, "milestone-reach", milestone.pk, done_on="2026-11-03", note="六处建成")
    post(client, "special-action-figure", action.pk, month="2026-10-01", value="6")
    unsaid = post(client, "special-action-figure", action.pk, month="2026-10-01", value="5")
    after = text(client, "special-action", action.pk)

    assert "1 个节点逾期" in before
    assert (unsaid.status_code, "写明更正理由" in unsaid.content.decode()) == (200, True)
    assert "1 个节点完成 1 个" in after
    assert "逾期完成" in after
    assert "建成小游园数：6 个" in after


def test_the_overview_of_a_year_tells_how_far_each_is(client):
    MilestoneFactory()
    client.force_login(leader_of(DISTRICT))

    assert "1 个节点逾期" in text(client, "special-actions")
    assert "2025 年还没有部署专项行动" in text(client, "special-actions", year=2025)


def test_a_record_is_counted_in_campaigns_from_its_page_and_stands_on_theirs(client):
    task, health = ActionTaskFactory(), JointCampaignFactory()
    client.force_login(admin_of(DISTRICT))
    url = reverse("campaigns:campaign-tags", args=["action_task", task.pk])

    counted = client.post(url, {"campaign": [health.pk, "x", "9" * 30]})

    assert counted.status_code == 302
    assert CampaignLink.objects.get().campaign == health
    assert "爱国卫生运动：计入 1 条记录" in text(client, "joint-campaign", health.pk)
    assert '<a class="fc-kind"' in client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert client.get(reverse("campaigns:campaign-tags", args=["nothing", task.pk])).status_code == 404
    client.force_login(admin_of("990103"))
    assert client.post(url, {"campaign": [health.pk]}).status_code == 404


def test_pairing_recording_reversing_and_ending_on_pages(client):
    unit, village = OrganisationFactory(name="区水利局"), RegionFactory(code="990102100201", name="柳林村")
    office, official = admin_of(DISTRICT), official_of(unit)
    client.force_login(office)
    post(client, "pairing-new", organisation="区水利局", region="柳林村", starts_on="2026-06-01")
    pairing = Pairing.objects.get()
    twice = post(client, "pairing-new", organisation=unit.code, region=village.pk, starts_on="2026-06-01")
    client.force_login(official)
    told = {"kind": "environment", "on": "2026-11-03", "text": "清理河道", "hours": "4", "funds": "1200"}
    post(client, "support-new", pairing.pk, **told)
    record = SupportRecord.objects.get()
    before = text(client, "pairing", pairing.pk)
    post(client, "support-reverse", record.pk, reason="日期写错")
    client.force_login(office)
    ended = post(client, "pairing-end", pairing.pk, ends_on="2026-11-04", reason="调整")

    assert (twice.status_code, ended.status_code) == (303, 302)
    assert "区水利局—柳林村：1 个季度没有帮扶" in before
    assert "1,200" in before
    pairing.refresh_from_db()
    record.refresh_from_db()
    assert (pairing.state, record.state) == ("ended", "reversed")


def test_the_list_of_pairings_names_gaps_first(client):
    PairingFactory()
    client.force_login(leader_of(DISTRICT))

    page = text(client, "pairings", state="gaps")

    assert "2026年第三季度有 1 对结对没有帮扶" in page.replace(" ", "").replace("有1对", "有 1 对")


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("action-orders", lambda: ActionTaskFactory()),
        ("action-tasks", lambda: ActionTaskFactory()),
        ("pairings", lambda: SupportRecordFactory()),
        ("support-records", lambda: SupportRecordFactory()),
        ("special-actions", lambda: MilestoneFactory(action__kind__code=f"kind-{SpecialAction.objects.count()}")),
    ],
)
def test_lists_ask_the_same_whatever_their_length(client, name, make):
    client.force_login(leader_of(DISTRICT))
    address = reverse(f"campaigns:{name}")

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    make()
    one = queries()
    for _more in range(3):
        make()

    assert queries() == one


def test_the_desk_names_what_waits(client):
    task, milestone, pairing = ActionTaskFactory(), MilestoneFactory(), PairingFactory()
    desk = reverse("portal:desk")
    seen = {}
    for who in (task.organisation, milestone.action.lead, pairing.organisation):
        client.force_login(official_of(who))
        seen[who] = client.get(desk).content.decode()
    client.force_login(admin_of(DISTRICT))
    ActionOrderFactory(theme="", on=dt.date(2026, 11, 8), due_on=dt.date(2026, 11, 15))
    office = client.get(desk).content.decode()

    assert "填报 1 项行动任务" in seen[task.organisation]
    assert "填报“建成过半”" in seen[milestone.action.lead]
    assert f"登记对{pairing.region}的帮扶" in seen[pairing.organisation]
    for words in ("签发", "1 个节点逾期", "1 对结对没有帮扶"):
        assert words in office
