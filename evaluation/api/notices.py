"""Notices for clients."""

from typing import Any

from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from foundation.documents.official import CONTENT_TYPE, document_response
from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NewestFirst

from ..actions import notices
from ..choices import NoticeKind
from ..exports import notices as documents
from ..filters import NoticeFilter
from ..models import Notice
from ..queries import notices as reads


class NoticeOut(serializers.Serializer):
    """A notice and its receipt."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(NoticeKind.choices)
    district = serializers.CharField(source="district_id")
    year = serializers.IntegerField()
    serial = serializers.IntegerField()
    number = serializers.CharField()
    problem = serializers.IntegerField(source="problem_id")
    issued_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    received_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    document_url = serializers.SerializerMethodField()

    def get_document_url(self, notice: Notice) -> str:
        return reverse("notice-document", args=[notice.pk], request=self.context["request"])


class LatestIssued(NewestFirst):
    """The latest issued first."""

    ordering = ("-issued_at", "-id")


class NoticeViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Notices inside the caller's grants, the latest first; an official of the organisation signs for them."""

    serializer_class = NoticeOut
    filterset_class = NoticeFilter
    pagination_class = LatestIssued
    lookup_value_converter = "int"
    queryset = Notice.objects.none()

    def get_queryset(self) -> Any:
        return Notice.objects.visible_to(self.request.user).for_list()

    @extend_schema(request=None, responses=NoticeOut)
    @action(detail=True, methods=["post"])
    def sign(self, request: Request, pk: int) -> Response:
        """Sign for a notice (签收); signing again leaves the first receipt."""
        notice = self.get_object()
        notices.sign(notice, actor=request.user, at=timezone.now())
        return Response(self.get_serializer(notice).data)

    @extend_schema(responses={(200, CONTENT_TYPE): OpenApiTypes.BINARY})
    @action(detail=True)
    def document(self, request: Request, pk: int) -> FileResponse:
        """The notice as a Word document."""
        row = self.get_object()
        text = documents.text_of(row, office=reads.office_of(row.district), lapse=reads.lapse_of(row))
        photos = reads.photos_of(row.problem, until=row.issued_at)
        return document_response(documents.file_name(row), documents.notice_document(text, photos))
