"""Every page behind the doors, drawn in a browser: no serious accessibility fault, no sideways scroll, no foreign word.

The pages are rendered by the test client inside the world of the doors and handed to the browser, which therefore needs
no server: a page takes a tenth of a second.
"""

import gettext
import json
import re
from contextvars import copy_context
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from .doors import ADMIN, ENDPOINTS, INSPECTOR, LEADER, OFFICIAL, REVIEWER
from .test_doors import DOORS, _django_db_helper, _files_of_the_world, world  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("pages")]
HOST = "http://portal.test"
DESKTOP = {"viewport": {"width": 1440, "height": 2400}}  # high, so that no foot that sticks lies over a field
PHONE = {"viewport": {"width": 390, "height": 2400}, "has_touch": True}
SERIOUS = {"serious", "critical"}
OPTIONS = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
WITHOUT_COLOURS = OPTIONS | {"rules": {"color-contrast": {"enabled": False}}}  # the slow one; looked at on the desktop
SHELL = ".fc-bar, .fc-nav, .fc-tabbar, .fc-skip"
NOT_PAGES = ("account_logout", "javascript-catalog", "set_language", "api-docs", "api-schema")
# Whose pages are drawn already, and which of them look different to this role: its desk, lists without a button.
UNLIKE = {
    INSPECTOR: (frozenset([OFFICIAL]), ()),
    LEADER: (
        frozenset([OFFICIAL, INSPECTOR]),
        ("portal:desk", "campaigns:leadership", "campaigns:report-overview", "campaigns:subject", "campaigns:cycles"),
    ),
    REVIEWER: (frozenset([OFFICIAL, INSPECTOR]), ("portal:desk", "evaluation:reviews")),
}
LATIN, CHINESE = re.compile(r"[A-Za-z]{3,}"), re.compile(r"[㐀-鿿]")
# What stands in the records of the world, or is a name that has no Chinese.
DATA = {"market", "daily", "own", "unit", "satisfaction", "newcomer", "user", "trial", "org", "jpg"}
READ = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, around = node.parentElement;
    if (around.closest("script, style, noscript, template, [lang], pre, code, textarea")) continue;
    const text = node.textContent.trim().replace(/\\s+/g, " ");
    if (text) found.push(text);
  }
  for (const part of document.body.querySelectorAll("[placeholder], [title], [aria-label], [alt]")) {
    if (part.closest("[lang]")) continue;
    const said = ["placeholder", "title", "aria-label", "alt"].map((name) => part.getAttribute(name));
    found.push(...said.filter(Boolean));
  }
  return found;
}"""
NOT_NEEDED = ("font", "image", "media")
LARGE = ("echarts", "leaflet")  # what draws charts and maps; their tables and frames stand without it
PASSED_ON = ("Content-Type", "Content-Security-Policy")
STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return "";
  const out = [...document.body.querySelectorAll("*")].filter(
    (part) => part.checkVisibility() && part.getBoundingClientRect().right > width + 1,
  );
  return (out.find((part) => !part.closest(".fc-scroll")) ?? document.body).outerHTML.slice(0, 140);
}"""


class Drawn:
    """Pages of one person, drawn by the browser from what the test client answers."""

    def __init__(self, browser, user, shape, language="zh-hans"):
        self.client = Client(raise_request_exception=False)
        if user is not None:
            self.client.force_login(user)
        self.surroundings = copy_context()  # the browser's answers are asked for elsewhere, without our connection
        self.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        self.context = browser.new_context(**shape, reduced_motion="reduce", service_workers="block")
        self.context.route("**/*", self._answer)
        self.page = self.context.new_page()
        self.seen_shell, self.ready = False, {}

    def _answer(self, route):
        path = route.request.url.removeprefix(HOST)
        if route.request.resource_type in NOT_NEEDED or any(name in path for name in LARGE):
            return route.abort()
        if path.startswith(settings.STATIC_URL):
            file = finders.find(path.removeprefix(settings.STATIC_URL).split("?")[0])
            return route.fulfill(path=file) if file else route.abort()
        by_htmx = {"HX-Request": "true"} if "hx-request" in route.request.headers else {}
        answer = self.ready.pop(path, None) or self.surroundings.run(self.client.get, path, headers=by_htmx)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        headers = {name: value for name, value in answer.headers.items() if name in PASSED_ON}
        return route.fulfill(status=answer.status_code, headers=headers, body=body)

    def open(self, path):
        self.page.goto(HOST + path, wait_until="load")

    def faults(self, options):
        """What axe calls serious; the shell, which every page shares, is looked at once."""
        self.page.evaluate(AXE_SCRIPT)
        context = {"exclude": [SHELL]} if self.seen_shell else {}
        self.seen_shell = True
        call = f"axe.run({json.dumps(context) if context else 'document'}, {json.dumps(options)})"
        for one in self.page.evaluate(call)["violations"]:
            if one["impact"] in SERIOUS:
                yield f"{one['id']}: {one['nodes'][0]['html'][:140]}"

    def sideways(self):
        """The first part that makes the page wider than the screen."""
        if out := self.page.evaluate(STICKS_OUT):
            yield f"scrolls sideways: {out}"

    def foreign_words(self, catalogue):
        for text in self.page.evaluate(READ):
            if catalogue.is_foreign(text):
                yield f"foreign: {text[:80]}"


