"""An audit entry in words: who did what to which record, and what changed."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from .models import AuditEntry

# What is done to a record, by the last part of the verb.
DEEDS = {
    "accept": pgettext_lazy("deed", "upheld"),
    "add": pgettext_lazy("deed", "added"),
    "add_evidence": pgettext_lazy("deed", "evidence added"),
    "adopt": pgettext_lazy("deed", "adopted"),
    "answer": pgettext_lazy("deed", "answered"),
    "approve": pgettext_lazy("deed", "approved"),
    "ask": pgettext_lazy("deed", "asked for"),
    "ask_extension": pgettext_lazy("deed", "more time asked for"),
    "assign": pgettext_lazy("deed", "assigned"),
    "attach": pgettext_lazy("deed", "evidence added"),
    "begin": pgettext_lazy("deed", "begun"),
    "call": pgettext_lazy("deed", "called"),
    "cancel": pgettext_lazy("deed", "cancelled"),
    "catch_up": pgettext_lazy("deed", "caught up"),
    "change": pgettext_lazy("deed", "changed"),
    "close": pgettext_lazy("deed", "closed"),
    "compile": pgettext_lazy("deed", "compiled"),
    "confirm": pgettext_lazy("deed", "confirmed"),
    "correct": pgettext_lazy("deed", "corrected"),
    "create": pgettext_lazy("deed", "created"),
    "deactivate": pgettext_lazy("deed", "deactivated"),
    "decide": pgettext_lazy("deed", "decided"),
    "detach": pgettext_lazy("deed", "evidence taken out"),
    "dissolve": pgettext_lazy("deed", "dissolved"),
    "done": pgettext_lazy("deed", "finished"),
    "draft": pgettext_lazy("deed", "drafted"),
    "draw": pgettext_lazy("deed", "drawn"),
    "enrol": pgettext_lazy("deed", "enrolled"),
    "drop": pgettext_lazy("deed", "dropped"),
    "edit": pgettext_lazy("deed", "changed"),
    "end": pgettext_lazy("deed", "ended"),
    "enter": pgettext_lazy("deed", "entered"),
    "escalate": pgettext_lazy("deed", "escalated"),
    "export": pgettext_lazy("deed", "exported"),
    "file": pgettext_lazy("deed", "filed"),
    "finish": pgettext_lazy("deed", "finished"),
    "give": pgettext_lazy("deed", "given"),
    "grant": pgettext_lazy("deed", "granted"),
    "grant_extension": pgettext_lazy("deed", "more time given"),
    "hold": pgettext_lazy("deed", "held"),
    "import": pgettext_lazy("deed", "imported"),
    "invite": pgettext_lazy("deed", "sent a link for a password"),
    "join": pgettext_lazy("deed", "joined"),
    "issue": pgettext_lazy("deed", "issued"),
    "keep": pgettext_lazy("deed", "kept"),
    "lapse": pgettext_lazy("deed", "lapsed"),
    "leave": pgettext_lazy("deed", "left"),
    "lodge": pgettext_lazy("deed", "lodged"),
    "make": pgettext_lazy("deed", "made"),
    "mark": pgettext_lazy("deed", "attendance marked"),
    "mask": pgettext_lazy("deed", "masked"),
    "move": pgettext_lazy("deed", "moved"),
    "name_rechecker": pgettext_lazy("deed", "re-checker named"),
    "name_rechecker_by_rule": pgettext_lazy("deed", "re-checker named by the rule"),
    "nudge": pgettext_lazy("deed", "receipt asked for again"),
    "open": pgettext_lazy("deed", "opened"),
    "open_for_appeal": pgettext_lazy("deed", "put to publicity"),
    "overturn": pgettext_lazy("deed", "item taken out after a review"),
    "plan": pgettext_lazy("deed", "planned"),
    "postpone": pgettext_lazy("deed", "postponed"),
    "prepare": pgettext_lazy("deed", "prepared"),
    "press": pgettext_lazy("deed", "pressed"),
    "propose": pgettext_lazy("deed", "proposed"),
    "publish": pgettext_lazy("deed", "published"),
    "put_in_force": pgettext_lazy("deed", "put in force"),
    "question": pgettext_lazy("deed", "marked with a question"),
    "reactivate": pgettext_lazy("deed", "made active again"),
    "recall": pgettext_lazy("deed", "assignment taken back"),
    "receive": pgettext_lazy("deed", "received"),
    "record": pgettext_lazy("deed", "recorded"),
    "refuse": pgettext_lazy("deed", "refused"),
    "refuse_extension": pgettext_lazy("deed", "no more time given"),
    "register": pgettext_lazy("deed", "registered"),
    "reject": pgettext_lazy("deed", "rejected"),
    "release": pgettext_lazy("deed", "taken off"),
    "remind": pgettext_lazy("deed", "reminded"),
    "remove": pgettext_lazy("deed", "removed"),
    "reopen": pgettext_lazy("deed", "opened again"),
    "report": pgettext_lazy("deed", "reported as done"),
    "resume": pgettext_lazy("deed", "taken up again"),
    "retire": pgettext_lazy("deed", "retired"),
    "remove_second_factor": pgettext_lazy("deed", "second factor taken off"),
    "renew_recovery_codes": pgettext_lazy("deed", "new recovery codes"),
    "reset_second_factor": pgettext_lazy("deed", "second factor reset"),
    "return": pgettext_lazy("deed", "returned"),
    "revoke": pgettext_lazy("deed", "taken back"),
    "run_again": pgettext_lazy("deed", "run again"),
    "score": pgettext_lazy("deed", "scored"),
    "seed": pgettext_lazy("deed", "filled for a demonstration"),
    "set_password": pgettext_lazy("deed", "set a password"),
    "set_up_second_factor": pgettext_lazy("deed", "second factor set up"),
    "show_name": pgettext_lazy("deed", "name looked at"),
    "show_email": pgettext_lazy("deed", "e-mail address looked at"),
    "show_phone": pgettext_lazy("deed", "phone number looked at"),
    "sign": pgettext_lazy("deed", "signed for"),
    "sign_off": pgettext_lazy("deed", "minutes issued"),
    "start": pgettext_lazy("deed", "taken up"),
    "store": pgettext_lazy("deed", "handed in"),
    "submit": pgettext_lazy("deed", "submitted"),
    "supersede": pgettext_lazy("deed", "superseded"),
    "transfer": pgettext_lazy("deed", "moved to another place"),
    "void": pgettext_lazy("deed", "voided"),
    "withdraw": pgettext_lazy("deed", "withdrawn"),
    "withdraw_consent": pgettext_lazy("deed", "consent withdrawn"),
    "write": pgettext_lazy("deed", "written"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One value, before and after."""

    field: str
    before: str
    after: str


