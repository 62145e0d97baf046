"""Progress reports for clients: the list, one report, and every step on its way."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.decisions import Decision
from foundation.errors import TransitionNotAllowed
from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NewestFirst

from ..actions import report_extensions, reports
from ..choices import ReportExtensionState
from ..filters import ReportApiFilter
from ..models import ProgressReport, ReportExtension
from ..permissions import can_decide_report_extension, can_file_report, can_review_report
from ..queries.report_pages import with_filed_answers
from . import report_shapes as shapes
from .report_shapes import ProgressReportOut
from .report_sheets import Filing


class LatestPeriod(NewestFirst):
    """The latest period first."""

    ordering = ("-starts_on", "-id")


class ProgressReportViewSet(
    Idempotent, Filing, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet
):
    """Reports inside the caller's grants, the latest period first."""

    serializer_class = ProgressReportOut
    filterset_class = ReportApiFilter
    pagination_class = LatestPeriod
    lookup_value_converter = "int"
    queryset = ProgressReport.objects.none()

    def get_queryset(self) -> Any:
        visible = ProgressReport.objects.visible_to(self.request.user)
        return with_filed_answers(visible.with_face(on=timezone.localdate()).for_list())

    @extend_schema(request=shapes.SubmitIn, responses=ProgressReportOut)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: int) -> Response:
        """File it; the portal adds its own figures as of now."""
        said = self._said(shapes.SubmitIn, can_file_report)
        return self._done(reports.submit, answers=shapes.answers_of(said))

    @extend_schema(request=shapes.ReportReasonIn, responses=ProgressReportOut)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def return_(self, request: Request, pk: int) -> Response:
        """Send it back with the reason."""
        return self._done(reports.return_, **self._said(shapes.ReportReasonIn, can_review_report))

    @extend_schema(request=shapes.ReportRemarkIn, responses=ProgressReportOut)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: int) -> Response:
        """Take it as it is."""
        return self._done(reports.accept, **self._said(shapes.ReportRemarkIn, can_review_report))

    @extend_schema(request=shapes.ReportExtendIn, responses=ProgressReportOut)
    @action(detail=True, methods=["post"])
    def extend(self, request: Request, pk: int) -> Response:
        """Ask for more time before it is over."""
        return self._done(report_extensions.ask, **self._said(shapes.ReportExtendIn, can_file_report))

    @extend_schema(request=shapes.ReportRemarkIn, responses=ProgressReportOut)
    @action(detail=True, methods=["post"], url_path="grant-extension")
    def grant_extension(self, request: Request, pk: int) -> Response:
        """Give the time that was asked for."""
        said = self._said(shapes.ReportRemarkIn, can_decide_report_extension)
        return self._decided(report_extensions.grant, answer=said["remark"])

    @extend_schema(request=shapes.ReportReasonIn, responses=ProgressReportOut)
    @action(detail=True, methods=["post"], url_path="refuse-extension")
    def refuse_extension(self, request: Request, pk: int) -> Response:
        """Give no more time, and say why."""
        return self._decided(report_extensions.refuse, **self._said(shapes.ReportReasonIn, can_decide_report_extension))

    def _said(self, shape: Any, may: Callable[[Any, Any], Decision]) -> dict[str, Any]:
        may(self.request.user, self.get_object()).enforce()
        body = shape(data=self.request.data)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def _done(self, act: Callable[..., Any], **said: Any) -> Response:
        report = self.get_object()
        act(report, **said, actor=self.request.user, at=timezone.now())
        return Response(ProgressReportOut(self.get_object()).data)

    def _decided(self, act: Callable[..., Any], **said: Any) -> Response:
        report = self.get_object()
        asked = ReportExtension.objects.filter(report=report, state=ReportExtensionState.ASKED).first()
        if asked is None:
            raise TransitionNotAllowed(_("No request for more time is open for this report."))
        asked.report = report
        act(asked, **said, actor=self.request.user, at=timezone.now())
        return Response(ProgressReportOut(self.get_object()).data)
