"""An inspector's phone in front of the portal, for stories in a real browser."""

import re

from django.test import Client
from playwright.sync_api import expect

from tests.factories.files import photo_bytes

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "geolocation": {"longitude": 113.2525, "latitude": 29.6015, "accuracy": 10},
    "permissions": ["geolocation"],
}
SUBMISSIONS = "**/api/v1/check-submissions/"
ANSWERS = {2: "符合", 3: "B", 7: "符合", 8: "符合"}
expect.set_options(timeout=10_000)


class Phone:
    """One inspector's phone in front of the portal."""

    def __init__(self, browser, url, user):
        self.browser, self.url = browser, url
        self.context = browser.new_context(**PHONE)
        self.context.set_default_timeout(10_000)
        self.sign_in(user)
        self.page = self.context.new_page()

    def sign_in(self, user):
        client = Client()
        client.force_login(user)
        self.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.url, "httpOnly": True}]
        )

    def open(self, path):
        self.page.goto(self.url + path)
        self.ready()

    def ready(self):
        self.page.wait_for_selector("html[data-ready]")

    def item(self, number):
        return self.page.locator(f"#item-{number}")

    def fill(self, *, photo=True, places=6):
        """Every item of the market's form: the third gets a B, the fourth fails with six places, the fifth is an A."""
        self.item(1).get_by_role("button", name="没有发现").click()
        for number, label in ANSWERS.items():
            self.item(number).locator("label", has_text=re.compile(f"^{label}")).first.click()
        for _place in range(places):
            self.item(4).get_by_role("button", name="加 1 处").click()
        self.item(5).locator("label", has_text="地面干爽").click()
        self.item(6).get_by_role("textbox").first.fill("3")
        if photo:
            self.shoot(4, f"通道摆摊 {places} 处")

    def shoot(self, number, note):
        photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes()}
        self.item(number).locator("input[type=file]").set_input_files(photo)
        expect(self.item(number).locator(".fc-shot")).to_have_count(1)
        self.item(number).get_by_role("textbox", name="哪里不合格").fill(note)

    def press(self, words):
        self.page.get_by_role("button", name=words, exact=True).click()

    def submit(self):
        self.press("看一遍再提交")
        self.press("提交检查")

    def wait_for_result(self, score):
        expect(self.page.locator("#fc-score")).to_have_text(score)
