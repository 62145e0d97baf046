"""Special actions for clients: milestones and monthly values."""

import datetime as dt
from typing import Any

import django_filters
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.periods import Period, PeriodKind, PeriodNotUnderstood
from foundation.rest.idempotency import Idempotent

from ..actions import milestones, special_actions
from ..choices import FigureMeasure, SpecialActionState
from ..models import Milestone, SpecialAction
from ..permissions import can_report_special_action, can_run_special_actions
from ..queries.special_actions import reached
from . import calls
from .action_orders import BIGGEST_KEY, WhyIn


class MilestoneOut(serializers.Serializer):
    """One milestone; late follows from its day."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    first_due_on = serializers.DateField()
    due_on = serializers.DateField()
    done_on = serializers.DateField(allow_null=True)
    late = serializers.SerializerMethodField()
    note = serializers.CharField()
    link = serializers.CharField()

    def get_late(self, row: Milestone) -> bool:
        return (row.done_on or self.context["on"]) > row.due_on


class MonthValueOut(serializers.Serializer):
    """The value of one month."""

    month = serializers.SerializerMethodField()
    value = serializers.DecimalField(max_digits=12, decimal_places=2)
    version = serializers.IntegerField()
    reason = serializers.CharField()

    def get_month(self, row: Any) -> str:
        return f"{row.month:%Y-%m}"


class SpecialActionOut(serializers.Serializer):
    """A special action with its milestones and the values that stand."""

    id = serializers.IntegerField()
    district = serializers.CharField(source="district_id")
    kind = serializers.CharField(source="kind_id")
    year = serializers.IntegerField()
    name = serializers.CharField()
    state = serializers.ChoiceField(SpecialActionState.choices)
    lead = serializers.CharField(source="lead.code")
    supporters = serializers.SerializerMethodField()
    figure = serializers.CharField()
    unit = serializers.CharField()
    measure = serializers.ChoiceField(FigureMeasure.choices)
    target = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    reached = serializers.SerializerMethodField()
    milestones = serializers.SerializerMethodField()
    figures = serializers.SerializerMethodField()

    def get_supporters(self, row: SpecialAction) -> list[str]:
        return sorted(one.code for one in row.supporters.all())

    def get_reached(self, row: SpecialAction) -> str | None:
        value = reached(row, _standing(row))
        return None if value is None else str(value)

    @extend_schema_field(MilestoneOut(many=True))
    def get_milestones(self, row: SpecialAction) -> Any:
        rows = sorted(row.milestones.all(), key=lambda one: (one.due_on, one.pk))
        return MilestoneOut(rows, many=True, context={"on": timezone.localdate()}).data

    @extend_schema_field(MonthValueOut(many=True))
    def get_figures(self, row: SpecialAction) -> Any:
        return MonthValueOut(sorted(_standing(row), key=lambda one: one.month), many=True).data


def _standing(row: SpecialAction) -> list[Any]:
    return [one for one in row.figures.all() if one.superseded_at is None]


class ReachIn(serializers.Serializer):
    """A milestone that is done."""

    milestone = serializers.IntegerField(min_value=1, max_value=BIGGEST_KEY)
    done_on = serializers.DateField()
    note = serializers.CharField(max_length=500, allow_blank=True, default="")
    link = serializers.URLField(max_length=500, allow_blank=True, default="")


class RescheduleIn(WhyIn):
    """Another day for a milestone, and why."""

    milestone = serializers.IntegerField(min_value=1, max_value=BIGGEST_KEY)
    due_on = serializers.DateField()


class ReopenIn(WhyIn):
    """A milestone that is not done after all, and why."""

    milestone = serializers.IntegerField(min_value=1, max_value=BIGGEST_KEY)


class SpecialActionIn(serializers.Serializer):
    """Lead, supporting departments and target as they are to be from now on."""

    lead = serializers.CharField(max_length=40)
    supporters = serializers.ListField(child=serializers.CharField(max_length=40), max_length=100)
    target = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0, allow_null=True)


class SummaryIn(serializers.Serializer):
    """What came of it."""

    summary = serializers.CharField(max_length=500)


class MonthValueIn(serializers.Serializer):
    """The value of a month; with a reason where one stands already."""

    month = serializers.CharField(max_length=7, help_text="2026-10")
    value = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0)
    reason = serializers.CharField(max_length=500, allow_blank=True, default="")

    def validate_month(self, value: str) -> dt.date:
        try:
            return Period.parse(value, PeriodKind.MONTH).start
        except PeriodNotUnderstood:
            raise serializers.ValidationError(_("Name a month as 2026-10.")) from None


class SpecialActionFilter(django_filters.FilterSet):
    """By year, district, kind and state."""

    year = django_filters.NumberFilter(field_name="year", min_value=2000, max_value=2100)
    district = django_filters.CharFilter(field_name="district")
    kind = django_filters.CharFilter(field_name="kind")
    state = django_filters.ChoiceFilter(choices=SpecialActionState.choices)

    class Meta:
        model = SpecialAction
        fields: list[str] = []


class SpecialActionViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Special actions of the districts that the caller works in, the latest year first."""

    serializer_class = SpecialActionOut
    filterset_class = SpecialActionFilter
    lookup_value_converter = "int"
    queryset = SpecialAction.objects.none()

    def get_queryset(self) -> Any:
        rows = SpecialAction.objects.visible_to(self.request.user).select_related("lead")
        rows = rows.prefetch_related("supporters", "milestones", "figures")
        return rows.order_by("-year", "kind__position", "pk")

    @extend_schema(request=ReachIn, responses=SpecialActionOut)
    @action(detail=True, methods=["post"])
    def reach(self, request: Request, pk: int) -> Response:
        """The lead department reports a milestone as done."""
        row = self.get_object()
        can_report_special_action(request.user, row).enforce()
        return self._of_milestone(row, ReachIn, milestones.reach)

    @extend_schema(request=RescheduleIn, responses=SpecialActionOut)
    @action(detail=True, methods=["post"])
    def reschedule(self, request: Request, pk: int) -> Response:
        """The office sets another day for a milestone."""
        row = self._run()
        return self._of_milestone(row, RescheduleIn, milestones.reschedule)

    @extend_schema(request=ReopenIn, responses=SpecialActionOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: int) -> Response:
        """The office takes back that a milestone is done."""
        row = self._run()
        return self._of_milestone(row, ReopenIn, milestones.reopen)

    @extend_schema(request=SpecialActionIn, responses=SpecialActionOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: int) -> Response:
        """The office names another lead or other supporting departments, or sets the target."""
        row, said, user = self._run(), self._said(SpecialActionIn), request.user
        lead = calls.organisation(user, said["lead"], field="lead")
        beside = calls.organisations(user, said["supporters"], field="supporters")
        more = {"target": said["target"], "actor": user, "at": timezone.now()}
        special_actions.change(row, lead=lead, supporters=beside, **more)
        return Response(SpecialActionOut(self.get_object()).data)

    @extend_schema(request=SummaryIn, responses=SpecialActionOut)
    @action(detail=True, methods=["post"])
    def finish(self, request: Request, pk: int) -> Response:
        """The office sums it up at its end."""
        special_actions.finish(self._run(), **self._said(SummaryIn), actor=request.user, at=timezone.now())
        return Response(SpecialActionOut(self.get_object()).data)

    @extend_schema(request=WhyIn, responses=SpecialActionOut)
    @action(detail=True, methods=["post"])
    def stop(self, request: Request, pk: int) -> Response:
        """The office stops it before its end."""
        special_actions.stop(self._run(), **self._said(WhyIn), actor=request.user, at=timezone.now())
        return Response(SpecialActionOut(self.get_object()).data)

    @extend_schema(request=None, responses=SpecialActionOut)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: int) -> Response:
        """Go on with one that was stopped."""
        special_actions.resume(self._run(), actor=request.user, at=timezone.now())
        return Response(SpecialActionOut(self.get_object()).data)

    @extend_schema(request=MonthValueIn, responses=SpecialActionOut)
    @action(detail=True, methods=["post"])
    def enter(self, request: Request, pk: int) -> Response:
        """The lead department enters the value of a month, or corrects it with a reason."""
        row = self.get_object()
        can_report_special_action(request.user, row).enforce()
        milestones.enter(row, **self._said(MonthValueIn), actor=request.user, at=timezone.now())
        return Response(SpecialActionOut(self.get_object()).data)

    def _run(self) -> SpecialAction:
        """The special action, for its office."""
        row = self.get_object()
        can_run_special_actions(self.request.user, row.district_id).enforce()
        return row

    def _of_milestone(self, row: SpecialAction, shape: type[serializers.Serializer], act: Any) -> Response:
        said = self._said(shape)
        milestone = row.milestones.filter(pk=said.pop("milestone")).select_related("action").first()
        if milestone is None:
            raise serializers.ValidationError({"milestone": [_("This special action has no such milestone.")]})
        act(milestone, **said, actor=self.request.user, at=timezone.now())
        return Response(SpecialActionOut(self.get_object()).data)

    def _said(self, shape: type[serializers.Serializer]) -> dict[str, Any]:
        body = shape(data=self.request.data)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)
