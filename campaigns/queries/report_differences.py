"""What changed between two filed versions of a report, or since the period before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from ..kinds.questions import Questions
from ..models import ReportVersion


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not what it was."""

    part: str
    label: str
    before: str
    after: str


def differences(new: ReportVersion, old: ReportVersion | None, questions: Questions) -> list[Difference]:
    """Figures, texts and evidence that changed, in the order of the template; nothing when there is no other."""
    if old is None:
        return []
    figures = _figures(new, old)
    texts = [
        Difference("texts", str(one), old.texts.get(one.code, ""), new.texts.get(one.code, ""))
        for one in questions.texts
        if old.texts.get(one.code, "") != new.texts.get(one.code, "")
    ]
    evidence = [
        Difference("evidence", str(one), _shown(old, one.code), _shown(new, one.code))
        for one in questions.evidence
        if _shown(old, one.code) != _shown(new, one.code)
    ]
    return [*figures, *texts, *evidence]


def _figures(new: ReportVersion, old: ReportVersion) -> list[Difference]:
    before = {row["code"]: row for row in old.figures}
    found = []
    for row in new.figures:
        was = before.get(row["code"], {})
        pair = (_said(was), _said(row))
        if pair[0] != pair[1]:
            found.append(Difference("figures", label_of(row), *pair))
    return found


def _said(row: Mapping[str, Any]) -> str:
    """A figure with what somebody claims instead."""
    value = row.get("value")
    text = "" if value is None else str(value)
    return f"{text} → {row['claimed']}" if "claimed" in row else text


def _shown(version: ReportVersion, code: str) -> str:
    return ", ".join(str(row.get("url") or row.get("name", "")) for row in version.evidence.get(code, []))


def label_of(row: Mapping[str, Any]) -> str:
    """How a kept figure is called in the reader's language."""
    return str(row["name_en"] if row.get("name_en") and get_language() == "en" else row["name"])


def unit_of(row: Mapping[str, Any]) -> str:
    """Its unit in the reader's language."""
    return str(row["unit_en"] if row.get("unit_en") and get_language() == "en" else row.get("unit", ""))
