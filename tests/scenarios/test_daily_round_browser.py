"""The daily round in a real browser: sites in, the day drawn, checks filed, the month published, a score opened."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from evaluation.models import Assessment, Check, PlanRule, Problem, Result, Site, SiteType
from foundation.organisations.models import Region
from tests.factories import OrganisationFactory, PlanFactory, SchemeFactory, admin_of, inspector_of, official_of
from tests.factories.foundation import RegionFactory
from tests.factories.rounds import market_form
from tests.scenarios.phone import SUBMISSIONS, Phone

pytestmark = pytest.mark.browser
HEADER = "code,name,type,region,organisation,longitude,latitude,address"
WRONG = [
    HEADER,
    "M-1,东门市场,market,990102001001,BUREAU,113.25,29.60,东门路1号",
    "M-2,西门市场,makret,990102001001,BUREAU,,,",
]
RIGHT = [*WRONG[:2], "M-2,西门市场,market,990102001001,BUREAU,113.26,29.61,西门路2号"]


@pytest.fixture
def town(live_server):
    """A district with a form, a scheme, a plan and people, and no sites yet."""
    market_form()
    SchemeFactory()
    RegionFactory(code="990102", name="清河区")
    street = RegionFactory(code="990102001", name="永安街道", parent=Region.objects.get(pk="990102"))
    RegionFactory(code="990102001001", name="永安社区", parent=street)
    OrganisationFactory(code="BUREAU", name="清河区市场监督管理局")
    market, _made = SiteType.objects.get_or_create(code="market", defaults={"name": "农贸市场"})
    plan = PlanFactory(works_on_holidays=True)
    PlanRule.objects.create(plan=plan, site_type=market, times=1, per="week")
    return {"office": admin_of("990102"), "inspector": inspector_of("990102"), "official": official_of("990102001")}


def desk_of(browser, live_server, user):
    """A desktop browser of somebody who has signed in."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url, "httpOnly": True}
    context.add_cookies([cookie])
    return context.new_page()


def upload(page, live_server, lines):
    page.goto(f"{live_server.url}/manage/imports/sites/")
    file = {"name": "sites.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode("gb18030")}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="检查并导入").click()


def test_from_a_spreadsheet_to_the_photo_that_cost_points(browser, live_server, town):
    office = desk_of(browser, live_server, town["office"])

    upload(office, live_server, WRONG)
    expect(office.locator("main")).to_contain_text("makret")
    assert not Site.objects.exists()
    upload(office, live_server, RIGHT)
    expect(office.locator("main")).to_contain_text("2")
    assert [site.name for site in Site.objects.order_by("code")] == ["东门市场", "西门市场"]

    office.goto(f"{live_server.url}/draws/")
    office.get_by_role("button", name=re.compile("清河区")).click()
    expect(office.locator("main")).to_contain_text("东门市场")
    drawn = list(Check.objects.filter(on=timezone.localdate()).order_by("site__code"))
    assert [(check.site.code, check.inspector) for check in drawn] == [
        ("M-1", town["inspector"]),
        ("M-2", town["inspector"]),
    ]

    phone = Phone(browser, live_server.url, town["inspector"])
    _file(phone, drawn[0])
    phone.page.route(SUBMISSIONS, _drop_the_first_answer())
    _file(phone, drawn[1])
    assert list(Check.objects.values_list("site__code", "state").order_by("site__code")) == [
        ("M-1", "submitted"),
        ("M-2", "submitted"),
    ]
    assert Problem.objects.count() == 2
    phone.context.close()

    month = f"{timezone.localdate():%Y-%m}"
    office.goto(f"{live_server.url}/assessments/?month={month}")
    office.fill("#score-month", month)
    for button in ("计算得分", "审定", "发布并冻结"):
        office.get_by_role("button", name=button, exact=True).click()
    expect(office.locator(".fc-lead")).to_contain_text("已发布")
    assert Assessment.objects.get().state == "published"

    _official_opens_the_score(browser, live_server, town["official"])
    _a_colleague_elsewhere_finds_nothing(drawn[0])


def _file(phone, check):
    phone.open(f"/field/checks/{check.pk}/")
    phone.fill()
    phone.submit()
    phone.wait_for_result("59.66")


def _drop_the_first_answer():
    """The server has it, the phone never hears of it; the second time the answer arrives."""
    asked = []

    def handle(route):
        asked.append(route.request.post_data_json["client_id"])
        if len(asked) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    return handle


def _official_opens_the_score(browser, live_server, official):
    page = desk_of(browser, live_server, official)
    page.goto(f"{live_server.url}/assessments/")
    page.get_by_role("link", name="永安街道").click()
    expect(page.locator("h1")).to_contain_text("永安街道 59.66 分")
    page.locator("details.fc-tree > summary").first.click()
    page.locator("details.is-site > summary").first.click()
    picture = page.locator(".fc-thumbs img").first
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    page.locator(".fc-thumbs a").first.click()
    page.context.close()


def _a_colleague_elsewhere_finds_nothing(check):
    colleague = Client()
    colleague.force_login(admin_of("990103"))
    check.refresh_from_db()
    photo = check.photos.get().attachment_id
    result = Result.objects.get(region="990102001")
    for address in (
        check.get_absolute_url(),
        check.site.get_absolute_url(),
        result.get_absolute_url(),
        result.assessment.get_absolute_url(),
        f"/photos/{photo}/",
        f"/api/v1/assessments/{result.pk}/explain/",
        f"/api/v1/checks/{check.pk}/",
        Problem.objects.first().get_absolute_url(),
    ):
        assert colleague.get(address).status_code == 404, address
