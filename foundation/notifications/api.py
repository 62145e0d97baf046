"""One's messages for clients."""

from typing import Any

import django_filters
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NewestFirst

from . import reading
from .models import Notification


class NotificationOut(serializers.Serializer):
    """A message in the caller's language."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    text = serializers.CharField(source="__str__")
    url = serializers.CharField()
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class LatestSent(NewestFirst):
    """The latest first."""

    ordering = ("-created_at", "-id")


class NotificationFilter(django_filters.FilterSet):
    """Read or not, and of which kind."""

    unread = django_filters.BooleanFilter(field_name="read_at", lookup_expr="isnull")

    class Meta:
        model = Notification
        fields = ["kind"]


class NotificationViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """The caller's own messages, the latest first."""

    serializer_class = NotificationOut
    filterset_class = NotificationFilter
    pagination_class = LatestSent
    lookup_value_converter = "int"
    queryset = Notification.objects.none()

    def get_queryset(self) -> Any:
        return Notification.objects.visible_to(self.request.user)

    @extend_schema(request=None, responses=NotificationOut)
    @action(detail=True, methods=["post"])
    def read(self, request: Any, pk: int) -> Response:
        """It counts as read from now on."""
        row = self.get_object()
        reading.mark_read(Notification.objects.filter(pk=row.pk), user=request.user, at=timezone.now())
        row.refresh_from_db(fields=["read_at"])
        return Response(NotificationOut(row).data)
