"""Action orders and their tasks for clients."""

from typing import Any

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from foundation.attachments.models import Attachment
from foundation.documents.exporting import exported
from foundation.documents.official import CONTENT_TYPE, document_response
from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NewestFirst

from ..actions import action_orders, action_tasks
from ..choices import ActionOrderState, ActionTaskState
from ..exports import action_orders as documents
from ..filters import ActionOrderFilter, ActionTaskFilter
from ..models import ActionOrder, ActionTask
from ..models.action_orders import TEXT_LENGTH
from ..permissions import can_answer_task, can_judge_task, can_order_actions
from ..queries.action_orders import on_paper
from ..queries.offices import office_of
from . import calls

BIGGEST_KEY = 2**63 - 1


class ActionOrderOut(serializers.Serializer):
    """An action order and how far its tasks are."""

    id = serializers.IntegerField()
    district = serializers.CharField(source="district_id")
    number = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    serial = serializers.IntegerField(allow_null=True)
    on = serializers.DateField()
    due_on = serializers.DateField()
    theme = serializers.CharField()
    text = serializers.CharField()
    state = serializers.ChoiceField(ActionOrderState.choices)
    issued_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    summary = serializers.CharField()
    tasks = serializers.IntegerField(source="task_count")
    answered = serializers.IntegerField()
    confirmed = serializers.IntegerField()
    late = serializers.IntegerField()
    document_url = serializers.SerializerMethodField()

    def get_document_url(self, order: ActionOrder) -> str:
        return reverse("action-order-document", args=[order.pk], request=self.context["request"])


class ActionTaskOut(serializers.Serializer):
    """What an order asks of one organisation, and its answer."""

    id = serializers.IntegerField()
    order = serializers.IntegerField(source="order_id")
    organisation = serializers.CharField(source="organisation.code")
    asked = serializers.CharField()
    figure_name = serializers.CharField()
    unit = serializers.CharField()
    due_on = serializers.DateField()
    state = serializers.ChoiceField(ActionTaskState.choices)
    late = serializers.BooleanField(source="is_late")
    answer = serializers.CharField()
    figure = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    people = serializers.IntegerField(allow_null=True)
    link = serializers.CharField()
    photo = serializers.IntegerField(source="photo_id", allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField()


class AnswerIn(serializers.Serializer):
    """What was done."""

    text = serializers.CharField(max_length=500)
    figure = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0, allow_null=True, default=None)
    people = serializers.IntegerField(min_value=0, max_value=1_000_000, allow_null=True, default=None)
    link = serializers.URLField(max_length=500, allow_blank=True, default="")
    photo = serializers.IntegerField(min_value=1, max_value=BIGGEST_KEY, allow_null=True, default=None)


class WhyIn(serializers.Serializer):
    """Why."""

    reason = serializers.CharField(max_length=500)


class OrderIn(serializers.Serializer):
    """Day, theme and text of a draft, and the day by which answers are due."""

    on = serializers.DateField()
    due_on = serializers.DateField()
    theme = serializers.CharField(max_length=60)
    text = serializers.CharField(max_length=TEXT_LENGTH)

    def validate(self, told: dict[str, Any]) -> dict[str, Any]:
        if told["due_on"] < told["on"]:
            raise serializers.ValidationError({"due_on": [_("Answers cannot be due before the day of action.")]})
        return told


class NewOrderIn(OrderIn):
    """An order beside those of the timetable."""

    district = serializers.CharField(max_length=12)


class AskIn(serializers.Serializer):
    """One task for several organisations; what was asked of them in this draft before is replaced."""

    organisations = serializers.ListField(child=serializers.CharField(max_length=40), min_length=1, max_length=500)
    asked = serializers.CharField(max_length=500)
    figure_name = serializers.CharField(max_length=30, required=False, allow_blank=True, default="")
    unit = serializers.CharField(max_length=10, required=False, allow_blank=True, default="")


class TakeOutIn(serializers.Serializer):
    """Whose task is taken out of a draft."""

    organisation = serializers.CharField(max_length=40)


class OrderSummaryIn(serializers.Serializer):
    """What came of it."""

    summary = serializers.CharField(max_length=500)


class LatestDay(NewestFirst):
    """The latest day of action first."""

    ordering = ("-on", "-id")


class FirstDue(NewestFirst):
    """What is due first on top."""

    ordering = ("due_on", "id")


class ActionOrderViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Action orders inside the caller's grants, the latest day first; drafts for the office only."""

    serializer_class = ActionOrderOut
    filterset_class = ActionOrderFilter
    pagination_class = LatestDay
    lookup_value_converter = "int"
    queryset = ActionOrder.objects.none()

    def get_queryset(self) -> Any:
        return ActionOrder.objects.visible_to(self.request.user).for_list(on=timezone.localdate())

    @extend_schema(responses={(200, CONTENT_TYPE): OpenApiTypes.BINARY})
    @action(detail=True)
    def document(self, request: Request, pk: int) -> FileResponse:
        """The order as a Word document."""
        row = self.get_object()
        text = documents.text_of(row, on_paper(row), office=office_of(row.district))
        return document_response(documents.file_name(row), documents.order_document(text))

    @extend_schema(request=NewOrderIn, responses={201: ActionOrderOut})
    def create(self, request: Request) -> Response:
        """Draft an order beside those of the timetable."""
        can_order_actions(request.user).enforce()
        told = calls.read(NewOrderIn, request)
        told["district"] = calls.administered(request.user, told["district"])
        made = action_orders.draft(ActionOrder(**told), actor=request.user, at=timezone.now())
        return self._answer(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=OrderIn, responses=ActionOrderOut)
    @action(detail=True, methods=["post"])
    def revise(self, request: Request, pk: int) -> Response:
        """Change a draft."""
        return self._done(action_orders.revise, OrderIn)

    @extend_schema(request=AskIn, responses=ActionOrderOut)
    @action(detail=True, methods=["post"])
    def ask(self, request: Request, pk: int) -> Response:
        """Ask one thing of several organisations in a draft."""
        row = self._steered()
        told = calls.read(AskIn, request)
        told["organisations"] = calls.organisations(request.user, told["organisations"])
        action_tasks.ask(row, **told, actor=request.user, at=timezone.now())
        return self._answer(row.pk)

    @extend_schema(request=TakeOutIn, responses=ActionOrderOut)
    @action(detail=True, methods=["post"], url_path="take-out")
    def take_out(self, request: Request, pk: int) -> Response:
        """Take the task of one organisation out of a draft."""
        row, told = self._steered(), calls.read(TakeOutIn, request)
        task = row.tasks.filter(organisation__code=told["organisation"]).select_related("order").first()
        if task is None:
            raise serializers.ValidationError({"organisation": [_("Nothing is asked of it in this order.")]})
        action_tasks.take_out(task, actor=request.user, at=timezone.now())
        return self._answer(row.pk)

    @extend_schema(request=None, responses=ActionOrderOut)
    @action(detail=True, methods=["post"])
    def issue(self, request: Request, pk: int) -> Response:
        """Number a draft and give it out."""
        return self._done(action_orders.issue)

    @extend_schema(request=WhyIn, responses=ActionOrderOut)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: int) -> Response:
        """Drop a draft."""
        return self._done(action_orders.cancel, WhyIn)

    @extend_schema(request=OrderSummaryIn, responses=ActionOrderOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: int) -> Response:
        """Sum an issued order up."""
        return self._done(action_orders.close, OrderSummaryIn)

    @extend_schema(request=None, responses={(200, CONTENT_TYPE): OpenApiTypes.BINARY})
    @action(detail=True, methods=["post"])
    def summary(self, request: Request, pk: int) -> FileResponse:
        """What became of a closed order, as a Word document (行动小结); who takes it is written down."""
        row = get_object_or_404(self.get_queryset().filter(state=ActionOrderState.CLOSED), pk=pk)
        exported(request, "action_order_summary", region=row.district_id, of=row)
        text = documents.summary_of(row, on_paper(row), office=office_of(row.district))
        return document_response(documents.summary_name(row), documents.summary_document(text))

    def _steered(self) -> ActionOrder:
        """The order, for its office."""
        row: ActionOrder = self.get_object()
        can_order_actions(self.request.user, row.district_id).enforce()
        return row

    def _done(self, act: Any, shape: type[serializers.Serializer] | None = None) -> Response:
        row = self._steered()
        told = calls.read(shape, self.request) if shape else {}
        act(row, **told, actor=self.request.user, at=timezone.now())
        return self._answer(row.pk)

    def _answer(self, pk: int, code: int = status.HTTP_200_OK) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=pk)).data, status=code)


class ActionTaskViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Tasks of action orders inside the caller's grants, what is due first on top."""

    serializer_class = ActionTaskOut
    filterset_class = ActionTaskFilter
    pagination_class = FirstDue
    lookup_value_converter = "int"
    queryset = ActionTask.objects.none()

    def get_queryset(self) -> Any:
        rows = ActionTask.objects.visible_to(self.request.user).out()
        return rows.for_list(on=timezone.localdate()).order_by("due_on", "pk")

    @extend_schema(request=AnswerIn, responses=ActionTaskOut)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: int) -> Response:
        """An official of the organisation tells what was done."""
        row = self.get_object()
        can_answer_task(request.user, row).enforce()
        said = calls.read(AnswerIn, request)
        said["photo"] = self._photo(said["photo"])
        action_tasks.answer(row, **said, actor=request.user, at=timezone.now())
        return Response(ActionTaskOut(self.get_object()).data)

    @extend_schema(request=None, responses=ActionTaskOut)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: int) -> Response:
        """The office takes the answer as it is."""
        action_tasks.confirm(self.get_object(), actor=request.user, at=timezone.now())
        return Response(ActionTaskOut(self.get_object()).data)

    @extend_schema(request=WhyIn, responses=ActionTaskOut)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def return_(self, request: Request, pk: int) -> Response:
        """The office sends the answer back with what is missing."""
        row = self.get_object()
        can_judge_task(request.user, row).enforce()
        action_tasks.return_(row, **calls.read(WhyIn, request), actor=request.user, at=timezone.now())
        return Response(ActionTaskOut(self.get_object()).data)

    def _photo(self, key: int | None) -> Attachment | None:
        """A photo that the caller uploaded himself."""
        if key is None:
            return None
        found = Attachment.objects.filter(pk=key, uploaded_by=self.request.user.pk).first()
        if found is None:
            raise serializers.ValidationError({"photo": [_("There is no such file of yours. Upload it first.")]})
        return found
