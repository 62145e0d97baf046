"""Texts are found in code, pages and scripts, and a check tells what a reader would not see in Chinese."""

import gettext

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from portal.translations import Fault, extracted, faults, update

CODE = """
from django.utils.translation import gettext_lazy as _, pgettext as in_context, ngettext

title = _("Close the problem")
state = in_context("state of a problem", "Open")
count = ngettext("%(n)d check", "%(n)d checks", 3)
other = print("not a message")
"""
PAGE = """
{% load i18n %}
<div>
      <p title="{% translate "Deadline" %}">it's "quoted" (text</p>
   {% blocktranslate count n=rows|length %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}
  {% translate "Open" context "verb" %}
</div>
"""


@pytest.fixture
def source(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    for name, text in [("portal/pages.py", CODE), ("templates/page.html", PAGE)]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "form.js").write_text("say(gettext('Saved.'));", encoding="utf-8")
    return tmp_path


def translate(source, *entries):
    parts = source / "locale" / "parts"
    parts.mkdir(parents=True, exist_ok=True)
    text = "\n\n".join(['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"', *entries])
    (parts / "all.po").write_text(text + "\n", encoding="utf-8")


def test_messages_are_found_in_code_and_pages_with_their_context_and_plural(source):
    found = {(message.id, message.context) for message in extracted("django") if message.id}

    assert found == {
        ("Close the problem", None),
        ("Open", "state of a problem"),
        (("%(n)d check", "%(n)d checks"), None),
        ("Deadline", None),
        (("%(n)s row", "%(n)s rows"), None),
        ("Open", "verb"),
    }


def test_messages_of_scripts_have_a_catalogue_of_their_own(source):
    assert [message.id for message in extracted("djangojs") if message.id] == ["Saved."]


def test_an_untranslated_message_fails_the_check_with_its_place(source):
    assert list(faults("djangojs")) == [Fault("missing", "Saved.", "static/form.js:1")]

    with pytest.raises(CommandError, match="7 messages are not ready"):
        call_command("messages", check=True)


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ('msgid "Saved."\nmsgstr "已保存。"', None),
        ('#, fuzzy\nmsgid "Saved."\nmsgstr "已保存。"', "fuzzy"),
        ('msgid "Saved."\nmsgstr ""', "missing"),
        ('msgid "Saved."\nmsgstr "{name}已保存。"', "names a value the source does not give"),
    ],
    ids=["translated", "fuzzy", "empty", "invented value"],
)
def test_a_translation_counts_when_it_is_whole_and_certain(source, entry, kind):
    translate(source, entry)

    assert [fault.kind for fault in faults("djangojs")] == ([kind] if kind else [])


def test_updating_merges_the_parts_and_keeps_only_what_is_in_use(source):
    translate(source, 'msgid "Deadline"\nmsgstr "期限"', 'msgid "Gone"\nmsgstr "没有了"')

    assert update("django") == (6, 1)

    written = (source / "locale/zh_Hans/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    assert 'msgid "Deadline"\nmsgstr "期限"' in written
    assert "Gone" not in written
    before = written
    assert update("django") == (6, 1)
    assert (source / "locale/zh_Hans/LC_MESSAGES/django.po").read_text(encoding="utf-8") == before


def test_what_is_compiled_can_be_read_by_gettext(source):
    translate(source, 'msgctxt "verb"\nmsgid "Open"\nmsgstr "打开"')

    call_command("messages", compile=True)

    with (source / "locale/zh_Hans/LC_MESSAGES/django.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).pgettext("verb", "Open") == "打开"
