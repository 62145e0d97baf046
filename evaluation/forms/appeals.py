"""What is asked for when something is disputed, answered, or entered in the negative list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Organisation, Region
from foundation.web.forms import choose_the_only

from ..models import EvaluationResult, NegativeEntry, NegativeItem
from ..models.materials import STATEMENT_LENGTH

GROUND = {"rows": 4, "data-cap": STATEMENT_LENGTH, "maxlength": STATEMENT_LENGTH}


class SeveralFiles(forms.ClearableFileInput):
    """A file box that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked like one."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given if one]


class AppealForm(forms.Form):
    """Why something is disputed, with files."""

    ground = forms.CharField(
        label=_("What is wrong, and why"), max_length=STATEMENT_LENGTH, widget=forms.Textarea(attrs=GROUND)
    )
    files = FilesField(
        label=_("Photos and documents"),
        required=False,
        widget=SeveralFiles(attrs={"accept": "image/*,.pdf,.doc,.docx,.xls,.xlsx"}),
        help_text=_("At most nine."),
    )


class AnswerForm(forms.Form):
    """What is decided about an appeal, and what changes by it."""

    decision = forms.CharField(
        label=_("Decision and its reason"), max_length=STATEMENT_LENGTH, widget=forms.Textarea(attrs=GROUND)
    )
    points = forms.DecimalField(
        label=_("Points given back"), required=False, min_value=0, max_value=100, max_digits=6, decimal_places=3
    )
    entry = forms.ModelChoiceField(
        NegativeEntry.objects.none(), label=_("Or withdraw an entry of the negative list"), required=False
    )

    def __init__(self, *args: Any, result: EvaluationResult | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if result is None:
            del self.fields["points"], self.fields["entry"]
            return
        entries = NegativeEntry.objects.in_force().filter(
            district=result.evaluation.district_id,
            quarter=result.evaluation.quarter,
            region=result.region_id,
            organisation=result.organisation_id,
        )
        self.fields["entry"].queryset = entries.select_related("item")
        self.fields["entry"].label_from_instance = lambda entry: f"{entry.item} · {entry.ground[:30]}"
        if not entries.exists():
            del self.fields["entry"]


class NegativeForm(forms.Form):
    """Who is entered in the negative list, for what, with which document."""

    district = forms.ModelChoiceField(Region.objects.none(), label=_("District"))
    party = forms.ChoiceField(label=_("Party"))
    item = forms.ModelChoiceField(NegativeItem.objects.none(), label=_("Line of the list"))
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ground = forms.CharField(
        label=_("What happened and who established it"),
        max_length=STATEMENT_LENGTH,
        widget=forms.Textarea(attrs=GROUND),
    )
    document = forms.FileField(label=_("Document"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = Region.objects.districts().filter(user.region_scope("code", roles=[Role.ADMIN])).order_by("code")
        choose_the_only(self, "district", districts)
        self.fields["party"].choices = party_choices(user)
        items = NegativeItem.objects.exclude(type__in=["person", "family"]).order_by("type", "effect", "code")
        self.fields["item"].queryset = items
        self.fields["item"].label_from_instance = item_label

    def clean_party(self) -> Region | Organisation:
        kind, _colon, key = self.cleaned_data["party"].partition(":")
        model: Any = Region if kind == "region" else Organisation
        return model.objects.get(pk=key)


def item_label(item: NegativeItem) -> str:
    """A line of the list with what it does."""
    does = item.get_effect_display() if item.points is None else f"−{item.points.normalize():f}"
    return f"{item} ({does})"


def party_choices(user: Any) -> list[Any]:
    """Streets, towns, communities, villages and organisations where somebody administers."""
    reach = user.region_scope("code", roles=[Role.ADMIN])
    regions = Region.objects.filter(reach, level__gte=RegionLevel.DISTRICT).order_by("code")
    own = user.region_scope("region__code", roles=[Role.ADMIN])
    organisations = Organisation.objects.open().filter(own).order_by("code")
    levels = [
        (_("Streets and towns"), RegionLevel.TOWNSHIP),
        (_("Communities and villages"), RegionLevel.VILLAGE),
        (_("Districts"), RegionLevel.DISTRICT),
    ]
    rows = list(regions)
    groups = [
        (label, [(f"region:{row.pk}", str(row)) for row in rows if row.level == level]) for label, level in levels
    ]
    groups.append((_("Organisations"), [(f"organisation:{row.pk}", str(row)) for row in organisations]))
    return [("", _("Choose…")), *[(label, options) for label, options in groups if options]]
