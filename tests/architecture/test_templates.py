"""Templates are used, fragments are told from pages by their name, and neither holds scripts or styles."""

import re

import pytest

from .source import BASE, modules

TEMPLATES = BASE / "templates"
FOUND_BY_OTHERS = re.compile(
    r"^(\d{3}(_csrf)?\.html|(account|allauth|admin|django|registration|emails|mfa|usersessions)/)"
)
INCLUDED = re.compile(r"{%\s*include\s+[\"']([^\"']+)[\"']")
NAMED = re.compile(r"[\"']([\w./-]+\.(?:html|txt|xml|svg|js|webmanifest|json))[\"']")
NOT_IN_PAGES = {
    "a script in the page": re.compile(r"<script(?![^>]*(\bsrc=|application/json))", re.I),
    "a style in the page": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "a handler in the page": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']|href=[\"']javascript:", re.I),
}


def templates():
    return [str(path.relative_to(TEMPLATES)) for path in sorted(TEMPLATES.rglob("*")) if path.is_file()]


def texts_of_templates():
    return {name: (TEMPLATES / name).read_text(encoding="utf-8") for name in templates()}


def test_every_template_is_used():
    source = [(BASE / name).read_text(encoding="utf-8") for name, _ in modules()]
    named = {found for text in [*source, *texts_of_templates().values()] for found in NAMED.findall(text)}

    assert [name for name in templates() if name not in named and not FOUND_BY_OTHERS.match(name)] == []


def test_what_is_included_is_named_as_a_fragment():
    included = {found for text in texts_of_templates().values() for found in INCLUDED.findall(text)}

    assert sorted(name for name in included if not name.rsplit("/", 1)[-1].startswith("_")) == []


def test_a_fragment_is_never_a_whole_page():
    fragments = {name: text for name, text in texts_of_templates().items() if name.rsplit("/", 1)[-1].startswith("_")}

    assert [name for name, text in fragments.items() if "{% extends" in text or "<html" in text] == []


@pytest.mark.parametrize("what", NOT_IN_PAGES)
def test_no_template_holds(what):
    pages = {name: text for name, text in texts_of_templates().items() if not name.startswith("emails/")}

    assert [name for name, text in pages.items() if NOT_IN_PAGES[what].search(text)] == []
