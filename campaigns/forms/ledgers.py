"""A form made of the fields of a ledger."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from foundation.attachments.forms import MOST_PHOTOS, ManyFiles
from foundation.organisations.models import Organisation, Region

from ..choices import FieldType
from ..engine.ledger_answers import answers
from ..kinds import EntryNotUnderstood, FieldSpec, Stage
from ..kinds.entries import asked
from ..models import LedgerEntry, LedgerKind

SHORT = 120
FEW = 7
DAY = {"type": "date"}
PARTY = "party_"


class EntryForm(forms.Form):
    """The fields of one stage (of all without stages); what is computed is not asked."""

    def __init__(
        self,
        *args: Any,
        kind: LedgerKind,
        region: str,
        today: dt.date,
        stage: Stage | None = None,
        standing: Mapping[str, Any] | None = None,
        places: Iterable[Region] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.region, self.today, self.stage, self.standing = kind, region, today, stage, standing
        self.places = places
        for spec in self.specs:
            self.fields[spec.code] = self._field(spec)
            if spec.type == FieldType.PHOTOS:
                self.fields[f"{spec.code}_files"] = ManyFiles(required=False, label=str(spec))

    @property
    def specs(self) -> Sequence[FieldSpec]:
        """What is asked."""
        return tuple(spec for spec in asked(self.kind.specs, self.stage) if not spec.computed)

    @property
    def written(self) -> list[Any]:
        """The bound fields that stand in the form one below the other; photos have a part to themselves."""
        photos = {spec.code for spec in self.specs if spec.type == FieldType.PHOTOS}
        return [self[name] for name in self.fields if name.removesuffix("_files") not in photos]

    @property
    def albums(self) -> list[dict[str, Any]]:
        """The photo fields with what their script needs."""
        found = []
        for spec in self.specs:
            if spec.type == FieldType.PHOTOS:
                kept = [int(one) for one in self[spec.code].value() or [] if str(one).isascii() and str(one).isdigit()]
                found.append({"spec": spec, "kept": kept, "files": self[f"{spec.code}_files"], "setup": _setup(spec)})
        return found

    @property
    def given(self) -> dict[str, Any]:
        """The answers as the action takes them."""
        return {spec.code: self.cleaned_data.get(spec.code) for spec in self.specs}

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        region = told.get("region_code") or self.region
        try:
            answers(self.kind, self.given, region=region, today=self.today, stage=self.stage, standing=self.standing)
        except EntryNotUnderstood as refusal:
            for code, reason in refusal.wrong.items():
                if code in self.fields and code not in self.errors:
                    self.add_error(code, reason)
        return told

    def _field(self, spec: FieldSpec) -> forms.Field:
        label, unit = str(spec), spec.shown_unit
        hint = unit and _("in {unit}").format(unit=unit)
        if spec.personal:
            hint = _("Kept encrypted; others see only the family name.")
        told: dict[str, Any] = {"label": label, "help_text": hint, "required": spec.required}
        match spec.type:
            case FieldType.DATE:
                return forms.CharField(widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), max_length=10, **told)
            case FieldType.CHOICE:
                return self._choice(spec, told)
            case FieldType.REGION:
                choices = [("", _("Choose…")), *((place.code, _indented(place)) for place in self.places)]
                return forms.ChoiceField(choices=choices, **told)
            case FieldType.PHOTOS:
                return forms.TypedMultipleChoiceField(
                    coerce=int,
                    widget=forms.MultipleHiddenInput,
                    choices=self._sent(spec),
                    **{**told, "required": False},
                )
            case FieldType.NUMBER | FieldType.PEOPLE:
                mode = "numeric" if spec.type == FieldType.PEOPLE or spec.decimals == 0 else "decimal"
                widget = forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"})
                return forms.CharField(widget=widget, max_length=24, **told)
            case FieldType.LINK:
                told["help_text"] = _(
                    "Address of a record of this portal, from its first “/” on, such as /problems/12/."
                )
                return forms.CharField(max_length=500, **told)
        long = spec.max_length > SHORT and not spec.personal
        attrs = {"data-cap": str(spec.max_length), "rows": 3} if long else {}
        widget = forms.Textarea(attrs=attrs) if long else forms.TextInput()
        return forms.CharField(widget=widget, max_length=spec.max_length, **told)

    def _choice(self, spec: FieldSpec, told: dict[str, Any]) -> forms.Field:
        given = self.initial.get(spec.code) or []
        known = given if isinstance(given, list) else [given]
        choices = [(one.code, str(one)) for one in spec.options if not one.retired or one.code in known]
        if spec.multiple:
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **told)
        if len(choices) < FEW:
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
        return forms.ChoiceField(choices=[("", _("Choose…")), *choices], **told)

    def _sent(self, spec: FieldSpec) -> list[tuple[int, int]]:
        """Photos that were taken in before: those of the entry, and those sent while the form was open."""
        name = self.add_prefix(spec.code)
        sent = self.data.getlist(name) if hasattr(self.data, "getlist") else []
        known = [*(self.initial.get(spec.code) or []), *(int(one) for one in sent if one.isascii() and one.isdigit())]
        return [(one, one) for one in dict.fromkeys(known)][: 2 * MOST_PHOTOS]


class PartyEntryForm(EntryForm):
    """The same, with the question for whom the entry is made; whoever files for one party is not asked."""

    field_order = ["party"]

    def __init__(
        self, *args: Any, regions: Sequence[Region], organisations: Sequence[Organisation], **kwargs: Any
    ) -> None:
        self.by_value = {
            **{f"r{region.code}": (region, None) for region in regions},
            **{f"o{one.pk}": (one.region, one) for one in organisations},
        }
        super().__init__(*args, region="", **kwargs)
        groups = [
            (pgettext("party", "Places"), [(f"r{region.code}", _indented(region)) for region in regions]),
            (pgettext("party", "Organisations"), [(f"o{one.pk}", one.name) for one in organisations]),
        ]
        choices = [("", _("Choose…")), *[(label, rows) for label, rows in groups if rows]]
        self.fields["party"] = forms.ChoiceField(label=gettext_lazy("For whom"), choices=choices)
        self.order_fields(["party"])
        if len(self.by_value) == 1:
            self.fields["party"].initial = next(iter(self.by_value))

    @property
    def only_party(self) -> Any:
        """The party, where there is only one."""
        if len(self.by_value) != 1:
            return None
        ((region, organisation),) = self.by_value.values()
        return organisation or region

    @property
    def party(self) -> tuple[Region, Organisation | None]:
        """The place and organisation that were chosen."""
        return self.by_value[self.cleaned_data["party"]]

    def clean_party(self) -> str:
        value: str = self.cleaned_data["party"]
        self.region = self.by_value[value][0].code
        return value


class CorrectionForm(EntryForm):
    """The right answers of a verified entry, and why they were wrong."""

    reason = forms.CharField(
        label=gettext_lazy("What was wrong"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-cap": "500"}),
        help_text=gettext_lazy("The old entry stays readable and is marked as reversed; this goes beside it."),
    )


class EndForm(forms.Form):
    """From which day on a line of a register is no longer in force."""

    on = forms.DateField(label=gettext_lazy("No longer in force from"), widget=forms.DateInput(attrs=DAY))


def standing_answers(entry: LedgerEntry, people: Mapping[str, str], specs: Iterable[FieldSpec]) -> dict[str, Any]:
    """What was answered, as a form begins with it; whom it is about only where it may be seen."""
    whole = {**entry.answers, **people}
    return {spec.code: whole[spec.code] for spec in specs if spec.code in whole}


def _indented(place: Region) -> str:
    return f"\u3000{place.name}" if len(place.code) == 12 else place.name


def _setup(spec: FieldSpec) -> dict[str, Any]:
    return {
        "url": reverse("attachment-list"),
        "name": spec.code,
        "words": {
            "photo": _("Photo that goes with this"),
            "remove": _("Take this photo out"),
            "sending": _("Sending the photo…"),
            "count": _("{n} photos are stored and go with this"),
            "offline": _("No connection. The photo is still on this phone."),
            "refused": _("The server did not take this photo."),
            "again": _("Try again"),
            "most": _("At most {n} photos go with this.").format(n=MOST_PHOTOS),
        },
    }
