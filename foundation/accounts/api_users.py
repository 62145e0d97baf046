"""Endpoint of people: who they are and what they hold, as far as the caller may know."""

from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from rest_framework import serializers, viewsets

from .filters import UserFilter
from .models import Grant, User


class GrantOut(serializers.ModelSerializer):
    """A role in force; ``region`` and ``organisation`` are codes."""

    region = serializers.CharField(source="region_id", allow_null=True, read_only=True)
    organisation = serializers.CharField(source="organisation.code", allow_null=True, default=None, read_only=True)

    class Meta:
        model = Grant
        fields = ("id", "role", "region", "organisation", "starts_on", "ends_on")


class UserOut(serializers.ModelSerializer):
    """Somebody who signs in; the phone number is masked."""

    phone = serializers.CharField(source="masked_phone", read_only=True)
    grants = GrantOut(source="held_today", many=True, read_only=True)

    class Meta:
        model = User
        fields = ("id", "username", "name", "phone", "is_active", "grants")


class UserViewSet(viewsets.ReadOnlyModelViewSet):
    """People inside the places that the caller administers, and the caller himself."""

    queryset = User.objects.none()
    serializer_class = UserOut
    filterset_class = UserFilter

    def get_queryset(self) -> Any:
        today = timezone.localdate()
        seen = Grant.objects.visible_to(self.request.user).in_force(on=today)
        held = Prefetch("grants", seen.select_related("organisation").order_by("pk"), to_attr="held_today")
        return User.objects.visible_to(self.request.user).prefetch_related(held).order_by("pk")
