"""People in front of the portal in a real browser, and its clock, which a story moves instead of waiting."""

import datetime as dt
import time

from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.files import photo_bytes
from tests.scenarios.phone import PHONE

DESKTOP = {"viewport": {"width": 1440, "height": 900}}
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
expect.set_options(timeout=10_000)


def moment(day: str, clock: str) -> dt.datetime:
    """A time of day in Shanghai."""
    return dt.datetime.fromisoformat(f"{day}T{clock}:00").replace(tzinfo=SHANGHAI)


class Clock:
    """What the portal takes for the time; it goes on from where a story has put it."""

    def __init__(self, monkeypatch, start):
        self.set(start)
        monkeypatch.setattr(timezone, "now", self.now)

    def set(self, moment):
        self.base, self.since = moment, time.monotonic()

    def now(self):
        return (self.base + dt.timedelta(seconds=time.monotonic() - self.since)).astimezone(dt.UTC)


class Desk:
    """Somebody's browser; he signs in again whenever the clock was moved past his idle timeout."""

    def __init__(self, browser, live_server, user=None, shape=DESKTOP):
        self.url, self.user = live_server.url, user
        self.context = browser.new_context(**shape, reduced_motion="reduce")
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()

    def sign_in(self):
        client = Client()
        client.force_login(self.user)
        value = client.cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": value, "url": self.url, "httpOnly": True}])

    def open(self, path):
        if self.user is not None:
            self.sign_in()
        answer = self.page.goto(self.url + path)
        assert answer.ok, f"{path}: {answer.status}"
        return self.page

    def press(self, words):
        self.tap(self.page.get_by_role("button", name=words, exact=True))

    def follow(self, words):
        self.tap(self.page.get_by_role("link", name=words).first)

    def tap(self, target):
        """Brings something to the middle of the screen, clear of the bars above and below, and presses it."""
        target.evaluate("part => part.scrollIntoView({ block: 'center' })")
        target.click()
        self.page.wait_for_load_state()

    def write(self, label, text):
        self.page.get_by_role("textbox", name=label).fill(text)

    def shows(self, *words, where="main"):
        for one in words:
            expect(self.page.locator(where)).to_contain_text(one)

    def shows_not(self, *words):
        for one in words:
            expect(self.page.locator("main")).not_to_contain_text(one)

    def shoot(self, *, seed):
        """Photographs what was put right; the photo is sent before the form is."""
        photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes(seed=seed)}
        self.page.wait_for_selector("[data-photos][data-ready]")
        self.page.locator("input[type=file]").set_input_files(photo)
        expect(self.page.locator("[data-said]")).to_contain_text("已上传")

    def download(self, words):
        """The file behind a link or a button of the page."""
        with self.page.expect_download() as waiting:
            self.page.locator("a, button").filter(has_text=words).first.click()
        return waiting.value.path()

    def close(self):
        self.context.close()


def phone_of(browser, live_server, user=None):
    """Somebody's browser on a phone."""
    return Desk(browser, live_server, user, PHONE)
