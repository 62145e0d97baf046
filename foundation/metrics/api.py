"""Figures for clients: each with its definition and where its records are listed."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from foundation.organisations.models import Organisation, Region
from foundation.periods import Period, PeriodNotUnderstood

from . import registry
from .models import Metric
from .registry import Party

MOST_NAMES = 50


class FigureOut(serializers.Serializer):
    """One figure of a party and a period."""

    value = serializers.DecimalField(max_digits=20, decimal_places=4, allow_null=True)
    unit = serializers.CharField()
    title = serializers.CharField()
    definition = serializers.CharField()
    records_url = serializers.CharField()


BY_NAME = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {
            "value": {"type": ["string", "null"], "format": "decimal"},
            **{name: {"type": "string"} for name in ("unit", "title", "definition", "records_url")},
        },
        "required": ["value", "unit", "title", "definition", "records_url"],
    },
}


def _text(name: str, told: str, *, required: bool = True) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.STR, required=required, description=told)


class MetricsView(APIView):
    """Figures by their names, of a region or an organisation, for a period."""

    @extend_schema(
        operation_id="metrics",
        parameters=[
            _text("names", "Names of metrics, separated by commas, at most 50."),
            _text("region", "Code of a region; left out when an organisation is named.", required=False),
            _text("organisation", "Code of an organisation.", required=False),
            _text("period", "2026-10, 2026Q3, 2026-W47 or 2026."),
        ],
        responses={200: BY_NAME},
    )
    def get(self, request: Any) -> Response:
        names = self._names(request.query_params.get("names", ""))
        party = self._party(request)
        try:
            period = Period.parse(request.query_params.get("period", ""))
        except PeriodNotUnderstood:
            raise ValidationError({"period": _("Give a period such as 2026-10, 2026Q3 or 2026.")}) from None
        found = registry.values(names, [party], period, at=timezone.now())
        metrics = Metric.objects.in_bulk(names)
        return Response({name: self._figure(metrics[name], party, period, found.get((name, party))) for name in names})

    def _names(self, text: str) -> list[str]:
        names = list(dict.fromkeys(name for name in (part.strip() for part in text.split(",")) if name))
        if not 1 <= len(names) <= MOST_NAMES:
            raise ValidationError(
                {"names": _("Name 1 to {most} metrics, separated by commas.").format(most=MOST_NAMES)}
            )
        if "\0" in text:
            raise ValidationError({"names": _("There is no such metric.")})
        known = set(Metric.objects.filter(pk__in=names).values_list("pk", flat=True))
        for name in names:
            if name not in known:
                raise ValidationError({"names": _("There is no metric “{name}”.").format(name=name[:80])})
        return names

    def _party(self, request: Any) -> Party:
        """A region inside one's grants, or an organisation in sight; anything else does not exist here."""
        organisation, region = request.query_params.get("organisation", ""), request.query_params.get("region", "")
        if "\0" in organisation + region:
            raise Http404
        if organisation:
            row = Organisation.objects.visible_to(request.user).filter(code=organisation).first()
            if row is None:
                raise Http404
            return Party(row.region_id, row.pk)
        row = Region.objects.filter(request.user.region_scope("code")).filter(code=region).first()
        if row is None:
            raise Http404
        return Party(row.code)

    def _figure(self, metric: Metric, party: Party, period: Period, value: Any) -> dict[str, Any]:
        out = {
            "value": value,
            "unit": metric.shown_unit,
            "title": str(metric),
            "definition": metric.shown_definition,
            "records_url": registry.records_url(metric.pk, party, period),
        }
        return FigureOut(out).data
