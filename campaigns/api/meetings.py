"""Meetings for clients: read, plan, call, hold, mark who came, write and issue the minutes."""

from typing import Any

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.documents.official import CONTENT_TYPE, document_response
from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NewestFirst

from ..actions import meetings, minutes, minutes_corrections
from ..actions.meetings import Attendance
from ..choices import TOOK_PLACE
from ..exports.minutes import file_name, issued_text, minutes_document
from ..filters import MeetingFilter
from ..models import AgendaItem, Meeting
from ..permissions import can_call_meeting
from ..queries.meetings import decided, replaced_of, with_decisions
from .meeting_shapes import (
    AttendanceIn,
    CorrectIn,
    MeetingIn,
    MeetingOut,
    MeetingReasonIn,
    MinutesIn,
    MinutesOut,
    ReplacedOut,
    planned,
)


class LatestMeeting(NewestFirst):
    """The latest meeting first."""

    ordering = ("-starts_at", "-id")


class MeetingViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Meetings of one's places, and those one is invited to or has decisions of; the latest first."""

    serializer_class = MeetingOut
    filterset_class = MeetingFilter
    pagination_class = LatestMeeting
    lookup_value_converter = "int"
    queryset = Meeting.objects.none()

    def get_queryset(self) -> Any:
        rows = Meeting.objects.visible_to(self.request.user).for_list()
        rows = with_decisions(rows, on=timezone.localdate())
        return rows.prefetch_related("items__organisation", "attendees__organisation", "attendees__user")

    @extend_schema(request=MeetingIn, responses={201: MeetingOut})
    def create(self, request: Request) -> Response:
        """Plan a meeting (拟开); nobody is told before it is called."""
        told = _read(MeetingIn, request)
        meeting, agenda, invited = planned(request.user, told)
        meetings.plan(meeting, agenda=agenda, invited=invited, actor=request.user, at=timezone.now())
        return self._answer(meeting.pk, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=MeetingOut)
    @action(detail=True, methods=["post"])
    def call(self, request: Request, pk: int) -> Response:
        """Send the notice to everybody invited (发通知)."""
        meetings.call(self.get_object(), actor=request.user, at=timezone.now())
        return self._answer(pk)

    @extend_schema(request=MeetingReasonIn, responses=MeetingOut)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: int) -> Response:
        """The meeting does not take place (取消)."""
        row, told = self.get_object(), _read(MeetingReasonIn, request)
        meetings.cancel(row, reason=told["reason"], actor=request.user, at=timezone.now())
        return self._answer(pk)

    @extend_schema(request=None, responses=MeetingOut)
    @action(detail=True, methods=["post"])
    def hold(self, request: Request, pk: int) -> Response:
        """It has taken place (已召开)."""
        meetings.hold(self.get_object(), actor=request.user, at=timezone.now())
        return self._answer(pk)

    @extend_schema(request=AttendanceIn, responses=MeetingOut)
    @action(detail=True, methods=["post"])
    def attendance(self, request: Request, pk: int) -> Response:
        """Who came (签到)."""
        row, told = self.get_object(), _read(AttendanceIn, request)
        marked = {one["id"]: Attendance(one["presence"], one.get("stand_in", "")) for one in told["attendance"]}
        meetings.mark(row, attendance=marked, actor=request.user, at=timezone.now())
        return self._answer(pk)

    @extend_schema(request=MinutesIn, responses=MinutesOut)
    @action(detail=True, methods=["post"])
    def minutes(self, request: Request, pk: int) -> Response:
        """What the minutes say about a point; over a revision that was not read nothing is written (409)."""
        row, told = self.get_object(), _read(MinutesIn, request)
        item = get_object_or_404(AgendaItem.objects.select_related("meeting"), meeting=row, pk=told["item"])
        revision = minutes.write(item, text=told["text"], seen=told["revision"], actor=request.user, at=timezone.now())
        return Response({"item": item.pk, "revision": revision})

    @extend_schema(request=None, responses=MeetingOut)
    @action(detail=True, methods=["post"])
    def sign(self, request: Request, pk: int) -> Response:
        """Issue the minutes: numbered, frozen, decisions to their owners (印发纪要)."""
        minutes.sign(self.get_object(), actor=request.user, at=timezone.now())
        return self._answer(pk)

    @extend_schema(request=CorrectIn, responses=MeetingOut)
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: int) -> Response:
        """Issue corrected minutes under the same number (更正); over a version that was not read nothing goes (409)."""
        row, told = self.get_object(), _read(CorrectIn, request)
        minutes_corrections.correct(
            row,
            head={name: told[name] for name in minutes_corrections.HEAD if name in told},
            texts={one["item"]: one["text"] for one in told["minutes"]},
            reason=told["reason"],
            seen=told["version"],
            actor=request.user,
            at=timezone.now(),
        )
        return self._answer(pk)

    @extend_schema(responses=ReplacedOut(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def replaced(self, request: Request, pk: int) -> Response:
        """Minutes that corrections replaced, the latest first."""
        return Response(ReplacedOut(replaced_of(self.get_object()), many=True).data)

    @extend_schema(responses={(200, CONTENT_TYPE): OpenApiTypes.BINARY})
    @action(detail=True)
    def document(self, request: Request, pk: int) -> FileResponse:
        """The minutes as a Word document."""
        row = get_object_or_404(self.get_queryset().filter(state__in=TOOK_PLACE), pk=pk)
        if not row.serial:
            can_call_meeting(request.user, row.region_id).enforce()
        items = row.items.order_by("position")
        text = issued_text(row, items, row.attendees.for_list(), decided(row), replaced_of(row))
        return document_response(file_name(row), minutes_document(text))

    def _answer(self, pk: int, code: int = status.HTTP_200_OK) -> Response:
        return Response(MeetingOut(self.get_queryset().get(pk=pk), context=self.get_serializer_context()).data, code)


def _read(shape: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    body = shape(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)
