"""A quarter in a real browser: material filed and scored, prepared, disputed in publicity, upheld, published."""

import datetime as dt

import pytest
from docx import Document
from playwright.sync_api import expect

from evaluation.models import Adjustment, Evaluation, EvaluationResult, MaterialReview
from foundation.periods import ZONE
from tests.factories import OrganisationFactory, ProblemFactory, SiteFactory, admin_of, official_of, user_with
from tests.factories.foundation import RegionFactory
from tests.factories.quarters import AFTER_Q3, DISTRICT, answers, quarter_of, unit_system
from tests.scenarios.desks import Clock, Desk, phone_of

pytestmark = pytest.mark.browser
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch, AFTER_Q3)


def test_a_quarter_with_an_upheld_appeal(browser, live_server, clock):
    unit_system()
    district = RegionFactory(code=DISTRICT, name="清河区")
    parks = OrganisationFactory(code="YLJ", name="区园林局", region=district)
    transport = OrganisationFactory(code="JTJ", name="区交通局", region=district)
    site = SiteFactory(organisation=parks, name="滨江公园")
    SiteFactory(organisation=transport)
    ProblemFactory(site=site, found_at=dt.datetime(2026, 8, 3, 9, tzinfo=ZONE), description="草坪斑秃")
    quarter_of({parks: ["88", "90", "92"], transport: ["91", "91", "91"]})
    answers("80", 12, region="990102001001", organisation=parks)
    office = Desk(browser, live_server, admin_of(DISTRICT, name="王敏"))
    colleague = Desk(browser, live_server, admin_of(DISTRICT, name="赵刚"))
    expert = Desk(browser, live_server, user_with("reviewer", region=DISTRICT, name="孙平"))
    party = phone_of(browser, live_server, official_of(parks, name="李强"))

    _material_is_asked_for_and_filed(office, party)
    _a_reviewer_scores(office, expert)
    _prepared_and_put_to_publicity(office, Desk(browser, live_server))
    clock.set(AFTER_Q3 + HOUR)
    _disputed(party)
    _upheld(colleague)
    _published(clock, office, party)


def _material_is_asked_for_and_filed(office, party):
    office.open("/materials/")
    office.page.locator("summary", has_text="征集材料").click()
    office.page.get_by_label("季度").fill("2026Q3")
    office.page.get_by_role("checkbox", name="责任单位").check()
    office.page.locator(".fc-pop").get_by_role("button", name="征集材料").click()
    office.shows("区园林局", "区交通局")

    party.open("/materials/")
    party.follow("区园林局")
    party.page.get_by_label("说明").first.fill("每月集中学习一次，全员参加。")
    expect(party.page.locator("[id^=kept-]").first).to_contain_text("已保存")
    party.tap(party.page.locator("summary", has_text="添加佐证").first)
    party.page.get_by_label("平台记录").first.select_option(index=1)
    party.tap(party.page.get_by_role("button", name="添加").first)
    expect(party.page.locator(".fc-kind")).to_have_count(1)
    party.tap(party.page.locator("summary", has_text="添加佐证").nth(1))
    party.page.get_by_label("链接").nth(1).fill("https://qinghe.example.gov.cn/zhiyuan/2026")
    party.tap(party.page.get_by_role("button", name="添加").first)
    expect(party.page.locator(".fc-kind")).to_have_count(2)
    party.press("报送材料")
    party.shows("已报送")
    review = MaterialReview.objects.get(organisation__code="YLJ")
    said = review.statements.order_by("indicator__position").values_list("indicator__code", "text")
    assert (review.state, list(said)) == ("filed", [("U-01", "每月集中学习一次，全员参加。"), ("U-02", "")])


def _a_reviewer_scores(office, expert):
    office.open("/materials/")
    office.follow("区园林局")
    office.page.get_by_label("评审专家").select_option(label="孙平")
    office.press("指派")
    office.shows("孙平")

    expert.open("/reviews/")
    expert.follow("区园林局")
    expert.shows("每月集中学习一次，全员参加。", "zhiyuan")
    expert.page.get_by_role("radio", name="A").first.check()
    expert.page.locator("input[name='U-02-number']").fill("8")
    expert.press("提交评分")
    expert.shows("评分已提交。", "你于 今天 09:00 提交")
    assert MaterialReview.objects.get(organisation__code="YLJ").assignments.get().submitted_at is not None


def _prepared_and_put_to_publicity(office, stranger):
    office.open("/evaluations/")
    office.page.get_by_label("季度").fill("2026Q3")
    office.press("生成考评")
    office.open("/evaluations/?tab=organisations")
    office.shows("草稿", "区园林局", "87.00", "91.00")
    office.press("开始公示")
    office.shows("公示")
    quarter = Evaluation.objects.get()
    stranger.open(f"/evaluations/{quarter.pk}/publicity/")
    stranger.shows("区园林局", "87.00")
    assert quarter.state == "in_appeal"


def _disputed(party):
    own = EvaluationResult.objects.get(organisation__code="YLJ")
    party.open("/evaluations/?tab=organisations")
    party.follow("区园林局")
    expect(party.page.locator("h1")).to_contain_text("区园林局 87.00 分")
    party.follow("对结果提出申诉")
    party.write("异议内容及理由", "省级表彰未计入。")
    party.press("提交")
    party.shows("复核中", "省级表彰未计入。")
    party.open(own.get_absolute_url())
    expect(party.page.get_by_role("link", name="对结果提出申诉")).to_have_count(0)


def _upheld(colleague):
    colleague.open("/appeals/")
    colleague.shows("区园林局")
    colleague.follow("省级表彰未计入。")
    colleague.write("答复意见及理由", "补记省级表彰。")
    colleague.press("采纳")
    colleague.shows("补回分数")
    colleague.write("答复意见及理由", "补记省级表彰。")
    colleague.page.get_by_label("补回分数").fill("4.5")
    colleague.press("采纳")
    colleague.shows("已采纳")
    assert Adjustment.objects.get().points == 4.5


def _published(clock, office, party):
    office.open("/evaluations/?tab=organisations")
    office.shows("91.50", "+4.50")
    expect(office.page.get_by_role("button", name="审定")).to_have_count(0)
    clock.set(Evaluation.objects.get().appeal_until + HOUR)
    office.open("/evaluations/?tab=organisations")
    office.press("审定")
    office.press("发布并冻结")
    office.shows("已发布", "数字已冻结")
    tables = Document(office.download("Word")).tables
    assert any("区园林局" in cell.text for table in tables for row in table.rows for cell in row.cells)

    party.open("/evaluations/?tab=organisations")
    party.follow("区园林局")
    expect(party.page.locator("h1")).to_contain_text("区园林局 91.50 分")
    party.shows("优秀", "同组第 1 / 2", "补记省级表彰。")
    party.open("/messages/")
    party.shows("季度考评")
    results = EvaluationResult.objects.order_by("rank").values_list("organisation__code", "rank", "grade")
    assert list(results) == [("YLJ", 1, "excellent"), ("JTJ", 2, "excellent")]
