"""What lists of appeals are narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from ..choices import AppealState, AppealSubject
from ..models import Appeal


class AppealFilter(django_filters.FilterSet):
    """Appeals by state, by what is disputed, and by the day they were filed."""

    state = django_filters.ChoiceFilter(choices=AppealState.choices, label=_("State"))
    subject = django_filters.ChoiceFilter(choices=AppealSubject.choices, label=_("Disputed"))
    filed = django_filters.DateFromToRangeFilter(field_name="filed_at", label=_("Filed on"))

    class Meta:
        model = Appeal
        fields: list[str] = []
