"""What the records of a joint campaign are narrowed by."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.web.reach import ReachFilter

from ..models import CampaignLink
from .reach import organisations


class CampaignLinkFilter(django_filters.FilterSet):
    """Records by kind, day and organisation."""

    kind = django_filters.CharFilter(field_name="kind", widget=forms.HiddenInput)
    on = django_filters.DateFromToRangeFilter(field_name="on", label=pgettext_lazy("filter", "Day"))
    organisation = ReachFilter(queryset=organisations, label=_("Organisation"))

    class Meta:
        model = CampaignLink
        fields: list[str] = []
