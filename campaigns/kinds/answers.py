"""What is answered in a report: drafts as they were typed, and what may be filed, everything wrong named at once."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from foundation.errors import BadInput

from ..choices import FieldType
from .fields import FieldNotUnderstood, FieldSpec
from .questions import FILE, Evidence, Question, Questions

LONGEST_DRAFT = 4000
LONGEST_REASON = 500
LONGEST_LINK = 500
PARTS = ("figures", "disputes", "texts", "evidence")
CLAIM = FieldSpec("claimed", "claimed", FieldType.NUMBER)
Errors = dict[tuple[str, str], str]


class AnswersWrong(BadInput):
    """Answers that cannot be filed as they are: all of them, by part and code."""

    def __init__(self, errors: Errors) -> None:
        self.errors = errors
        super().__init__(" ".join(dict.fromkeys(errors.values())))


@dataclass(slots=True)
class Answers:
    """Typed figures, disputed ones with the claimed value and the reason, texts, and evidence by question."""

    figures: dict[str, Any] = field(default_factory=dict)
    disputes: dict[str, dict[str, str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As a draft keeps them."""
        return {name: getattr(self, name) for name in PARTS}

    @property
    def is_empty(self) -> bool:
        return not any(
            [*filter(_given, self.figures.values()), *self.disputes, *filter(None, self.texts.values()), *self.evidence]
        )

    @classmethod
    def of(cls, draft: Mapping[str, Any]) -> "Answers":
        """From a draft."""
        return cls(**{name: dict(draft.get(name) or {}) for name in PARTS})


def _given(value: Any) -> bool:
    return value not in (None, "")


def kept(answers: Answers) -> Answers:
    """A draft as it is kept: whatever was typed, within what a draft may hold."""
    return Answers(
        {code: _short(value, 40) for code, value in answers.figures.items()},
        {
            code: {"claimed": _short(one.get("claimed"), 40), "reason": _short(one.get("reason"), LONGEST_DRAFT)}
            for code, one in answers.disputes.items()
            if one.get("claimed") or one.get("reason")
        },
        {code: _short(text, LONGEST_DRAFT) for code, text in answers.texts.items()},
        {code: [dict(one) for one in rows] for code, rows in answers.evidence.items() if rows},
    )


def _short(value: Any, longest: int) -> str:
    return "" if value is None else str(value).replace("\0", "")[:longest]


def cleaned(
    answers: Answers, questions: Questions, fields: Mapping[str, FieldSpec], *, computed: Collection[str]
) -> Answers:
    """The answers as they are filed; ``fields`` are those that are typed, ``computed`` the portal's own figures.

    Raises AnswersWrong with everything that is wrong.
    """
    errors: Errors = {}
    _refuse_unknown(answers, questions, fields, computed, errors)
    done = Answers()
    for code, spec in fields.items():
        try:
            done.figures[code] = spec.clean(answers.figures.get(code))
        except FieldNotUnderstood as wrong:
            errors["figures", code] = _("{field}: {reason}").format(field=spec, reason=wrong.reason)
    for code, one in answers.disputes.items():
        _dispute(code, one, done, errors)
    for text in questions.texts:
        _text(text, answers.texts.get(text.code, ""), done, errors)
    for asked in questions.evidence:
        _evidence(asked, answers.evidence.get(asked.code, []), done, errors)
    if errors:
        raise AnswersWrong(errors)
    return done


def _refuse_unknown(
    answers: Answers, questions: Questions, fields: Mapping[str, FieldSpec], computed: Collection[str], errors: Errors
) -> None:
    """A figure of the portal cannot be retyped, and what was not asked is not taken."""
    for code, value in answers.figures.items():
        if code in computed and _given(value):
            errors["figures", code] = _("“{code}” comes from records and cannot be typed; dispute it instead.").format(
                code=code[:80]
            )
    known = {
        "figures": {*fields, *computed},
        "disputes": set(computed),
        "texts": {one.code for one in questions.texts},
        "evidence": {one.code for one in questions.evidence},
    }
    for part, codes in known.items():
        for code in set(getattr(answers, part)) - codes:
            errors[part, code] = _("“{code}” is not asked in this report.").format(code=str(code)[:80])


def _dispute(code: str, one: Mapping[str, Any], done: Answers, errors: Errors) -> None:
    reason = _short(one.get("reason"), LONGEST_REASON + 1).strip()
    try:
        claimed = CLAIM.clean(one.get("claimed"))
    except FieldNotUnderstood as wrong:
        errors["disputes", code] = str(wrong.reason)
        return
    if claimed is None and not reason:
        return
    if claimed is None or not 1 <= len(reason) <= LONGEST_REASON:
        errors["disputes", code] = _("Say which number is right, and why in 1 to 500 characters.")
        return
    done.disputes[code] = {"claimed": claimed, "reason": reason}


def _text(asked: Question, given: str, done: Answers, errors: Errors) -> None:
    spec = FieldSpec("text", str(asked), FieldType.TEXT, required=asked.required, max_length=min(asked.max_length, 500))
    try:
        text = spec.clean(str(given or "").replace("\r\n", "\n").strip())
    except FieldNotUnderstood as wrong:
        errors["texts", asked.code] = _("{field}: {reason}").format(field=asked, reason=wrong.reason)
        return
    done.texts[asked.code] = text or ""


def _evidence(asked: Evidence, rows: Any, done: Answers, errors: Errors) -> None:
    good = [one for one in rows if one.get("attachment") or str(one.get("url", "")).strip()]
    if asked.required and not good:
        errors["evidence", asked.code] = _("{field}: {reason}").format(field=asked, reason=_("Please fill this in."))
    if len(good) > asked.at_most:
        errors["evidence", asked.code] = _("{field}: at most {most} are taken.").format(field=asked, most=asked.at_most)
    for one in good:
        if one.get("attachment"):
            if FILE not in asked.accepts:
                errors["evidence", asked.code] = _("{field}: choose a record, no file is needed.").format(field=asked)
        elif not is_address(str(one["url"]).strip()):
            errors["evidence", asked.code] = _(
                "{field}: paste the address of a record of this portal, from its first “/” on, or of a public page."
            ).format(field=asked)
    done.evidence[asked.code] = [_row(one) for one in good]


def _row(one: Mapping[str, Any]) -> dict[str, Any]:
    if one.get("attachment"):
        return {"attachment": one["attachment"], "name": str(one.get("name", ""))[:200]}
    return {"url": str(one["url"]).strip()}


def is_address(text: str) -> bool:
    """Whether a text is the address of a record of the portal, or of a public page."""
    plain = len(text) <= LONGEST_LINK and not any(sign.isspace() or ord(sign) < 32 for sign in text)
    local = text.startswith("/") and not text.startswith(("//", "/\\"))
    return plain and (local or text.startswith(("https://", "http://")))


def is_far_from_last(value: Any, last: Any) -> bool:
    """Whether a figure is a hundred times what it was, or a hundredth: then it is asked whether the unit is right."""
    try:
        now, before = float(value), float(last)
    except (TypeError, ValueError):
        return False
    return now > 0 and before > 0 and not 0.01 < now / before < 100


def seconds_between(before: dt.datetime | None, at: dt.datetime, most: int) -> int:
    """How long somebody worked on a draft since it was last kept; a pause is not work."""
    return 0 if before is None else max(0, min(most, int((at - before).total_seconds())))