def model_of(entry: AuditEntry) -> type[Model] | None:
    """The kind of record the entry tells of, as long as there is such a kind."""
    try:
        return apps.get_model(entry.subject_type)
    except (LookupError, ValueError):
        return None


def kind(entry: AuditEntry) -> str:
    """The kind of record in words."""
    model = model_of(entry)
    return str(model._meta.verbose_name) if model else entry.subject_type


def deed(entry: AuditEntry) -> str:
    """What was done; a verb nobody has put in words stays as it is written."""
    return str(DEEDS.get(entry.verb.rpartition(".")[2], entry.verb))


def changes(entry: AuditEntry) -> list[Change]:
    """What changed, value by value, under the names that forms use."""
    before, after = _flat(entry.before), _flat(entry.after)
    model = model_of(entry)
    names = dict.fromkeys([*before, *after])
    words = {name: _choices(model, name) for name in names}
    return [
        Change(_label(model, name), _said(before, name, words[name]), _said(after, name, words[name])) for name in names
    ]


def _flat(values: Any) -> dict[str, Any]:
    if isinstance(values, dict):
        return values
    return {} if values is None else {_("value"): values}


def _label(model: type[Model] | None, name: str) -> str:
    try:
        return str(model._meta.get_field(name.removesuffix("_id")).verbose_name) if model else name
    except (FieldDoesNotExist, AttributeError):
        return name


def _choices(model: type[Model] | None, name: str) -> dict[Any, Any]:
    """The words of a field that takes one of a few values, such as a state."""
    try:
        return dict(getattr(model._meta.get_field(name), "flatchoices", ())) if model else {}
    except FieldDoesNotExist:
        return {}


def _said(values: dict[str, Any], name: str, words: dict[Any, Any]) -> str:
    if name not in values:
        return ""
    value = values[name]
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return pgettext("between items of a list", ", ").join(str(item) for item in value)
    if isinstance(value, dict):
        return pgettext("between parts of a sentence", "; ").join(f"{key}: {inner}" for key, inner in value.items())
    return str(words.get(value, value))
