"""Fields that forms about actions and pairings are made of."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.organisations.models import Organisation, OrganisationKind, Region

LONGEST = 500
TOWNSHIP_DIGITS = 9
GROUPS = ("party", "government", "vertical", "institution", "mass", "local")


def text_field(
    label: Any, *, most: int = LONGEST, hint: Any = "", example: Any = "", required: bool = True, rows: int = 3
) -> forms.CharField:
    """A text with its cap shown beside it."""
    shape = forms.Textarea(attrs={"rows": rows, "data-cap": most, "placeholder": example})
    return forms.CharField(label=label, max_length=most, required=required, widget=shape, help_text=hint)


def day_field(label: Any, *, hint: Any = "", required: bool = True) -> forms.DateField:
    shape = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=shape, help_text=hint, required=required)


def link_field(hint: Any = "") -> forms.URLField:
    """A link to a record of the portal or to a page elsewhere."""
    return forms.URLField(label=_("Link"), max_length=500, required=False, help_text=hint, assume_scheme="https")


class DistrictField(forms.ModelChoiceField):
    """A district that somebody administers; where there is only one, nothing is asked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Region.objects.none(), label=_("District or county"), empty_label=None, **kwargs)

    def offer(self, user: Any) -> list[Region]:
        """The districts to choose from."""
        found = Region.objects.filter(user.region_scope("code", roles=[Role.ADMIN])).districts().defer("boundary")
        self.queryset = found.order_by("code")
        known = list(self.queryset[:2])
        if len(known) == 1:
            self.initial, self.widget = known[0].pk, forms.HiddenInput()
        return known


def departments_of(district: str) -> QuerySet[Organisation]:
    """Departments, street offices and town governments that work in a district; not villages, schools, companies."""
    kinds = OrganisationKind.objects.filter(group__in=GROUPS).values("pk")
    rows = Organisation.objects.open().in_district(district).filter(kind__in=kinds)
    rows = rows.annotate(depth=Length("region")).filter(depth__lte=TOWNSHIP_DIGITS)
    return rows.order_by("depth", "code", "pk")


def local_offices_of(district: str) -> QuerySet[Organisation]:
    """Street offices and town governments of a district (街道、乡镇)."""
    return departments_of(district).filter(kind__in=OrganisationKind.objects.local(), depth=TOWNSHIP_DIGITS)
