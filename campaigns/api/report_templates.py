"""Report templates for clients: the list, one version, drafts of one's own."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.organisations.models import Region
from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NumberedPages

from ..actions import report_templates
from ..choices import CreationType, ReportPeriod, TemplateState
from ..models import ReportTemplate
from ..permissions import can_edit_template, can_write_templates
from ..queries.offices import own_offices
from . import template_shapes as shapes
from .template_shapes import ReportTemplateOut, WholeReportTemplateOut


class ReportTemplateFilter(django_filters.FilterSet):
    """By code, type, period, state and whose it is."""

    code = django_filters.CharFilter(field_name="code")
    creation_type = django_filters.ChoiceFilter(choices=CreationType.choices)
    period = django_filters.ChoiceFilter(choices=ReportPeriod.choices)
    state = django_filters.ChoiceFilter(choices=TemplateState.choices)
    region = django_filters.CharFilter(field_name="region")
    shipped = django_filters.BooleanFilter(field_name="region", lookup_expr="isnull")

    class Meta:
        model = ReportTemplate
        fields: list[str] = []


class ReportTemplateViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """The shipped templates and those set for the caller's places; a draft is its office's alone."""

    serializer_class = ReportTemplateOut
    filterset_class = ReportTemplateFilter
    pagination_class = NumberedPages
    lookup_value_converter = "int"
    queryset = ReportTemplate.objects.none()

    def get_queryset(self) -> Any:
        return ReportTemplate.objects.visible_to(self.request.user).for_list()

    @extend_schema(responses=WholeReportTemplateOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        """Everything that one version asks, and its other versions."""
        return self._whole(self.get_object())

    @extend_schema(request=shapes.ReportTemplateCopyIn, responses={201: WholeReportTemplateOut})
    @action(detail=True, methods=["post"])
    def copy(self, request: Request, pk: int) -> Response:
        """A draft of one's own: the next version of the same template."""
        row, user = self.get_object(), request.user
        can_write_templates(user).enforce()
        region = self._region(self._said(shapes.ReportTemplateCopyIn).get("region"), row)
        made = report_templates.copy(row, region=region, actor=user, at=timezone.now())
        return self._whole(made, status.HTTP_201_CREATED)

    @extend_schema(request=shapes.ReportTemplateIn, responses=WholeReportTemplateOut)
    @action(detail=True, methods=["post"])
    def edit(self, request: Request, pk: int) -> Response:
        """Write a draft anew; parts that are left out stay as they are."""
        can_edit_template(request.user, self.get_object()).enforce()
        return self._done(report_templates.write, **shapes.told_of(self._said(shapes.ReportTemplateIn)))

    @extend_schema(request=None, responses=WholeReportTemplateOut)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: int) -> Response:
        """Ask it from the next opening on; the version before retires."""
        return self._done(report_templates.publish)

    @extend_schema(request=None, responses=WholeReportTemplateOut)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: int) -> Response:
        """Ask it no more; what was filed stays readable."""
        return self._done(report_templates.retire)

    def _region(self, code: str | None, row: ReportTemplate) -> Region | None:
        """For whom a draft is: the place that was named, else one's own."""
        mine = own_offices(self.request.user)
        if code is None and self.request.user.is_superuser:
            return row.region
        found = mine.first() if code is None else mine.filter(pk=code).first()
        if found is None:
            raise serializers.ValidationError({"region": [_("Name a place from the district up that is yours.")]})
        return found

    def _said(self, shape: type[serializers.Serializer]) -> dict[str, Any]:
        body = shape(data=self.request.data)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def _done(self, act: Callable[..., Any], **said: Any) -> Response:
        row = self.get_object()
        act(row, **said, actor=self.request.user, at=timezone.now())
        return self._whole(self.get_object())

    def _whole(self, row: ReportTemplate, code: int = status.HTTP_200_OK) -> Response:
        user = self.request.user
        versions = ReportTemplate.objects.visible_to(user).filter(code=row.code).exclude(pk=row.pk).order_by("pk")
        more = {"versions": versions, "may_write": bool(can_write_templates(user) or can_edit_template(user, row))}
        return Response(
            WholeReportTemplateOut(row, context={**self.get_serializer_context(), **more}).data, status=code
        )
