"""What the options of a graded item mean, as far as its word on how to judge says so."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..scoring.options import Option

YES_NO = ("yes", "no")
LETTERS = ("A", "B", "C", "D")
LONGEST = {"zh": 14, "en": 30}
SAID_ZH = re.compile(r"([^，。；：]+?)为([A-D])")
SAID_EN = re.compile(r"([^,;.:]+): ([A-D])\b")
ONE_DOWN = re.compile(r"降一?档|one grade down", re.IGNORECASE)


def meanings(options: Sequence[Option], hint: str) -> list[str]:
    """A word for each option, in the reader's language; empty where the letter has to speak for itself."""
    labels = tuple(option.label for option in options)
    if labels == YES_NO:
        return [_("Complies"), _("Does not comply")]
    if labels != LETTERS:
        return ["" for _option in options]
    said = _said(hint)
    if said:
        return _completed(said)
    if ONE_DOWN.search(hint):
        return [_("All in order"), _("1 short"), _("2 short"), _("3 or more short")]
    return [_("No fault"), _("1 case"), _("2 cases"), _("3 or more")]


def _said(hint: str) -> dict[str, str]:
    """The meanings that the guidance itself gives: 局部积水为B，多处为C."""
    found = {}
    for pattern, longest in ((SAID_ZH, LONGEST["zh"]), (SAID_EN, LONGEST["en"])):
        for words, letter in pattern.findall(hint):
            words = words.strip()
            if 0 < len(words) <= longest:
                found.setdefault(letter, words)
    return found


def _completed(said: dict[str, str]) -> list[str]:
    """The first and the last grade go without saying where the guidance leaves them out."""
    rest = {"A": _("No fault"), "D": pgettext("worst grade", "Worse") if "C" in said else ""}
    return [said.get(letter) or rest.get(letter, "") for letter in LETTERS]
