"""An audit entry in words: who did what to which record, and what changed."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from .models import AuditEntry

# What is done to a record, by the last part of the verb.
DEEDS = {
    "add": gettext_lazy("added"),
    "adopt": gettext_lazy("adopted"),
    "approve": gettext_lazy("approved"),
    "begin": gettext_lazy("begun"),
    "cancel": gettext_lazy("cancelled"),
    "change": gettext_lazy("changed"),
    "close": gettext_lazy("closed"),
    "confirm": gettext_lazy("confirmed"),
    "correct": gettext_lazy("corrected"),
    "create": gettext_lazy("created"),
    "deactivate": gettext_lazy("deactivated"),
    "done": gettext_lazy("carried out"),
    "draft": gettext_lazy("drafted"),
    "draw": gettext_lazy("drawn"),
    "drop": gettext_lazy("dropped"),
    "end": gettext_lazy("ended"),
    "export": gettext_lazy("exported"),
    "flag": gettext_lazy("marked with a question"),
    "give": gettext_lazy("given"),
    "grant": gettext_lazy("granted"),
    "import": gettext_lazy("imported"),
    "invite": gettext_lazy("sent a link for a password"),
    "issue": gettext_lazy("issued"),
    "move": gettext_lazy("moved"),
    "open": gettext_lazy("opened"),
    "publish": gettext_lazy("published"),
    "reactivate": gettext_lazy("let in again"),
    "receive": gettext_lazy("received"),
    "refuse": gettext_lazy("refused"),
    "register": gettext_lazy("registered"),
    "reopen": gettext_lazy("opened again"),
    "retire": gettext_lazy("retired"),
    "revoke": gettext_lazy("taken back"),
    "run_again": gettext_lazy("run again"),
    "score": gettext_lazy("scored"),
    "set_password": gettext_lazy("set a password"),
    "show_phone": gettext_lazy("phone number looked at"),
    "store": gettext_lazy("handed in"),
    "submit": gettext_lazy("submitted"),
    "update": gettext_lazy("changed"),
    "void": gettext_lazy("voided"),
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
    return [Change(_label(model, name), _said(before, name), _said(after, name)) for name in names]


def _flat(values: Any) -> dict[str, Any]:
    if isinstance(values, dict):
        return values
    return {} if values is None else {_("value"): values}


def _label(model: type[Model] | None, name: str) -> str:
    try:
        return str(model._meta.get_field(name.removesuffix("_id")).verbose_name) if model else name
    except (FieldDoesNotExist, AttributeError):
        return name


def _said(values: dict[str, Any], name: str) -> str:
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
    return str(value)
