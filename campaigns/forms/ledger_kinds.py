"""What an office tells about a ledger: its head, a field, a figure; limits of ceremonies."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from foundation.accounts.choices import Role
from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Region

from ..choices import CreationType, FieldType, Frequency, LedgerMeasure, LedgerNature, PartyLevel
from ..kinds.ledgers import COUNTABLE, FILLED, NUMBERS
from ..models import CeremonyLimit, LedgerKind

FILERS = [PartyLevel.VILLAGE, PartyLevel.TOWNSHIP, PartyLevel.ORGANISATION]
CODE = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
DAY = {"type": "date"}


class HeadForm(forms.ModelForm):
    """What a ledger is called, for whom it is, who fills it and how often."""

    creation_types = forms.MultipleChoiceField(
        label=gettext_lazy("For which creations"), choices=CreationType.choices, widget=forms.CheckboxSelectMultiple
    )
    entered_by = forms.MultipleChoiceField(
        label=gettext_lazy("Who fills it"),
        choices=[(level.value, level.label) for level in FILERS],
        widget=forms.CheckboxSelectMultiple,
    )
    at_least = forms.IntegerField(
        label=gettext_lazy("Entries expected at least"),
        min_value=0,
        max_value=60,
        help_text=gettext_lazy("0: no gap is shown. Ask for no more than is needed."),
    )

    class Meta:
        model = LedgerKind
        fields = [
            "name", "name_en", "description", "description_en", "creation_types", "entered_by", "frequency", "at_least",
        ]  # fmt: skip
        widgets = {
            "description": forms.Textarea(attrs={"rows": 2, "data-cap": "300"}),
            "description_en": forms.Textarea(attrs={"rows": 2, "data-cap": "400"}),
        }

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("frequency") == Frequency.AS_IT_HAPPENS:
            told["at_least"] = 0
        return told

    def told(self) -> dict[str, Any]:
        """The head as the action takes it."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NewLedgerForm(HeadForm):
    """The head of a new ledger, where it holds and what an entry tells."""

    region = forms.ModelChoiceField(Region.objects.none(), label=gettext_lazy("Where it holds"))
    nature = forms.ChoiceField(label=gettext_lazy("What an entry tells"), choices=LedgerNature.choices)
    day = forms.CharField(
        label=gettext_lazy("What its date is called"),
        max_length=40,
        help_text=gettext_lazy("Such as “held on” or “in force since”. Further fields come in the next step."),
    )
    day_en = forms.CharField(label=gettext_lazy("Its name in English"), max_length=60, required=False)

    field_order = ["region", "name", "name_en", "nature", "day", "day_en"]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = user.region_scope("code", roles=[Role.ADMIN])
        places = Region.objects.filter(mine, level__in=[RegionLevel.DISTRICT, RegionLevel.TOWNSHIP])
        self.fields["region"].queryset = places.defer("boundary").order_by("code")
        if (first := self.fields["region"].queryset.first()) is not None:
            self.fields["region"].initial = first.pk


