"""The desk: what is due, for each role, from the records."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from evaluation.actions import assessments, problems
from evaluation.models import CheckFlag, Draw
from foundation.jobs.models import JobRun
from foundation.periods import Period
from portal import desk
from tests.factories import (
    CheckFactory,
    PlanFactory,
    ProblemFactory,
    RegionFactory,
    SchemeFactory,
    SiteFactory,
    UserFactory,
    admin_of,
    inspector_of,
    leader_of,
    official_of,
)
from tests.factories.bulletins import BulletinFactory
from tests.factories.campaigns import BoardEntryFactory
from tests.factories.problems import DONE, GIVEN, Place

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)


def due(user):
    return [(row.group, row.what) for row in desk.todos(user, on=TODAY, at=NOW)]


def draw(plan):
    return Draw.objects.create(plan=plan, district=plan.district, on=TODAY, seed="0", drawn_at=NOW, inputs_digest="0")


def test_an_office_without_sites_is_told_the_first_step():
    assert due(admin_of("990102")) == [("today", "还没有点位")]


def test_a_district_without_a_plan_is_sent_to_the_plans():
    SiteFactory()

    assert due(admin_of("990102")) == [("today", "区划990102没有执行中的督查计划")]


def test_a_day_without_a_draw_is_shown_until_it_is_drawn():
    plan = PlanFactory(district=SiteFactory().district)
    office = admin_of("990102")
    assert due(office) == [("today", "区划990102今天还没有抽取督查")]

    draw(plan)

    assert due(office) == []


def test_drafts_questions_problems_and_failed_runs_wait_for_the_office():
    SchemeFactory()
    site = SiteFactory()
    draw(PlanFactory(district=site.district))
    assessments.score(site.district, period=Period.parse("2026-10"), actor=None, at=NOW)
    check = CheckFactory(done=True, site=site)
    CheckFlag.objects.create(check_record=check, district=site.district, kind="too_fast", raised_at=NOW)
    ProblemFactory(site=site)
    JobRun.objects.create(task="score_month", region_code="990102", period="2026-10", state="failed", started_at=NOW)

    assert due(admin_of("990102")) == [
        ("week", "审定：区划990102 10 月测评"),
        ("week", "1 条核验提示待答复"),
        ("week", "1 个问题待交办"),
        ("week", "1 次定时任务没有成功"),
    ]
    assert due(admin_of("990103")) == [("today", "还没有点位")]


def test_an_inspector_has_his_checks_of_today():
    inspector = inspector_of("990102")
    CheckFactory(inspector=inspector, on=TODAY)
    CheckFactory(inspector=UserFactory(), on=TODAY)
    CheckFactory(inspector=inspector, on=TODAY - dt.timedelta(days=1))

    assert due(inspector) == [("today", "今天有 1 处要检查")]


def test_an_official_sees_new_problems_of_his_street_and_his_last_score():
    SchemeFactory()
    site, office = SiteFactory(), admin_of("990102")
    CheckFactory(done=True, site=site)
    assessment = assessments.score(site.district, period=Period.parse("2026-10"), actor=office, at=NOW)
    assessments.approve(assessment, actor=office, at=NOW)
    assessments.publish(assessment, actor=office, at=NOW)
    ProblemFactory(site=site, found_at=NOW - dt.timedelta(days=1))
    ProblemFactory(site=site, item="OLD", found_at=NOW - dt.timedelta(days=30))

    assert due(official_of("990102001")) == [("week", "你的点位新发现 1 个问题"), ("later", "看看 10 月失分在哪里")]
    assert due(official_of("990102002")) == []


@pytest.mark.parametrize(
    ("rows", "title"),
    [([], "都办完了"), (["today", "week"], "今天要办 1 件"), (["week", "later"], "今天的都办完了，还有 2 件不急")],
    ids=["nothing", "today", "this week"],
)
def test_the_title_is_the_answer(rows, title):
    assert desk.title([desk.Todo(group, "", "", "", "", "") for group in rows]) == title


@pytest.mark.parametrize("role", [admin_of, inspector_of, official_of, leader_of], ids=lambda role: role.__name__)
def test_every_role_has_a_desk(client, role):
    CheckFactory(site=SiteFactory(), on=TODAY)
    client.force_login(role("990102"))

    answer = client.get(reverse("portal:desk"))

    assert (answer.status_code, answer.templates[0].name) == (200, "portal/desk.html")


def test_the_progress_of_today_counts_what_is_in_sight():
    inspector = UserFactory()
    CheckFactory(inspector=inspector, on=TODAY)
    CheckFactory(done=True, inspector=inspector, on=TODAY)
    CheckFactory(state="cancelled", on=TODAY)
    CheckFactory(site=SiteFactory(region=RegionFactory(code="990103001001")), on=TODAY)

    assert desk.progress(leader_of("990102"), on=TODAY) == {"drawn": 2, "done": 1, "inspectors": 1}


def test_what_the_office_assigned_waits_for_the_organisation_by_its_deadline():
    place = Place()
    due_at = {"1": GIVEN - dt.timedelta(days=6), "2": GIVEN - dt.timedelta(days=3), "3": GIVEN}
    for item, at in due_at.items():
        place.assigned(item=item, found_at=at, at=at)

    with time_machine.travel(GIVEN, tick=False):
        rows = [(row.group, row.what) for row in desk.todos(place.official, on=GIVEN.date(), at=GIVEN)]

    assert rows == [("today", "签收 3 份通知单"), ("today", "1 个问题逾期"), ("week", "要整改 2 个")]


def test_requests_for_more_time_and_rechecks_wait_for_whoever_decides():
    place = Place()
    asked = place.assigned(item="1", description="路面破损")
    problems.ask_extension(
        asked, until=asked.due_at + dt.timedelta(days=2), reason="材料未到", actor=place.official, at=GIVEN
    )
    place.rectified(item="2")

    with time_machine.travel(DONE, tick=False):
        office = [row.what for row in desk.todos(place.office, on=DONE.date(), at=DONE)]
        inspector = [row.what for row in desk.todos(place.inspector, on=DONE.date(), at=DONE)]

    assert "申请延期：路面破损" in office
    assert inspector == ["待复查 1 个"]


def test_an_open_bulletin_and_proposed_entries_of_the_boards_wait_for_the_office():
    """The row leads to the next step: write what is missing, then approve, then publish."""
    office = admin_of("990102")
    bulletin = BulletinFactory()
    BoardEntryFactory(state="proposed")

    rows = [(row.what, row.button) for row in desk.todos(office, on=TODAY, at=NOW)]

    assert (f"{bulletin.district}2026 年第 42 周督查通报", "写下步要求") in rows
    assert ("1 个红黑榜条目待审定", "去批") in rows
