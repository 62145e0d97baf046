"""Rows of a scheme in which parties are named with their difficulty coefficient."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.organisations.fields import PartyField, party_text, suggested_parties
from foundation.organisations.models import Organisation, Region

from ..models import Scheme

MORE_ROWS, MOST_ROWS = 3, 300
SUGGESTIONS = "party-suggestions"


class CoefficientForm(forms.Form):
    """One party and its coefficient; an empty line says nothing."""

    party = PartyField(label=_("Street, town, community or organisation"), required=False, max_length=120)
    coefficient = forms.DecimalField(
        label=_("Coefficient"),
        required=False,
        min_value=Decimal("0.001"),
        max_value=100,
        max_digits=6,
        decimal_places=3,
        widget=forms.NumberInput(attrs={"placeholder": "1.05", "step": "0.001"}),
    )

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        under = scheme.region_id or ""
        regions = Region.objects.filter(code__startswith=under)
        self.fields["party"].offer(regions, Organisation.objects.filter(region__code__startswith=under))
        self.fields["party"].widget.attrs |= {"list": SUGGESTIONS, "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("party") and "coefficient" in values and values["coefficient"] is None:
            self.add_error("coefficient", _("Say with how much this party counts."))
        if "party" in values and values["party"] is None and values.get("coefficient") is not None:
            self.add_error("party", _("Say whose coefficient this is."))
        return values


class CoefficientRows(forms.BaseFormSet):
    """All parties with a coefficient of their own; each once."""

    def clean(self) -> None:
        seen: set[Any] = set()
        for form in self.forms:
            party = getattr(form, "cleaned_data", {}).get("party")
            if party is not None and party in seen:
                form.add_error("party", _("“{party}” stands in two lines.").format(party=party))
            seen.add(party)

    def told(self) -> dict[Region | Organisation, Decimal]:
        """What the action is told."""
        given = (form.cleaned_data for form in self.forms if form.cleaned_data.get("party"))
        return {values["party"]: values["coefficient"] for values in given}


def coefficient_rows(scheme: Scheme, data: Any = None) -> Any:
    """The rows of a scheme with some empty ones below; with what was typed when somebody asks for more."""
    rows: Any = forms.formset_factory(
        CoefficientForm, formset=CoefficientRows, extra=MORE_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    )
    known = scheme.coefficients.select_related("region", "organisation").order_by("pk")
    initial = [
        {"party": party_text(row.region or row.organisation), "coefficient": f"{row.coefficient.normalize():f}"}
        for row in known
    ]
    if data is None:
        return rows(prefix="c", initial=initial, form_kwargs={"scheme": scheme})
    return rows(data, prefix="c", initial=initial, form_kwargs={"scheme": scheme})


def with_more_rows(data: Any) -> Any:
    """The same answers with room for more parties below (再加几行)."""
    told = data.copy()
    try:
        many = int(told.get("c-TOTAL_FORMS", "0"))
    except ValueError:
        many = 0
    told["c-TOTAL_FORMS"] = str(max(0, min(many + MORE_ROWS, MOST_ROWS)))
    return told


def suggestions_for(scheme: Scheme) -> list[str]:
    """Who may be named, as the list under the boxes offers it."""
    return suggested_parties(scheme.region_id or "")
