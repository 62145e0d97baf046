"""Decisions for clients: read, write down, carry out, confirm."""

import datetime as dt
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.errors import BadInput
from foundation.organisations.models import Organisation
from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NewestFirst

from ..actions import decisions
from ..actions.decision_links import MOST_LINKS, Link
from ..actions.decisions import MOST_SUPPORTERS
from ..choices import DecisionState, LinkPurpose
from ..filters import DecisionFilter
from ..models import Decision, Meeting
from .meeting_shapes import MeetingReasonIn


class LinkOut(serializers.Serializer):
    """Where a decision points, and why."""

    purpose = serializers.ChoiceField(LinkPurpose.choices)
    title = serializers.CharField()
    url = serializers.CharField()


class OwnerOut(serializers.Serializer):
    """Who carries it out."""

    code = serializers.CharField()
    name = serializers.CharField()


class DecisionOut(serializers.Serializer):
    """One decision and how far it is."""

    id = serializers.IntegerField()
    meeting = serializers.IntegerField(source="meeting_id")
    number = serializers.IntegerField(source="position")
    item = serializers.IntegerField(source="item_id", allow_null=True)
    text = serializers.CharField()
    organisation = OwnerOut()
    supporters = OwnerOut(many=True)
    state = serializers.ChoiceField(DecisionState.choices)
    due_on = serializers.DateField()
    first_due_on = serializers.DateField()
    overdue = serializers.BooleanField(source="is_overdue")
    issued_at = serializers.DateTimeField(allow_null=True)
    done_on = serializers.DateField(allow_null=True)
    done_late = serializers.BooleanField(source="is_done_late")
    answer = serializers.CharField()
    returns = serializers.IntegerField()
    reason = serializers.CharField()
    links = serializers.SerializerMethodField()

    @extend_schema_field(LinkOut(many=True))
    def get_links(self, row: Decision) -> Any:
        return LinkOut(sorted(row.links.all(), key=lambda link: link.pk), many=True).data


class LinkIn(serializers.Serializer):
    """A record of the portal by its path, or an address of the web."""

    url = serializers.CharField(max_length=500)
    title = serializers.CharField(max_length=120, required=False, default="")


class DecisionIn(serializers.Serializer):
    """What a meeting settled; owner and supporters by code."""

    meeting = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    item = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    text = serializers.CharField(max_length=500)
    organisation = serializers.CharField(max_length=40)
    supporters = serializers.ListField(
        child=serializers.CharField(max_length=40), max_length=MOST_SUPPORTERS, required=False, default=list
    )
    due_on = serializers.DateField()
    links = serializers.ListField(child=LinkIn(), max_length=MOST_LINKS, required=False, default=list)


class ReportIn(serializers.Serializer):
    """What was done."""

    answer = serializers.CharField(max_length=500)
    links = serializers.ListField(child=LinkIn(), max_length=MOST_LINKS, required=False, default=list)


class PostponeIn(MeetingReasonIn):
    """Another deadline, and why."""

    until = serializers.DateField()


class EarliestDue(NewestFirst):
    """The earliest deadline first."""

    ordering = ("due_on", "id")

    def decode_cursor(self, request: Any) -> Any:
        """The position is a day; one that somebody made up is not found."""
        cursor = CursorPagination.decode_cursor(self, request)
        if cursor is not None and cursor.position is not None:
            try:
                dt.date.fromisoformat(cursor.position)
            except ValueError:
                raise NotFound(self.invalid_cursor_message) from None
        return cursor


class DecisionViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Decisions of one's places and of one's organisations, the earliest deadline first."""

    serializer_class = DecisionOut
    filterset_class = DecisionFilter
    pagination_class = EarliestDue
    lookup_value_converter = "int"
    queryset = Decision.objects.none()

    def get_queryset(self) -> Any:
        rows = Decision.objects.visible_to(self.request.user).for_list(on=timezone.localdate())
        return rows.prefetch_related("links")

    @extend_schema(request=DecisionIn, responses={201: DecisionOut})
    def create(self, request: Request) -> Response:
        """Write down what a meeting settled while its minutes are being written (议定)."""
        told = _read(DecisionIn, request)
        meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=told["meeting"])
        owner = Organisation.objects.filter(code=told["organisation"]).first()
        beside = list(Organisation.objects.filter(code__in=told["supporters"]).order_by("pk"))
        item = meeting.items.filter(pk=told["item"]).first() if "item" in told else None
        if owner is None or len(beside) != len(set(told["supporters"])) or ("item" in told and item is None):
            raise BadInput(_("Name an organisation by its code, and an agenda item of this meeting."))
        made = decisions.decide(
            meeting,
            text=told["text"],
            organisation=owner,
            supporters=beside,
            due_on=told["due_on"],
            item=item,
            links=_links(told),
            actor=request.user,
            at=timezone.now(),
        )
        return self._answer(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=DecisionOut)
    @action(detail=True, methods=["post"])
    def start(self, request: Request, pk: int) -> Response:
        """The owner takes it up (开始办理)."""
        decisions.start(self.get_object(), actor=request.user, at=timezone.now())
        return self._answer(pk)

    @extend_schema(request=ReportIn, responses=DecisionOut)
    @action(detail=True, methods=["post"])
    def report(self, request: Request, pk: int) -> Response:
        """The owner reports it as done (报办结)."""
        row, told = self.get_object(), _read(ReportIn, request)
        decisions.report(row, answer=told["answer"], links=_links(told), actor=request.user, at=timezone.now())
        return self._answer(pk)

    @extend_schema(request=None, responses=DecisionOut)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: int) -> Response:
        """The office confirms (确认办结); the last one finishes the meeting."""
        decisions.confirm(self.get_object(), actor=request.user, at=timezone.now())
        return self._answer(pk)

    @extend_schema(request=MeetingReasonIn, responses=DecisionOut)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def return_(self, request: Request, pk: int) -> Response:
        """The office sends it back (退回)."""
        row, told = self.get_object(), _read(MeetingReasonIn, request)
        decisions.return_(row, reason=told["reason"], actor=request.user, at=timezone.now())
        return self._answer(pk)

    @extend_schema(request=PostponeIn, responses=DecisionOut)
    @action(detail=True, methods=["post"])
    def postpone(self, request: Request, pk: int) -> Response:
        """The office moves the deadline, once (延期)."""
        row, told = self.get_object(), _read(PostponeIn, request)
        decisions.postpone(row, **told, actor=request.user, at=timezone.now())
        return self._answer(pk)

    @extend_schema(request=MeetingReasonIn, responses=DecisionOut)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: int) -> Response:
        """The office calls it off (撤销)."""
        row, told = self.get_object(), _read(MeetingReasonIn, request)
        decisions.cancel(row, reason=told["reason"], actor=request.user, at=timezone.now())
        return self._answer(pk)

    def _answer(self, pk: int, code: int = status.HTTP_200_OK) -> Response:
        return Response(DecisionOut(self.get_queryset().get(pk=pk)).data, code)


def _links(told: dict[str, Any]) -> list[Link]:
    return [Link(one["url"], one["title"]) for one in told["links"]]


def _read(shape: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    body = shape(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)
