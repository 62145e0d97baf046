"""How the audit trail is searched, by the page and by the API."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from .models import AuditEntry


class AuditEntryFilter(django_filters.FilterSet):
    """By person, act, record, days and place."""

    person = django_filters.CharFilter(label=_("Person"), method="by_person", max_length=60)
    verb = django_filters.CharFilter(label=_("Act"), field_name="verb", lookup_expr="startswith", max_length=60)
    subject_type = django_filters.CharFilter(label=_("Kind of record"), method="by_kind", max_length=60)
    subject_id = django_filters.CharFilter(label=_("Record"), max_length=40)
    at = django_filters.DateFromToRangeFilter(
        label=_("Days"), widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"})
    )
    region = django_filters.CharFilter(label=_("Region code"), field_name="region_code", lookup_expr="startswith")

    class Meta:
        model = AuditEntry
        fields: list[str] = []

    def by_person(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """The user name exactly, or a part of the name."""
        return rows.filter(Q(actor__username=value) | Q(actor__name__contains=value))

    def by_kind(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """``problem`` or ``evaluation.problem``."""
        kind = value.lower()
        return rows.filter(subject_type=kind) if "." in kind else rows.filter(subject_type__endswith=f".{kind}")
