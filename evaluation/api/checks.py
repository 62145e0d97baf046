"""Checks for clients: today's round with its forms, one check, and what the office decides."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NewestFirst

from ..actions import checks
from ..filters import CheckFilter
from ..models import Check
from ..queries.check_pages import within_districts
from ..queries.rounds import stops, with_last_check
from .check_shapes import CheckOut


class CheckReasonIn(serializers.Serializer):
    """Why something is taken back."""

    reason = serializers.CharField(max_length=500)


class ChecksByDay(NewestFirst):
    """The latest day first."""

    ordering = ("-on", "-id")


class CheckViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Checks inside the caller's grants and his own; ``?date=2026-11-22&mine=1`` is his round of that day."""

    serializer_class = CheckOut
    filterset_class = CheckFilter
    pagination_class = ChecksByDay
    lookup_value_converter = "int"
    queryset = Check.objects.none()

    def get_queryset(self) -> Any:
        visible = Check.objects.visible_to(self.request.user).select_related("site__type", "site__region")
        return with_last_check(visible).order_by("-on", "-pk")

    def list(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """The checks of a page, each with its form."""
        near = self.get_queryset().filter(within_districts(request.user))
        rows = self.paginate_queryset(self.filter_queryset(near))
        return self.get_paginated_response(CheckOut(stops(rows), many=True).data)

    def retrieve(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """One check with its form."""
        return self._answer(self.get_object())

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Any, pk: int) -> Response:
        """The office agrees with a submitted check."""
        check = self.get_object()
        checks.confirm(check, actor=request.user, at=timezone.now())
        return self._answer(check)

    @extend_schema(request=CheckReasonIn)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Any, pk: int) -> Response:
        """The office takes back a drawn check."""
        check = self.get_object()
        checks.cancel(check, reason=self._reason(request), actor=request.user, at=timezone.now())
        return self._answer(check)

    @extend_schema(request=CheckReasonIn)
    @action(detail=True, methods=["post"])
    def void(self, request: Any, pk: int) -> Response:
        """The office declares a submitted check void."""
        check = self.get_object()
        checks.void(check, reason=self._reason(request), actor=request.user, at=timezone.now())
        return self._answer(check)

    def _reason(self, request: Any) -> str:
        body = CheckReasonIn(data=request.data)
        body.is_valid(raise_exception=True)
        return body.validated_data["reason"]

    def _answer(self, check: Check) -> Response:
        return Response(CheckOut(stops([check])[0]).data)
