"""Action orders and their tasks for clients."""

from typing import Any

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from foundation.attachments.models import Attachment
from foundation.documents.official import CONTENT_TYPE, document_response
from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NewestFirst

from ..actions import action_tasks
from ..choices import ActionOrderState, ActionTaskState
from ..exports import action_orders as documents
from ..filters import ActionOrderFilter, ActionTaskFilter
from ..models import ActionOrder, ActionTask
from ..permissions import can_answer_task, can_judge_task
from ..queries.offices import office_of

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


class LatestDay(NewestFirst):
    """The latest day of action first."""

    ordering = ("-on", "-id")


class FirstDue(NewestFirst):
    """What is due first on top."""

    ordering = ("due_on", "id")


class ActionOrderViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
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
        tasks = row.tasks.select_related("organisation").order_by("pk")
        text = documents.text_of(row, tasks, office=office_of(row.district))
        return document_response(documents.file_name(row), documents.order_document(text))


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
        said = self._said(AnswerIn)
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
        action_tasks.return_(row, **self._said(WhyIn), actor=request.user, at=timezone.now())
        return Response(ActionTaskOut(self.get_object()).data)

    def _said(self, shape: type[serializers.Serializer]) -> dict[str, Any]:
        body = shape(data=self.request.data)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def _photo(self, key: int | None) -> Attachment | None:
        """A photo that the caller uploaded himself."""
        if key is None:
            return None
        found = Attachment.objects.filter(pk=key, uploaded_by=self.request.user.pk).first()
        if found is None:
            raise serializers.ValidationError({"photo": [_("There is no such file of yours. Upload it first.")]})
        return found
