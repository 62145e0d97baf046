"""What the list of people is narrowed by, on the page and in the API."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .choices import Role
from .models import Grant, User


class UserFilter(django_filters.FilterSet):
    """People by name, role, place, and whether they still sign in."""

    q = django_filters.CharFilter(method="search", label=_("Name or sign-in name"))
    role = django_filters.ChoiceFilter(method="with_role", choices=Role.choices, label=_("Role"))
    region = django_filters.CharFilter(method="in_region", label=_("Region code"))
    organisation = django_filters.CharFilter(method="in_organisation", label=_("Organisation code"))
    active = django_filters.BooleanFilter(field_name="is_active", label=_("Active"))

    class Meta:
        model = User
        fields: list[str] = []

    def search(self, users: QuerySet, name: str, value: str) -> QuerySet:
        return users.filter(Q(name__icontains=value) | Q(username__icontains=value))

    def with_role(self, users: QuerySet, name: str, value: str) -> QuerySet:
        return users.filter(self._grants(role=value))

    def in_region(self, users: QuerySet, name: str, value: str) -> QuerySet:
        return users.filter(
            self._grants(region__code__startswith=value) | self._grants(organisation__region__code__startswith=value)
        )

    def in_organisation(self, users: QuerySet, name: str, value: str) -> QuerySet:
        return users.filter(self._grants(organisation__code=value))

    def _grants(self, **place: str) -> Q:
        """Only grants that the reader sees: the rest is none of his business."""
        grants = Grant.objects.visible_to(self.request.user).in_force(on=timezone.localdate()).filter(**place)
        return Q(pk__in=grants.values("user"))
