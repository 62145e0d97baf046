"""What the pages of sites and site types are told."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Organisation, Region

from ..models import Site, SiteType
from ..queries.places import answers_mistake, position_mistake, region_mistake

LONGEST_LIST = 500
CODE = r"^[\w.\-]{1,40}$"


class PlaceField(forms.ModelChoiceField):
    """A choice among rows with a code: a list while it is short, the code typed in when it would be endless."""

    def offer(self, rows: QuerySet) -> None:
        self.queryset = rows
        if rows[: LONGEST_LIST + 1].count() > LONGEST_LIST:
            self.to_field_name = "code"
            self.widget = forms.TextInput()
            self.help_text = _("The code, as the list of regions or organisations shows it.")

    def label_from_instance(self, row: Any) -> str:
        if isinstance(row, Region) and row.level == RegionLevel.VILLAGE and row.parent:
            return f"{row.parent} · {row}"
        return str(row)

    def prepare_value(self, value: Any) -> Any:
        if self.to_field_name and hasattr(value, "code"):
            return value.code
        return super().prepare_value(value)


class PositionForm(forms.Form):
    """A position: both numbers or none, not exchanged."""

    longitude = forms.DecimalField(
        label=_("Longitude"), required=False, max_digits=9, decimal_places=6, help_text=_("Like 113.251234")
    )
    latitude = forms.DecimalField(
        label=_("Latitude"), required=False, max_digits=9, decimal_places=6, help_text=_("Like 29.601234")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not {"longitude", "latitude"} & self.errors.keys():
            wrong = position_mistake(values.get("longitude"), values.get("latitude"))
            if wrong:
                self.add_error(*wrong)
        return values


class PlaceForm(PositionForm):
    """Where a site stands and who answers for it."""

    region = PlaceField(Region.objects.none(), label=_("Street, town, community or village"))
    organisation = PlaceField(Organisation.objects.none(), label=_("Responsible organisation"))
    field_order = ("region", "organisation", "longitude", "latitude")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = user.scope("code", None, roles=[Role.ADMIN])
        places = Region.objects.filter(mine, level__gte=RegionLevel.TOWNSHIP).select_related("parent").order_by("code")
        self.fields["region"].offer(places)
        near = Q(user.scope("region__code", None, roles=[Role.ADMIN])) | above_of(user)
        self.fields["organisation"].offer(Organisation.objects.filter(near).open().order_by("code"))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        region, organisation = values.get("region"), values.get("organisation")
        if region and (wrong := region_mistake(region.code)):
            self.add_error("region", wrong)
        elif region and organisation and (wrong := answers_mistake(organisation.region_id, region.code)):
            self.add_error("organisation", wrong)
        return values


def above_of(user: Any) -> Q:
    """Organisations of the city or province above one's districts, which may answer for sites there too."""
    codes = {held.region[:length] for held in user.held if held.region for length in (2, 4)}
    return Q(region__in=codes) if codes else Q(pk__in=[])


class SiteForm(PlaceForm):
    """A new site."""

    code = forms.RegexField(
        CODE, label=_("Code"), help_text=_("Stands on the QR code and never changes, like QH-0001.")
    )
    name = forms.CharField(label=_("Name"), max_length=100)
    name_en = forms.CharField(label=_("English name"), max_length=160, required=False)
    type = forms.ModelChoiceField(SiteType.objects.none(), label=_("Site type"))
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    field_order = ("code", "name", "name_en", "type", "region", "organisation", "address", "longitude", "latitude")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].queryset = SiteType.objects.filter(retired_on=None).order_by("pk")

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if Site.objects.filter(code=code).exists():
            raise forms.ValidationError(_("A site has this code already."))
        return code


class SiteEditForm(forms.Form):
    """What is corrected in place; moving is another form."""

    name = forms.CharField(label=_("Name"), max_length=100)
    name_en = forms.CharField(label=_("English name"), max_length=160, required=False)
    type = forms.ModelChoiceField(SiteType.objects.none(), label=_("Site type"))
    address = forms.CharField(label=_("Address"), max_length=200, required=False)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        initial = {"name": site.name, "name_en": site.name_en, "type": site.type_id, "address": site.address}
        super().__init__(*args, initial=initial, **kwargs)
        usable = Q(retired_on=None) | Q(pk=site.type_id)
        self.fields["type"].queryset = SiteType.objects.filter(usable).order_by("pk")


class SiteTypeForm(forms.Form):
    """The names of a site type and its group."""

    name = forms.CharField(label=_("Name"), max_length=60)
    name_en = forms.CharField(label=_("English name"), max_length=80, required=False)
    group = forms.CharField(label=_("Group"), max_length=40, required=False)
