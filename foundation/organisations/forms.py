"""Setting up organisations, uploading boundaries."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from . import geometry
from .fields import OrganisationField, RegionField
from .models import Organisation, Region
from .queries import kinds_of_organisations, suggested_organisations, suggested_regions

LARGEST = 20 * 1024 * 1024


class OrganisationForm(forms.Form):
    """What an organisation is called, what it is, and where it stands."""

    code = forms.CharField(label=pgettext_lazy("place", "Code"), max_length=40, help_text=gettext_lazy("It stays."))
    name = forms.CharField(label=pgettext_lazy("place", "Name"), max_length=100)
    name_en = forms.CharField(
        label=gettext_lazy("English name"), max_length=120, required=False,
        help_text=gettext_lazy("Shown on English pages; without it the name."),
    )  # fmt: skip
    region = RegionField(label=gettext_lazy("Region"), help_text=gettext_lazy("Code or name."))
    kind = forms.ChoiceField(label=pgettext_lazy("place", "Kind"), required=False)
    parent = OrganisationField(
        label=gettext_lazy("Organisation above"), required=False, help_text=gettext_lazy("Code or name.")
    )

    def __init__(self, *args: Any, user: Any, organisation: Organisation | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        kinds = kinds_of_organisations()
        known = getattr(organisation, "kind", "") or ""
        if known and known not in kinds:
            kinds[known] = known
        self.fields["kind"].choices = [("", _("None of these")), *kinds.items()]
        self.fields["region"].offer(Region.objects.visible_to(user), suggested_regions(user))
        self.fields["parent"].offer(Organisation.objects.visible_to(user), suggested_organisations(user))
        if organisation is not None:
            del self.fields["code"]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if Organisation.objects.filter(code=code).exists():
            raise forms.ValidationError(_("The code “{code}” is taken.").format(code=code))
        return code


class BoundariesForm(forms.Form):
    """A GeoJSON file with outlines of regions."""

    file = forms.FileField(
        label=gettext_lazy("GeoJSON file"),
        help_text=gettext_lazy(
            "A FeatureCollection of Polygons or MultiPolygons; each feature names its region in properties.code."
        ),
        widget=forms.FileInput(attrs={"accept": ".json,.geojson"}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_file(self) -> dict[str, Any]:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 20 MB. Simplify the outlines."))
        try:
            found = geometry.read(upload.read())
        except geometry.BoundariesRefused as refused:
            raise forms.ValidationError(refused.reasons[:100]) from None
        known = set(Region.objects.visible_to(self.user).filter(pk__in=found).values_list("pk", flat=True))
        unknown = sorted(set(found) - known)
        if unknown:
            raise forms.ValidationError(
                _("No region of yours has the code {codes}.").format(codes=", ".join(unknown[:20]))
            )
        return found
