"""From finding to closure in a real browser: assigned in bulk, put right on a phone, sent back, put right, closed."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from evaluation.models import Notice, Problem
from foundation.attachments import actions as attachments
from tests.factories import ProblemFactory
from tests.factories.files import photo_bytes, photo_file
from tests.factories.problems import Place
from tests.scenarios.phone import PHONE

pytestmark = pytest.mark.browser
DESKTOP = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def place(live_server):
    return Place()


def opened(browser, live_server, user, shape):
    context = browser.new_context(**shape)
    context.set_default_timeout(10_000)
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url, "httpOnly": True}
    context.add_cookies([cookie])
    return context.new_page()


def found(place, item, description, severity="normal"):
    since = timezone.now() - dt.timedelta(days=1)
    problem = ProblemFactory(
        site=place.site(name=f"点位{item}"), item=item, description=description, severity=severity, found_at=since
    )
    before = attachments.store(photo_file(seed=1), actor=place.inspector, at=since)
    problem.photos.create(attachment=before)
    return problem


def report(page, text, *, seed):
    """Photographs and reports; the photo is sent before the form is."""
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes(seed=seed)}
    page.wait_for_selector("[data-photos][data-ready]")
    page.locator("input[type=file]").set_input_files(photo)
    expect(page.locator("[data-said]")).to_have_text("1 张照片已上传，随本次报送")
    page.get_by_role("textbox", name="整改情况").fill(text)


def test_from_finding_to_closure(browser, live_server, place):
    first = found(place, "A", "垃圾外溢，未清运", "serious")
    found(place, "B", "墙面小广告 7 张")

    office = opened(browser, live_server, place.office, DESKTOP)
    office.goto(f"{live_server.url}/problems/")
    office.get_by_role("checkbox", name="选择本页全部").check()
    year = timezone.localdate().year
    expect(office.locator("[data-consequence]")).to_contain_text(f"将发 2 份交办单〔{year}〕1–2号")
    expect(office.locator("[data-consequence]")).to_contain_text("严重 7 个工作日")
    office.get_by_role("button", name="交办 2 个问题").click()
    expect(office.locator("#fc-messages")).to_contain_text("已交办 2 个问题")
    assert sorted(Notice.objects.values_list("serial", flat=True)) == [1, 2]

    phone = opened(browser, live_server, place.official, PHONE)
    phone.goto(f"{live_server.url}/problems/inbox/")
    expect(phone.locator("h1")).to_have_text("要整改 2 个")
    phone.locator(".is-next").get_by_role("link", name="拍整改后照片").click()
    report(phone, "垃圾清运完毕", seed=2)
    phone.get_by_role("button", name="报送整改").click()
    expect(phone.locator(".fc-lead")).to_contain_text("待复查")

    inspector = opened(browser, live_server, place.inspector, PHONE)
    inspector.goto(f"{live_server.url}/field/rechecks/")
    inspector.get_by_role("link", name="去复查").click()
    inspector.get_by_role("link", name="退回整改").click()
    inspector.get_by_role("textbox", name="哪里还没改好").fill("地面有散落垃圾")
    inspector.get_by_role("button", name="退回整改").click()
    expect(inspector.locator(".fc-lead")).to_contain_text("已退回")

    phone.goto(f"{live_server.url}/problems/{first.pk}/")
    expect(phone.locator("main")).to_contain_text("地面有散落垃圾")
    phone.get_by_role("link", name="拍整改后照片").click()
    report(phone, "地面已清扫", seed=3)
    phone.get_by_role("button", name="报送整改").click()

    inspector.goto(f"{live_server.url}/problems/{first.pk}/?photos=overlay")
    split = "getComputedStyle(document.querySelector('[data-overlay]')).getPropertyValue('--fc-split')"
    inspector.locator("#fc-split").focus()
    inspector.keyboard.press("ArrowLeft")
    assert inspector.evaluate(split) == "49%"
    inspector.get_by_role("link", name="复查通过").click()
    inspector.get_by_role("button", name="销号办结").click()
    expect(inspector.locator(".fc-lead")).to_contain_text("已办结")

    first.refresh_from_db()
    assert (first.state, first.returns, first.rectifications.count()) == ("closed", 1, 2)
    assert Problem.objects.get(item="B").state == "assigned"


def test_what_was_typed_and_photographed_survives_a_closed_page(browser, live_server, place):
    problem = place.assigned(found_at=timezone.now(), at=timezone.now())
    phone = opened(browser, live_server, place.official, PHONE)
    address = f"{live_server.url}/problems/{problem.pk}/rectify/"
    phone.goto(address)
    report(phone, "垃圾清运完毕", seed=4)
    phone.wait_for_timeout(600)

    phone.goto(address)

    expect(phone.get_by_role("textbox", name="整改情况")).to_have_value("垃圾清运完毕")
    expect(phone.locator(".fc-shot")).to_have_count(1)
    phone.get_by_role("button", name="报送整改").click()
    expect(phone.locator(".fc-lead")).to_contain_text("待复查")
    assert problem.rectifications.get().photos.count() == 1


def test_a_photo_without_a_connection_can_be_sent_again(browser, live_server, place):
    problem = place.assigned(found_at=timezone.now(), at=timezone.now())
    phone = opened(browser, live_server, place.official, PHONE)
    phone.goto(f"{live_server.url}/problems/{problem.pk}/rectify/")
    phone.wait_for_selector("[data-photos][data-ready]")
    phone.route("**/api/v1/attachments/", lambda route: route.abort())
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes(seed=5)}

    phone.locator("input[type=file]").set_input_files(photo)
    expect(phone.get_by_role("alert")).to_contain_text("没有网络")
    phone.unroute("**/api/v1/attachments/")
    phone.get_by_role("button", name=re.compile("重传")).click()

    expect(phone.locator(".fc-shot")).to_have_count(1)
    expect(phone.get_by_role("alert")).to_have_count(0)
