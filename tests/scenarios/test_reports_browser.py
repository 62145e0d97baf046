"""A village fills in its report in a real browser: what it types is kept by itself, filed, and no page has a fault."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone

from campaigns.models import ProgressReport
from foundation.metrics import registry
from foundation.metrics.models import Metric
from tests.campaigns.test_reports import Contests
from tests.factories import RegionFactory, admin_of, official_of
from tests.factories.reports import HOUSEHOLDS, ProgressReportFactory, ReportTemplateFactory

pytestmark = pytest.mark.browser
SERIOUS = {"serious", "critical"}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def report(live_server, monkeypatch):
    """A report that is due in some days, with a figure of the portal and one to type."""
    monkeypatch.setattr(registry, "_SOURCES", [Contests()])
    Metric.objects.create(name="contests.held", title="评比次数", unit="次", measure="count", counted="during")
    template = ReportTemplateFactory(figures=[{"metric": "contests.held"}, {"typed": HOUSEHOLDS}])
    day = timezone.localdate() + dt.timedelta(days=5)
    return ProgressReportFactory(template=template, first_due_on=day)


def signed_in(browser, live_server, person, **form):
    context = browser.new_context(**form)
    client = Client()
    client.force_login(person)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    return context.new_page()


def test_what_is_typed_on_a_phone_is_kept_by_itself_and_filed(browser, live_server, report):
    page = signed_in(browser, live_server, official_of(report.region), **PHONE)
    page.goto(f"{live_server.url}{report.get_absolute_url()}fill/")
    page.fill("[name=figure-households]", "312")
    page.get_by_text("已保存第 1 稿").wait_for()
    page.fill("[name=text-matter]", "路灯已修好。")
    page.get_by_text("已保存第 2 稿").wait_for()
    assert ProgressReport.objects.get().draft["figures"] == {"households": "312"}

    page.get_by_text("数字不对").first.click()
    page.fill("[name='claimed-contests.held']", "4")
    page.fill("[name='why-contests.held']", "一次没有录入")
    page.get_by_role("button", name="报送文明办").click()
    page.wait_for_url(f"**{report.get_absolute_url()}")

    row = ProgressReport.objects.get()
    assert (row.state, row.is_disputed, row.versions.get().texts) == ("submitted", True, {"matter": "路灯已修好。"})
    page.context.close()


@pytest.mark.parametrize("form", [{"viewport": {"width": 1440, "height": 900}}, PHONE], ids=["desktop", "phone"])
def test_no_page_of_reports_has_a_serious_fault(browser, live_server, report, form):
    filed = ProgressReportFactory(template=report.template, region=RegionFactory(code="990102100202"), filed=True)
    draft = ReportTemplateFactory(region=RegionFactory(code="990102"), version="2026.1", state="draft")
    template = f"/creations/report-templates/{draft.pk}/"
    own = {
        admin_of("990102"): [
            "/creations/reports/?tab=all", "/creations/reports/overview/", filed.get_absolute_url(),
            "/creations/report-templates/", template, f"{template}edit/",
        ],
        official_of(report.region): [
            "/creations/reports/", f"{report.get_absolute_url()}fill/", f"{report.get_absolute_url()}extend/",
            f"/creations/reports/batch/?template={report.template_id}&period=2026-10",
        ],
    }  # fmt: skip
    axe, faults = Axe(), []
    for person, pages in own.items():
        page = signed_in(browser, live_server, person, **form)
        for address in pages:
            page.goto(live_server.url + address)
            found = axe.run(page).response["violations"]
            faults += [(address, one["id"], one["nodes"][0]["html"][:160]) for one in found if one["impact"] in SERIOUS]
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            faults += [(address, "scrolls sideways", wide)] if wide > 0 else []
        page.context.close()

    assert faults == []
