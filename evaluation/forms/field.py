"""Looking up a site on a phone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SiteSearch(forms.Form):
    """Words to look for, or where the phone is."""

    q = forms.CharField(label=_("Name, code or address of a site"), max_length=60, required=False, strip=True)
    longitude = forms.FloatField(min_value=-180, max_value=180, required=False)
    latitude = forms.FloatField(min_value=-90, max_value=90, required=False)

    def cleaned(self) -> dict[str, Any]:
        """What was understood; a part that makes no sense is as good as not given."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}
