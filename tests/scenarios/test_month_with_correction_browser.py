"""A month in a real browser: drawn, filed on phones, scored at night, published, disputed, and corrected."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from evaluation.models import Appeal, Assessment, Check, PlanRule, Result
from evaluation.tasks import score_month
from tests.factories import (
    OrganisationFactory,
    PlanFactory,
    SchemeFactory,
    SiteFactory,
    SiteTypeFactory,
    admin_of,
    inspector_of,
)
from tests.factories.files import photo_bytes
from tests.factories.foundation import RegionFactory, official_of
from tests.factories.rounds import market_form
from tests.scenarios.desks import Clock, Desk, moment, phone_of
from tests.scenarios.phone import Phone

pytestmark = pytest.mark.browser
ROWS = {"990102001": ("永安街道", "东门市场"), "990102002": ("河滨街道", "西门市场")}


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch, moment("2026-10-28", "07:30"))  # a Wednesday


def town():
    """Two streets of a district, a market in each, one inspector, and a plan that draws both."""
    market_form()
    SchemeFactory()
    district = RegionFactory(code="990102", name="清河区")
    bureau = OrganisationFactory(code="BUREAU", name="清河区市场监督管理局")
    for code, (street, market) in ROWS.items():
        above = RegionFactory(code=code, name=street, parent=district)
        community = RegionFactory(code=f"{code}001", name=f"{street[:2]}社区", parent=above)
        SiteFactory(name=market, region=community, organisation=bureau)
    PlanRule.objects.create(plan=PlanFactory(district=district), site_type=SiteTypeFactory(), times=1, per="week")


def test_a_month_from_its_draw_to_a_corrected_ranking(browser, live_server, clock):
    town()
    office = Desk(browser, live_server, admin_of("990102", name="王敏"))
    colleague = Desk(browser, live_server, admin_of("990102", name="赵刚"))
    street = phone_of(browser, live_server, official_of(RegionFactory(code="990102001"), name="李强"))
    inspector = inspector_of("990102", name="周敏")

    _drawn_and_filed(browser, live_server, clock, office, inspector)
    _scored_at_night_and_published(clock, office)
    _seen_and_disputed(clock, street)
    _upheld_and_corrected(clock, colleague)
    _seen_again(street)


def _drawn_and_filed(browser, live_server, clock, office, inspector):
    office.open("/draws/")
    office.page.get_by_role("button", name=re.compile("清河区")).click()
    office.shows("东门市场", "西门市场")
    drawn = list(Check.objects.select_related("site").order_by("site__region"))
    assert [(check.site.name, check.inspector, check.state) for check in drawn] == [
        ("东门市场", inspector, "drawn"),
        ("西门市场", inspector, "drawn"),
    ]
    clock.set(moment("2026-10-28", "09:10"))
    phone = Phone(browser, live_server.url, inspector)
    phone.page.clock.install(time=clock.now())
    for check, places in zip(drawn, (6, 1), strict=True):
        phone.open(f"/field/checks/{check.pk}/")
        phone.fill(places=places)
        phone.submit()
        expect(phone.page.locator("#fc-score")).to_be_visible()
    phone.context.close()
    filed = Check.objects.order_by("site__region").values_list("state", "score")
    assert [(state, round(score, 2)) for state, score in filed] == [
        ("submitted", Decimal("59.66")),
        ("submitted", Decimal("85.52")),
    ]


def _scored_at_night_and_published(clock, office):
    clock.set(moment("2026-11-01", "02:00"))
    score_month()
    clock.set(moment("2026-11-02", "09:00"))
    office.open("/assessments/?month=2026-10")
    office.shows("草稿")
    office.press("审定")
    office.press("发布并冻结")
    office.shows("第 1 版·11 月 2 日发布，数字已冻结")
    assert _exported(office) == [("河滨街道", 1, 85.52), ("永安街道", 2, 59.66)]


def _exported(desk):
    head, *rows = CalamineWorkbook.from_path(str(desk.download("导出"))).get_sheet_by_index(0).to_python()
    places = [head.index(name) for name in ("测评对象", "名次", "最终得分")]
    return [tuple(row[place] for place in places) for row in rows]


def _seen_and_disputed(clock, street):
    street.open("/assessments/")
    street.follow("永安街道")
    expect(street.page.locator("h1")).to_contain_text("永安街道 59.66 分")
    street.shows("同组第 2 / 2")
    for part in ("details.fc-tree > summary", "details.is-site > summary", "details.is-site a[href^='/checks/']"):
        street.tap(street.page.locator(part).first)
    row = street.page.get_by_role("row", name=re.compile("商户入室经营，无占道"))
    expect(row).to_contain_text("2 / 20")
    street.tap(row.get_by_role("link", name="申请复核"))
    street.shows("东门市场", "商户入室经营，无占道", "截止 11 月 4 日 17:30")
    street.write("异议内容及理由", "当日为经批准的早市时段，摊位在划定区域内。")
    paper = {"name": "早市批复.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes(seed=9)}
    street.page.locator("input[type=file]").set_input_files(paper)
    street.press("提交")
    street.shows("复核中", "当日为经批准的早市时段")
    assert Appeal.objects.get().evidence.count() == 1


def _upheld_and_corrected(clock, colleague):
    clock.set(moment("2026-11-03", "10:00"))
    colleague.open("/appeals/")
    colleague.follow("当日为经批准的早市时段")
    colleague.write("答复意见及理由", "早市经批准，扣分不当。")
    colleague.press("采纳")
    colleague.shows("已采纳", "早市经批准，扣分不当。")
    colleague.open("/assessments/?month=2026-10")
    colleague.shows("第 2 版", "早市经批准，扣分不当。")
    colleague.press("审定")
    colleague.press("发布并冻结")
    colleague.shows("第 2 版·11 月 3 日发布，数字已冻结")
    assert _exported(colleague) == [("永安街道", 1, 85.79), ("河滨街道", 2, 85.52)]


def _seen_again(street):
    street.open("/assessments/")
    street.follow("永安街道")
    expect(street.page.locator("h1")).to_contain_text("永安街道 85.79 分")
    street.shows("第 2 版", "同组第 1 / 2")
    first = Assessment.objects.get(region="990102", version=1)
    street.open(first.get_absolute_url())
    street.shows("已有新版", "59.66")
    street.open("/messages/")
    street.shows("异议已采纳", "10 月测评结果已更正，更正后得分 85.79")
    versions = Assessment.objects.filter(region="990102").order_by("version").values_list("version", "state")
    assert list(versions) == [(1, "superseded"), (2, "published")]
    finals = Result.objects.filter(region="990102001", assessment__region="990102").order_by("assessment__version")
    assert list(finals.values_list("final", flat=True)) == [Decimal("59.66"), Decimal("85.79")]