class Catalogue:
    """The texts of the portal in both languages, and whether a text is one of the other."""

    def __init__(self, language):
        self.language = language
        folder = Path(settings.BASE_DIR) / "locale" / "zh_Hans" / "LC_MESSAGES"
        with (folder / "django.mo").open("rb") as file:
            texts = gettext.GNUTranslations(file)._catalog
        pairs = [(key[0] if isinstance(key, tuple) else key, value) for key, value in texts.items() if key]
        self.words = {word.lower() for key, value in pairs for word in LATIN.findall(key) if CHINESE.search(value)}
        self.chinese = {value for key, value in pairs if CHINESE.search(value) and value != key}

    def is_foreign(self, text):
        if self.language == "en":
            return text in self.chinese
        latin = {word.lower() for word in LATIN.findall(text)} - DATA
        return not CHINESE.search(text) and bool(latin & self.words)


def pages_of(role, others, also=()):
    """Pages that a role may read and none of the others may, and those that look different to it."""
    for name, door in DOORS.items():
        own = not others & door.read or name in also
        if role in door.read and own and name not in ENDPOINTS and name not in NOT_PAGES:
            yield door


def walk(browser, world, role, shape, *, axe=None, language="zh-hans", others=frozenset(), also=()):  # noqa: F811
    """Open every page of a role in the first district and say what is wrong with it."""
    user, catalogue, found, opened = world.here.get(role), Catalogue(language), [], 0
    drawn = Drawn(browser, user, shape, language)
    for door in pages_of(role, others, also):
        address = door.url(world)
        answer = drawn.client.get(address)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        if answer.streaming or b"<html" not in answer.content:
            continue  # a file, or a part of a page
        drawn.ready[address] = answer
        drawn.open(address)
        opened += 1
        wrong = [*(drawn.faults(axe) if axe else ()), *drawn.sideways(), *drawn.foreign_words(catalogue)]
        found += [f"{door.route} {address} · {one}" for one in wrong]
    drawn.context.close()
    return opened, sorted(set(found))


@pytest.mark.parametrize(
    ("role", "shape", "axe", "least"),
    [
        pytest.param(ADMIN, DESKTOP, OPTIONS, 80, id="office at a desk"),
        pytest.param(OFFICIAL, PHONE, WITHOUT_COLOURS, 40, id="official on a phone"),
        pytest.param(INSPECTOR, PHONE, WITHOUT_COLOURS, 8, id="inspector on a phone"),
        pytest.param(LEADER, PHONE, WITHOUT_COLOURS, 12, id="leader on a phone"),
        pytest.param(REVIEWER, DESKTOP, OPTIONS, 3, id="reviewer at a desk"),
    ],
)
def test_every_page_is_accessible_fits_and_is_chinese(browser, world, role, shape, axe, least):  # noqa: F811
    others, also = UNLIKE.get(role, (frozenset(), ()))
    opened, found = walk(browser, world, role, shape, axe=axe, others=others, also=also)

    assert found == [], "\n".join(found)
    assert opened >= least


def test_every_page_of_the_office_is_english_when_asked(browser, world):  # noqa: F811
    opened, found = walk(browser, world, ADMIN, PHONE, language="en")

    assert found == [], "\n".join(found)
    assert opened >= 80


def test_public_pages_fit_a_phone(browser, world):  # noqa: F811
    opened, found = walk(browser, world, "anonymous", PHONE, axe=OPTIONS)

    assert found == [], "\n".join(found)
    assert opened >= 5
