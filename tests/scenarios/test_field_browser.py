"""An inspector with a phone: files a check with a photo, over connections that come and go, and loses nothing."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from evaluation.choices import VersionState
from evaluation.models import Check, CheckItem, CheckPhoto, Problem
from foundation.attachments.models import Attachment
from tests.factories import SiteFactory, inspector_of
from tests.factories.rounds import filed, market_form, market_town
from tests.scenarios.phone import SUBMISSIONS, Phone

pytestmark = pytest.mark.browser
SERIOUS = {"serious", "critical"}


@pytest.fixture
def round_(live_server):
    return market_town()


@pytest.fixture
def phone(browser, live_server, round_):
    held = Phone(browser, live_server.url, round_[0])
    yield held
    held.context.close()


def test_an_inspector_files_a_check_with_a_photo(phone, round_):
    inspector, _sites, checks = round_
    phone.open("/field/")
    expect(phone.page.locator("h1")).to_have_text("今日督查 0 / 3")
    expect(phone.page.locator("#fc-waiting b")).to_have_text(["永安农贸市场", "金穗家园", "东风农贸市场"])
    expect(phone.page.locator("#fc-waiting [data-far]")).to_have_text(["290 米", "340 米", "880 米"])
    phone.page.get_by_role("link", name="开始检查").click()
    phone.ready()

    phone.fill()
    phone.press("看一遍再提交")
    expect(phone.page.locator("#fc-review h2")).to_have_text("答完 8 项，1 项不合格")
    expect(phone.page.locator("#fc-expected")).to_have_text("59.66")
    phone.press("提交检查")
    phone.wait_for_result("59.66")

    check = Check.objects.get(pk=checks[0].pk)
    assert (check.state, check.inspector, check.score.quantize(check.score.__class__("0.01"))) == (
        "submitted", inspector, check.score.__class__("59.66"),
    )  # fmt: skip
    assert (float(check.longitude), float(check.latitude), float(check.accuracy)) == (113.2525, 29.6015, 10)
    failed = CheckItem.objects.get(check_record=check, failed=True)
    assert (failed.indicator.code, failed.count, failed.note) == ("ORD-03", 6, "通道摆摊 6 处")
    assert CheckPhoto.objects.get(item=failed).attachment == Attachment.objects.get(uploaded_by=inspector)
    assert Problem.objects.get().item == "ORD-03"


def test_a_connection_that_drops_after_sending_files_the_check_once(phone, round_):
    asked = []

    def drop_the_first_answer(route):
        asked.append(route.request.post_data_json["client_id"])
        if len(asked) == 1:
            route.fetch()  # the server has it, the phone never hears of it
            route.abort()
        else:
            route.continue_()

    phone.page.route(SUBMISSIONS, drop_the_first_answer)
    phone.open(f"/field/checks/{round_[2][0].pk}/")
    phone.fill()
    phone.submit()
    phone.wait_for_result("59.66")

    assert len(asked) == 2
    assert len(set(asked)) == 1
    assert Check.objects.exclude(client_id=None).filter(client_id=asked[0]).count() == 1
    assert (Check.objects.filter(on=round_[2][0].on, state="submitted").count(), Attachment.objects.count()) == (1, 1)
    assert Problem.objects.count() == 1


def test_a_photo_whose_answer_is_lost_is_kept_once(phone, round_):
    asked = []

    def drop_the_first_answer(route):
        asked.append(route.request.headers["idempotency-key"])
        if len(asked) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    phone.page.route("**/api/v1/attachments/", drop_the_first_answer)
    phone.open(f"/field/checks/{round_[2][0].pk}/")
    phone.fill()
    phone.submit()
    phone.wait_for_result("59.66")

    assert (len(asked), len(set(asked)), Attachment.objects.count()) == (2, 1, 1)


def test_a_draft_survives_reloading_and_closing_the_page(phone, round_):
    path = f"/field/checks/{round_[2][0].pk}/"
    phone.open(path)
    phone.fill()
    phone.page.reload()
    phone.ready()
    expect(phone.page.locator("#fc-count")).to_have_text("8 / 8 项·1 项不合格")
    expect(phone.item(4).locator("[data-note]")).to_have_value("通道摆摊 6 处")
    phone.page.close()

    phone.page = phone.context.new_page()
    phone.open("/field/")
    expect(phone.page.locator(".is-next")).to_contain_text("草稿存在手机，已答 8 项")
    phone.open(path)

    expect(phone.item(4).locator("[data-count]")).to_have_value("6")
    expect(phone.item(4).locator("[data-note]")).to_have_value("通道摆摊 6 处")
    expect(phone.item(4).locator(".fc-shot img")).to_have_count(1)
    phone.submit()
    phone.wait_for_result("59.66")


def test_without_a_connection_the_check_waits_on_the_phone_and_goes_up_by_itself(phone, round_):
    phone.open(f"/field/checks/{round_[2][0].pk}/")
    phone.fill()
    phone.context.set_offline(True)
    phone.submit()
    expect(phone.page.locator("#fc-strip")).to_have_text("没有信号，照常检查。1 份存在手机，联网后自动上传")
    expect(phone.page.locator("#fc-outcome [data-state]")).to_have_text("未上传")
    assert not Check.objects.filter(on=round_[2][0].on).exclude(state="drawn").exists()

    phone.context.set_offline(False)

    phone.wait_for_result("59.66")


def test_what_waits_counts_as_done_on_the_list_and_stands_on_ones_own_page(phone, round_):
    phone.page.route(SUBMISSIONS, lambda route: route.abort())
    phone.open(f"/field/checks/{round_[2][0].pk}/")
    phone.fill()
    phone.submit()
    expect(phone.page.locator("#fc-outcome [data-state]")).to_have_text("未上传")
    phone.page.unroute(SUBMISSIONS)
    phone.context.route(SUBMISSIONS, lambda route: route.abort())

    phone.open("/field/")
    expect(phone.page.locator("h1")).to_have_text("今日督查 1 / 3")
    expect(phone.page.locator("#fc-done li")).to_contain_text(["永安农贸市场 59.66"])
    expect(phone.page.locator(".is-next b")).to_have_text("金穗家园")
    phone.open("/field/mine/")
    expect(phone.page.locator("h1")).to_have_text("未上传 1 份")


def test_the_second_of_two_inspectors_is_told_who_was_first_and_keeps_his_photos(phone, round_):
    phone.open(f"/field/checks/{round_[2][0].pk}/")
    phone.fill()
    first = inspector_of("990102", name="赵强")
    done = filed(first, SiteFactory(), score=88)
    values = Check.objects.filter(pk=done.pk).values(
        "client_id", "system", "started_at", "finished_at", "received_at", "state", "score", "earned", "possible"
    )[0]
    Check.objects.filter(pk=done.pk).update(client_id="7c9e6679-7425-40de-944b-e07fc1f90ae7")
    Check.objects.filter(pk=round_[2][0].pk).update(inspector=first, **values)

    phone.submit()

    told = phone.page.locator("#fc-outcome")
    expect(told).to_contain_text("有人先交了")
    expect(told).to_contain_text("你的 1 张照片已作为补充证据保留，不用重拍。")
    expect(told.get_by_role("link")).to_have_text("看赵* 的结果")
    assert CheckPhoto.objects.filter(check_record=round_[2][0], item=None).count() == 1


def test_a_refused_answer_names_the_item_and_leads_back_to_it(phone, round_):
    phone.open(f"/field/checks/{round_[2][0].pk}/")
    phone.fill()
    old = round_[2][0].site.type.indicators.model.objects.get(code="ORD-03").system
    old.state = VersionState.RETIRED
    old.save(update_fields=["state"])
    market_form("2027", **{"ORD-03": {"rule": "graded", "deduct_each": None}})

    phone.submit()

    told = phone.page.locator("#fc-outcome")
    expect(told.get_by_role("alert")).to_contain_text("填的内容和 1 张照片都还在手机里。")
    told.get_by_role("button", name="去改第 4 项").click()
    phone.ready()
    expect(phone.item(4)).to_be_focused()
    expect(phone.page.locator("#fc-go")).to_have_text("下一个未答：第 4 项")
    phone.item(4).locator("label", has_text="有 2 例").click()
    phone.submit()

    phone.wait_for_result("67.59")
    assert Check.objects.filter(state="submitted", on=round_[2][0].on).count() == 1


def test_an_expired_sign_in_keeps_the_check_until_somebody_signs_in(phone, round_):
    phone.open(f"/field/checks/{round_[2][0].pk}/")
    phone.fill()
    phone.context.clear_cookies(name="sessionid")
    phone.submit()
    expect(phone.page.locator("#fc-strip")).to_contain_text("登录已过期。1 份存在手机")

    phone.sign_in(round_[0])
    phone.press("现在上传")

    phone.wait_for_result("59.66")


def test_a_failing_item_without_a_photo_is_led_to_before_submitting(phone, round_):
    phone.open(f"/field/checks/{round_[2][0].pk}/")
    phone.fill(photo=False)
    phone.press("看一遍再提交")
    expect(phone.page.locator("#fc-count")).to_have_text("第 4 项还缺 1 张照片")

    phone.press("去补第 4 项照片")
    expect(phone.item(4)).to_be_focused()
    phone.shoot(4, "摆摊")
    phone.submit()

    phone.wait_for_result("59.66")


def test_an_unplanned_check_starts_from_a_site_nearby(phone, round_):
    SiteFactory(code="LK-7", name="粮库巷", region=round_[1][0].region, type=round_[1][0].type)
    phone.open("/field/sites/")
    phone.press("看附近的点位")
    phone.page.get_by_role("link", name=re.compile("粮库巷")).click()
    phone.ready()

    phone.fill()
    phone.submit()
    phone.wait_for_result("59.66")

    check = Check.objects.get(site__code="LK-7")
    assert (check.draw, check.inspector) == (None, round_[0])


def test_the_pages_hold_no_barrier(phone, round_):
    filed(round_[0], SiteFactory(name="粮库巷"), score=81)
    found = {}

    def look(name):
        violations = Axe().run(phone.page).response["violations"]
        found[name] = [
            (one["id"], node["target"]) for one in violations if one["impact"] in SERIOUS for node in one["nodes"]
        ]

    for name, path in [("list", "/field/"), ("mine", "/field/mine/"), ("sites", "/field/sites/?q=永安")]:
        phone.open(path)
        look(name)
    phone.open(f"/field/checks/{round_[2][0].pk}/")
    look("form")
    phone.fill(photo=False)
    look("filled")
    phone.press("看一遍再提交")
    look("review")
    phone.context.set_offline(True)
    phone.press("拍不了照片，照样提交")
    expect(phone.page.locator("#fc-outcome")).to_be_visible()
    look("unsent")
    phone.context.set_offline(False)
    phone.wait_for_result("59.66")
    look("result")

    assert found == {name: [] for name in found}


@pytest.mark.parametrize("size", ["normal", "large"])
def test_nothing_is_reached_only_by_sideways_scrolling_on_a_narrow_phone(phone, round_, size):
    phone.context.add_cookies([{"name": "fc_type", "value": size, "url": phone.url}])
    phone.page.set_viewport_size({"width": 320, "height": 640})
    wide = {}
    for path in ["/field/", "/field/mine/", "/field/sites/?q=永安", f"/field/checks/{round_[2][0].pk}/"]:
        phone.open(path)
        if "checks" in path:
            phone.fill()
        wide[path] = phone.page.evaluate("document.documentElement.scrollWidth")

    assert set(wide.values()) == {320}
