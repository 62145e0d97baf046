"""Pages of groups, meetings and decisions: what they say, to whom, and what their buttons do."""

import datetime as dt
import io

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from campaigns.actions import minutes
from campaigns.models import AgendaItem, Attendee, Decision, Group, Meeting
from foundation.audit.models import AuditEntry
from tests.factories import OrganisationFactory, RegionFactory, UserFactory, admin_of, leader_of, official_of
from tests.factories.meetings import (
    DUE,
    MORNING,
    DecisionFactory,
    GroupFactory,
    MeetingFactory,
    MeetingKindFactory,
    MembershipFactory,
    called_meeting,
    decided,
    held_meeting,
    signed_meeting,
)

pytestmark = pytest.mark.django_db
AFTER = MORNING + dt.timedelta(hours=4)


@pytest.fixture(autouse=True)
def _clock():
    """Half past midnight, local time, on the day after the deadline of the decisions."""
    with time_machine.travel(dt.datetime(2026, 10, 24, 0, 30, tzinfo=MORNING.tzinfo), tick=False):
        yield


@pytest.fixture
def office():
    return admin_of("990102")


@pytest.fixture
def owner():
    return OrganisationFactory(name="区城管局")


def text(client, name, *args, **query):
    answer = client.get(reverse(f"campaigns:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_board_names_both_heads_by_their_family_name(client, office):
    group = GroupFactory(kind="leading", name="创建工作领导小组", state="in_force", formed_on=dt.date(2026, 1, 1))
    MembershipFactory(group=group, name="王建国", office="区委书记")
    MembershipFactory(group=group, name="李卫东", office="区长")
    client.force_login(official_of("990102001"))

    page = text(client, "leadership")

    assert "领导小组 2 位组长，0 个专项工作组" in page
    assert ("王*" in page, "李*" in page, "王建国" in page, "李卫东" in page) == (True, True, False, False)
    assert "组建机构" not in page


def test_a_group_is_formed_seated_and_put_in_force_on_its_pages(client, office):
    client.force_login(office)
    told = {"district": "990102", "kind": "leading", "name": "领导小组", "duties": "", "position": 1}

    client.post(reverse("campaigns:group-new"), told)
    group = Group.objects.get()
    early = client.post(reverse("campaigns:group-force", args=[group.pk]), {"on": "2026-10-24"}, follow=True)
    for name in ("王某", "李某"):
        seat = {"post": "head", "name": name, "office": "组长", "position": 1, "starts_on": "2026-10-24"}
        client.post(reverse("campaigns:member-new", args=[group.pk]), seat)
    client.post(reverse("campaigns:group-force", args=[group.pk]), {"on": "2026-10-24"})

    assert "必须恰有两位" in early.content.decode()
    group.refresh_from_db()
    assert (group.state, group.memberships.count()) == ("in_force", 2)
    first = group.memberships.get(name="王某")
    passed = {"name": "赵某", "office": "区委书记", "starts_on": "2026-11-01"}
    client.post(reverse("campaigns:member-succeed", args=[first.pk]), passed)
    first.refresh_from_db()
    assert (first.ends_on, group.memberships.get(name="赵某").post) == (dt.date(2026, 10, 31), "head")


def test_a_meeting_is_planned_with_agenda_reporters_groups_and_people(client, office, owner):
    person = UserFactory(username="zhang", name="张某")
    official_of("990102001", username="li")
    group = GroupFactory(state="in_force", formed_on=dt.date(2026, 1, 1))
    MembershipFactory(group=group, name="王某", office="组长", organisation=None)
    client.force_login(office)
    told = {
        "kind": MeetingKindFactory().pk,
        "region": "990102",
        "group": group.pk,
        "title": "调度会",
        "starts_at": "2026-10-26T15:00",
        "place": "二楼",
        "agenda": "背街小巷 | 区城管局\n市场｜区城管局\n临时",
        "organisations": [owner.pk],
        "with_group": "on",
        "people": "专家 | 大学教授\n@li",
    }

    refused = client.post(reverse("campaigns:meeting-new"), told | {"agenda": "议题 | 没有的局", "people": "@zhang"})
    client.post(reverse("campaigns:meeting-new"), told)

    assert ("没有的局" in refused.content.decode(), "没有用户名为" in refused.content.decode()) == (True, True)
    assert person.invitations.count() == 0
    meeting = Meeting.objects.get()
    assert timezone_of(meeting.starts_at) == "2026-10-26 15:00"
    items = AgendaItem.objects.order_by("position").values_list("title", "organisation__name")
    assert list(items) == [("背街小巷", "区城管局"), ("市场", "区城管局"), ("临时", None)]
    assert [str(row) for row in Attendee.objects.order_by("position")] == [
        "王某",
        "区城管局",
        "专家",
        "周" + str_of("li"),
    ]
    again = text(client, "meeting-edit", meeting.pk)
    assert ("背街小巷 | 区城管局" in again, "@li" in again, "专家 | 大学教授" in again) == (True, True, True)


def timezone_of(moment):
    return f"{moment.astimezone(MORNING.tzinfo):%Y-%m-%d %H:%M}"


def str_of(username):
    return UserFactory._meta.model.objects.get(username=username).name[1:]


def test_the_day_of_a_meeting_on_its_page(client, office, owner):
    meeting = called_meeting(office, owner)
    client.force_login(office)
    assert "会议已开，写纪要" in text(client, "meeting", meeting.pk)

    client.post(reverse("campaigns:meeting-hold", args=[meeting.pk]))
    before = text(client, "meeting", meeting.pk)
    item = meeting.items.get()
    saved = client.post(
        reverse("campaigns:minutes-write", args=[item.pk]),
        {"text": "逐条推进。", "seen": 0},
        headers={"HX-Request": "true"},
    )
    stale = client.post(
        reverse("campaigns:minutes-write", args=[item.pk]), {"text": "改", "seen": 0}, headers={"HX-Request": "true"}
    )
    client.post(reverse("campaigns:meeting-mark", args=[meeting.pk]), {"all": "1"})
    told = {
        "text": "整治三条街巷",
        "organisation": owner.pk,
        "due_on": "2026-10-30",
        "links": "问题清单 http://testserver/problems/",
    }
    client.post(reverse("campaigns:meeting-decide", args=[meeting.pk]), told)
    client.post(reverse("campaigns:minutes-sign", args=[meeting.pk]))

    assert "还有 1 方没有登记出席。 第 1 个议题的纪要还没写。" in before
    assert ("00:30 已保存" in saved.content.decode(), 'value="1"' in saved.content.decode()) == (True, True)
    assert (stale.status_code, "别人改过" in stale.content.decode()) == (409, True)
    decision = Decision.objects.get()
    assert (decision.state, decision.links.get().url, decision.links.get().title) == ("open", "/problems/", "问题清单")
    page = text(client, "meeting", meeting.pk)
    assert ("调度会纪要" in page, "〔2026〕1号" in page, "整治三条街巷" in page) == (True, True, True)


def test_the_minutes_in_word_have_head_number_points_decisions_and_who_came(client, office, owner):
    meeting = held_meeting(office, owner, title="背街小巷调度会", chair="分管副区长")
    decided(meeting, office, owner)
    client.force_login(office)
    draft = document(client, meeting)

    minutes.sign(meeting, actor=office, at=AFTER)
    issued = document(client, meeting)

    place = meeting.region.name
    assert [line for line in issued if line][:6] == [
        f"{place}调度会纪要",
        "〔2026〕1号",
        "背街小巷调度会",
        "2026年10月12日9时30分，在区政府二楼会议室召开调度会，由分管副区长主持。现纪要如下：",
        "一、背街小巷整治",
        "逐条推进。",
    ]
    assert ("二、议定事项" in issued, "出席：区城管局" in issued) == (True, True)
    assert "〔2026〕　号" in draft


def document(client, meeting):
    answer = client.get(reverse("campaigns:minutes-document", args=[meeting.pk]))
    assert answer.status_code == 200
    return [line.text for line in Document(io.BytesIO(b"".join(answer.streaming_content))).paragraphs]


def test_an_invited_official_reads_the_notice_but_no_unissued_minutes(client, office, owner):
    meeting = held_meeting(office, owner)
    minutes.write(meeting.items.get(), text="内部草稿", seen=1, actor=office, at=AFTER)
    client.force_login(official_of(owner))

    page = text(client, "meeting", meeting.pk)
    refused = client.get(reverse("campaigns:minutes-document", args=[meeting.pk]))

    assert ("会议通知" in page, "内部草稿" in page, refused.status_code) == (True, False, 403)


def test_the_list_of_decisions_shows_what_is_left_and_says_how_much_is_overdue(client, office, owner):
    late = DecisionFactory(organisation=owner, text="逾期事项")
    done = {"state": "confirmed", "done_on": DUE + dt.timedelta(days=1), "closed_at": AFTER}
    DecisionFactory(meeting=late.meeting, text="办结事项", **done)
    DecisionFactory(meeting=late.meeting, text="还早事项", due_on=DUE + dt.timedelta(days=30))
    client.force_login(leader_of("990102"))

    page, every = text(client, "decisions"), text(client, "decisions", state="all")
    overdue, words = text(client, "decisions", deadline="overdue"), text(client, "decisions", words="还早")

    assert "2 项议定事项待办结，其中 1 项逾期" in page
    assert ("办结事项" in page, "办结事项" in every, "逾期办结" in every) == (False, True, True)
    assert ("逾期事项" in overdue, "还早事项" in overdue) == (True, False)
    assert ("逾期事项" in words, "还早事项" in words) == (False, True)
    assert "1 项议定事项待办结" in words


def test_owner_and_office_pass_a_decision_between_them(client, office, owner):
    decision, official = DecisionFactory(organisation=owner), official_of(owner)
    client.force_login(official)
    page = text(client, "decision", decision.pk)
    client.post(reverse("campaigns:decision-start", args=[decision.pk]))
    empty = client.post(reverse("campaigns:decision-report", args=[decision.pk]), {"answer": ""})
    client.post(reverse("campaigns:decision-report", args=[decision.pk]), {"answer": "办好了", "links": "/problems/"})
    client.force_login(office)
    client.post(reverse("campaigns:decision-return", args=[decision.pk]), {"reason": "再核对"})
    client.post(reverse("campaigns:decision-postpone", args=[decision.pk]), {"until": "2026-11-20", "reason": "雨季"})
    client.force_login(official)
    client.post(reverse("campaigns:decision-report", args=[decision.pk]), {"answer": "都办好了"})
    client.force_login(office)
    client.post(reverse("campaigns:decision-confirm", args=[decision.pk]))

    assert ("开始办理" in page, "确认办结" in page, empty.status_code) == (True, False, 200)
    steps = decision.steps.order_by("pk").values_list("kind", flat=True)
    assert list(steps) == ["started", "reported", "returned", "postponed", "reported", "confirmed"]
    assert Meeting.objects.get().state == "finished"


def test_lists_are_taken_out_as_they_are_shown_and_the_trail_says_so(client, office, owner):
    decision = DecisionFactory(organisation=owner, text="=1+1")
    DecisionFactory(meeting=decision.meeting, state="cancelled", closed_at=AFTER, reason="x")
    client.force_login(office)

    left = rows_of(client.post(reverse("campaigns:decision-export")))
    every = rows_of(client.post(reverse("campaigns:decision-export") + "?state=all"))
    meetings = rows_of(client.post(reverse("campaigns:meeting-export")))

    assert ([row[3] for row in left[1:]], len(every), len(meetings)) == (["=1+1"], 3, 2)
    assert meetings[1][-3:] == [1.0, 0.0, 1.0]
    trail = (
        AuditEntry.objects.filter(verb="documents.export").order_by("pk").values_list("after__list", "after__filters")
    )
    assert list(trail) == [("decisions", ""), ("decisions", "state=all"), ("meetings", "")]


def rows_of(answer):
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    return book.get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("name", ["meetings", "decisions"])
def test_lists_ask_the_same_whatever_their_length(client, office, name):
    client.force_login(office)

    def queries() -> int:
        client.get(reverse(f"campaigns:{name}"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(f"campaigns:{name}"))
        return len(asked)

    DecisionFactory(meeting=signed_meeting())
    one = queries()
    for _number in range(2):
        DecisionFactory(meeting=signed_meeting(group=GroupFactory()))
        MeetingFactory(region=RegionFactory(code="990102001"))

    assert queries() == one


def test_pages_speak_english(client, office, owner):
    meeting = held_meeting(office, owner)
    decision = DecisionFactory(organisation=owner)
    client.force_login(office)
    client.cookies["django_language"] = "en"

    assert "Before the minutes can be issued" not in text(client, "meeting", meeting.pk)
    assert "Issue the minutes with 0 decisions" in text(client, "meeting", meeting.pk)
    assert "1 decision to be carried out, 1 of them overdue" in text(client, "decisions")
    assert "What happened" in text(client, "decision", decision.pk)
    assert "1 meeting held" not in text(client, "meetings")
