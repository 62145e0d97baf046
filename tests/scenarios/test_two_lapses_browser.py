"""Two missed deadlines in a real browser: notices, two supervisions, an interview, a line in the bulletin."""

import datetime as dt
from decimal import Decimal

import pytest
from docx import Document
from playwright.sync_api import expect

from evaluation.models import Bulletin, Interview, Notice, Problem
from evaluation.tasks import compile_bulletins, escalate
from foundation.periods import Period, PeriodKind, local_day
from tests.factories import (
    CheckFactory,
    OrganisationFactory,
    ProblemFactory,
    SchemeFactory,
    SiteFactory,
    admin_of,
    leader_of,
    official_of,
)
from tests.factories.foundation import RegionFactory
from tests.scenarios.desks import Clock, Desk, moment, phone_of

pytestmark = pytest.mark.browser
TEN_MINUTES = dt.timedelta(minutes=10)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch, moment("2026-10-12", "09:30"))  # a Monday


def test_an_organisation_that_misses_two_deadlines(browser, live_server, clock):
    SchemeFactory()
    district = RegionFactory(code="990102", name="清河区")
    transport = OrganisationFactory(code="JTJ", name="清河区交通局", region=district)
    site = SiteFactory(name="城东汽车站", organisation=transport)
    problem = ProblemFactory(site=site, description="站前非机动车乱停", found_at=moment("2026-10-12", "08:30"))
    office = Desk(browser, live_server, admin_of("990102", name="王敏"))
    official = phone_of(browser, live_server, official_of(transport, name="李强"))
    leader = phone_of(browser, live_server, leader_of("990102", name="陈立"))

    _assigned_and_signed_for(office, official)
    _first_deadline_missed(problem, clock, office, official)
    _second_deadline_missed(problem, clock, leader)
    _the_interview(clock, office, official)
    second = problem.due_at
    CheckFactory(site=site, done=True, on=local_day(second), score=Decimal("71.50"))
    bulletin = _the_bulletin(second, clock, office)
    _read_by_everybody(bulletin, official, leader, Desk(browser, live_server))

    kinds = Notice.objects.order_by("issued_at", "pk").values_list("kind", "serial", "lapse")
    assert list(kinds) == [("assignment", 1, None), ("supervision", 1, 1), ("supervision", 2, 2)]
    assert Problem.objects.get().lapses == 2


def _missed(problem, clock):
    problem.refresh_from_db()
    clock.set(problem.due_at + TEN_MINUTES)
    escalate(district="990102")
    problem.refresh_from_db()


def _assigned_and_signed_for(office, official):
    office.open("/problems/")
    office.page.get_by_role("checkbox", name="选择本页全部").check()
    expect(office.page.locator("[data-consequence]")).to_contain_text("将发 1 份交办单〔2026〕1号")
    office.press("交办 1 个问题")
    office.shows("已交办 1 个问题", where="#fc-messages")

    official.open("/notices/")
    official.shows("站前非机动车乱停")
    official.follow("交办")
    official.shows("城东汽车站", "清河区交通局：")
    official.press("签收")
    official.shows("李* 今天 09:30 签收")


def _first_deadline_missed(problem, clock, office, official):
    _missed(problem, clock)
    official.open("/desk/")
    official.shows("1 个问题逾期", "督办至 10 月 19 日 17:30")
    official.open("/problems/inbox/")
    official.shows("站前非机动车乱停", "已逾期，督办剩 2 个工作日")
    official.open("/messages/")
    official.shows("收到督办单 1 份，整改已逾期")
    office.open("/notices/?kind=supervision")
    office.follow("督办")
    office.shows("清河区交通局：", "站前非机动车乱停")
    assert len(Document(office.download("Word")).paragraphs) > 5


def _second_deadline_missed(problem, clock, leader):
    _missed(problem, clock)
    assert Notice.objects.filter(kind="supervision").count() == 2
    leader.open("/messages/")
    leader.shows("你分管的区域发出督办单 1 份")
    leader.page.get_by_role("button", name="你分管的区域发出督办单 1 份").first.click()
    leader.shows("清河区交通局", "督办单〔2026〕2号")


def _the_interview(clock, office, official):
    clock.set(clock.now() + dt.timedelta(hours=2))
    office.open("/interviews/")
    office.shows("清河区交通局")
    office.follow("清河区交通局")
    day = local_day(clock.now())
    office.page.get_by_label("约谈日期").fill(day.isoformat())
    office.write("参加人员", "王敏；李强（副局长）")
    office.page.locator("textarea[name=text]").fill("周五前划定停放区并派人值守。")
    office.press("登记约谈")
    office.shows("周五前划定停放区并派人值守。")
    assert (Interview.objects.get().held_on, Interview.objects.get().record) == (day, "周五前划定停放区并派人值守。")
    official.open(Interview.objects.get().get_absolute_url())
    official.shows("周五前划定停放区并派人值守。", "参加人员")


def _the_bulletin(second, clock, office):
    week = Period.containing(local_day(second), PeriodKind.WEEK)
    clock.set(week.ends_before + dt.timedelta(hours=6))
    compile_bulletins(district="990102")
    made = Bulletin.objects.get()

    clock.set(week.ends_before + dt.timedelta(hours=9))
    office.open("/creations/boards/?state=proposed")
    office.shows("城东汽车站", "71.50")
    office.press("准予上榜")
    office.open(made.get_absolute_url())
    office.shows("清河区交通局（1次）")
    office.write("下步要求", "交通局本周内办结，区文明办周五复查。")
    office.page.get_by_role("checkbox").first.check()
    office.press("保存内容")
    office.press("审定")
    office.press("发布并冻结")
    office.shows("已发布")
    made.refresh_from_db()
    assert (made.state, made.is_public, made.serial) == ("published", True, 1)
    assert [(entry["title"], entry["score"]) for entry in made.figures["boards"]] == [("城东汽车站", "71.50")]
    text = "\n".join(one.text for one in Document(office.download("Word")).paragraphs)
    assert "清河区交通局（1次）" in text
    assert "交通局本周内办结，区文明办周五复查。" in text
    return made


def _read_by_everybody(bulletin, official, leader, stranger):
    for reader in (official, leader):
        reader.open(bulletin.get_absolute_url())
        reader.shows("清河区交通局（1次）", "交通局本周内办结，区文明办周五复查。")
        expect(reader.page.get_by_role("button", name="更正…")).to_have_count(0)
    stranger.open("/published/bulletins/")
    stranger.follow("清河区")
    stranger.shows("清河区交通局（1次）", "城东汽车站")
    assert stranger.page.goto(stranger.url + bulletin.get_absolute_url()).url.startswith(stranger.url + "/accounts/")