class FieldForm(forms.Form):
    """One field of a ledger."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=40)
    name_en = forms.CharField(label=gettext_lazy("Its name in English"), max_length=60, required=False)
    type = forms.ChoiceField(label=gettext_lazy("How it is filled"), choices=FieldType.choices)
    required = forms.BooleanField(label=gettext_lazy("Must be filled in"), required=False)
    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        max_length=12,
        required=False,
        help_text=gettext_lazy("For numbers and head counts."),
    )
    unit_en = forms.CharField(label=gettext_lazy("Unit in English"), max_length=20, required=False)
    decimals = forms.IntegerField(
        label=gettext_lazy("Decimal places"),
        min_value=0,
        max_value=4,
        required=False,
        help_text=gettext_lazy("For numbers."),
    )
    options = forms.CharField(
        label=pgettext_lazy("choices of a field", "Answers"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "For a choice: one answer a line, its English after “|”. A line that is changed renames its answer. "
            "A line that is taken out is no longer offered; entries that gave this answer keep it."
        ),
    )
    multiple = forms.BooleanField(label=gettext_lazy("Several answers may be chosen"), required=False)
    personal = forms.BooleanField(
        label=gettext_lazy("It identifies somebody"),
        required=False,
        help_text=gettext_lazy("For texts: kept encrypted, masked for others, each look is written down."),
    )
    ahead = forms.BooleanField(label=gettext_lazy("The day may lie in the future"), required=False)

    def __init__(self, *args: Any, kind: LedgerKind, row: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(row), **kwargs)
        self.kind, self.row = kind, row

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("type") == FieldType.CHOICE and len(self._options()) < 2:
            self.add_error("options", _("A choice has at least two answers."))
        if told.get("personal") and told.get("type") != FieldType.TEXT:
            self.add_error("personal", _("Only a text can identify somebody."))
        return told

    def told(self) -> dict[str, Any]:
        """The field as it lies in the definition; what does not go with its type is left out."""
        data = self.cleaned_data
        kind = data["type"]
        code = self.row["code"] if self.row else _free_code(self.kind)
        field: dict[str, Any] = {"code": code, "retired": False}
        field |= {name: data[name] for name in ("name", "name_en", "type", "required")}
        if kind in NUMBERS:
            field |= {"unit": data["unit"], "unit_en": data["unit_en"]}
        if kind == FieldType.NUMBER and data["decimals"] is not None:
            field["decimals"] = data["decimals"]
        if kind == FieldType.CHOICE:
            field |= {"options": self._options(), "multiple": data["multiple"]}
        if kind == FieldType.TEXT:
            field |= {"personal": data["personal"]}
        if kind == FieldType.DATE:
            field |= {"ahead": data["ahead"]}
        return field

    def _options(self) -> list[dict[str, str]]:
        """The lines as answers: one that stood there before keeps its code, by its name or by its place."""
        known = list(self.row.get("options", ())) if self.row else []
        before = [option for option in known if not option.get("retired")]
        by_name = {option["name"]: option["code"] for option in known}
        lines = [line.split("|") for line in (self.cleaned_data.get("options") or "").splitlines() if line.strip()]
        names = [parts[0].strip() for parts in lines]
        left = [option["code"] for option in before if option["name"] not in names]
        taken, found = set(by_name.values()), []
        for number, parts in enumerate(lines):
            name = parts[0].strip()
            renamed = number < len(before) and before[number]["code"] in left
            code = by_name.get(name) or (before[number]["code"] if renamed else "")
            if not code:
                code = next(f"o{n}" for n in range(1, 200) if f"o{n}" not in taken)
            taken.add(code)
            found.append({"code": code, "name": name, "name_en": parts[1].strip() if len(parts) > 1 else ""})
        return found


class FigureForm(forms.Form):
    """A figure that a ledger yields."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    name_en = forms.CharField(label=gettext_lazy("Its name in English"), max_length=100, required=False)
    of = forms.ChoiceField(label=gettext_lazy("What is made of the entries"), choices=LedgerMeasure.choices)
    field = forms.ChoiceField(label=gettext_lazy("Which number"), required=False)
    where = forms.ChoiceField(label=gettext_lazy("Only entries where"), required=False)
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=20, required=False)
    unit_en = forms.CharField(label=gettext_lazy("Unit in English"), max_length=40, required=False)

    def __init__(self, *args: Any, kind: LedgerKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        specs = [spec for spec in kind.specs if not spec.personal]
        numbers = [(spec.code, str(spec)) for spec in specs if spec.type in NUMBERS]
        self.fields["field"].choices = [("", _("none: entries are counted")), *numbers]
        self.fields["where"].choices = [("", _("all entries count")), *_conditions(specs)]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if (told.get("of") == LedgerMeasure.COUNT) == bool(told.get("field")):
            self.add_error("field", _("A count takes no number; a sum or the least needs one."))
        return told

    def told(self) -> dict[str, Any]:
        """The figure as it lies in the definition."""
        data = self.cleaned_data
        figure = {name: data[name] for name in ("name", "name_en", "unit", "unit_en", "of")}
        if data["field"]:
            figure["field"] = data["field"]
        if data["where"]:
            code, _sign, value = data["where"].partition("=")
            figure["where"] = {code: value}
        return figure


class LimitForm(forms.ModelForm):
    """The limits of a place for one occasion, from a day on."""

    class Meta:
        model = CeremonyLimit
        fields = ["region", "occasion", "tables", "cost_each", "gift_each", "bride_price", "starts_on"]
        widgets = {"starts_on": forms.DateInput(attrs=DAY, format="%Y-%m-%d")}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = user.region_scope("code", roles=[Role.ADMIN])
        self.fields["region"].queryset = Region.objects.filter(mine, level__lte=RegionLevel.TOWNSHIP).defer("boundary")
        self.fields["region"].queryset = self.fields["region"].queryset.order_by("code")


def _conditions(specs: list[Any]) -> list[Any]:
    """What entries may be narrowed by: a field that is filled in, or one answer of a choice."""
    filled = [
        (f"{spec.code}={FILLED}", _("“{field}” is filled in").format(field=spec))
        for spec in specs
        if spec.type in COUNTABLE
    ]
    colon = ": " if get_language() == "en" else "："
    answers = [(f"{spec.code}={option.code}", f"{spec}{colon}{option}") for spec in specs for option in spec.options]
    return [(pgettext("conditions", "One answer"), answers), (pgettext("conditions", "Filled in"), filled)]


def _initial(row: Mapping[str, Any] | None) -> dict[str, Any]:
    if row is None:
        return {"type": FieldType.NUMBER, "decimals": 0}
    offered = [one for one in row.get("options", ()) if not one.get("retired")]
    lines = [" | ".join(filter(None, [one["name"], one.get("name_en")])) for one in offered]
    return {**row, "options": "\n".join(lines)}


def _free_code(kind: LedgerKind) -> str:
    taken = {row["code"] for row in kind.fields}
    return next(f"f{n}" for n in range(1, 200) if f"f{n}" not in taken)
