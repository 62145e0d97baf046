"""Endpoints of attachments: handing a file in, and looking at what one handed in oneself."""

from typing import Any

from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, parsers, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NewestFirst

from . import actions, api_uploads
from .models import Attachment
from .streaming import stream


class AttachmentIn(serializers.Serializer):
    """A file to be handed in, as one part of a form."""

    file = serializers.FileField(allow_empty_file=True)


class AttachmentOut(serializers.ModelSerializer):
    """What is known of a file, and where its owner finds it."""

    url = serializers.SerializerMethodField()
    thumbnail_url = serializers.SerializerMethodField()

    class Meta:
        model = Attachment
        fields = (
            "id",
            "name",
            "content_type",
            "size",
            "digest",
            "width",
            "height",
            "taken_at",
            "longitude",
            "latitude",
            "uploaded_at",
            "url",
            "thumbnail_url",
        )

    def get_url(self, row: Attachment) -> str:
        return reverse("attachment-file", args=[row.pk])

    def get_thumbnail_url(self, row: Attachment) -> str | None:
        return reverse("attachment-thumbnail", args=[row.pk]) if row.is_image else None


class AttachmentViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Files one handed in; whoever holds a record with a file opens it to others."""

    serializer_class = AttachmentOut
    pagination_class = NewestFirst
    queryset = Attachment.objects.none()
    lookup_value_converter = "int"

    def get_queryset(self) -> Any:
        return Attachment.objects.filter(uploaded_by=self.request.user.pk)

    def get_parsers(self) -> list[Any]:
        return [parsers.MultiPartParser()]

    def perform_content_negotiation(self, request: Any, force: bool = False) -> Any:
        """A file is what it is, whatever type the client would like best."""
        return super().perform_content_negotiation(request, force or self.action in ("file", "thumbnail"))

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        return api_uploads.with_protocol(request, super().finalize_response(request, response, *args, **kwargs))

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What resumable uploads can do here (tus 1.0)."""
        return api_uploads.offered()

    @extend_schema(
        parameters=api_uploads.CREATION,
        request={"multipart/form-data": AttachmentIn},
        responses={201: AttachmentOut},
    )
    def create(self, request: Request) -> Response:
        """Take in one file, or begin a resumable upload (tus 1.0: the answer's ``Location`` takes the pieces by PATCH).

        A photo is drawn anew, and its time and place are read.
        """
        if api_uploads.is_resumable(request):
            return api_uploads.begin(request)
        body = AttachmentIn(data=request.data)
        body.is_valid(raise_exception=True)
        attachment = actions.store(body.validated_data["file"], actor=request.user, at=timezone.now())
        return Response(AttachmentOut(attachment).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: int) -> FileResponse:
        """The file itself: a photo as it was drawn anew, a document as it was handed in."""
        return stream(self.get_object())

    @extend_schema(responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def thumbnail(self, request: Request, pk: int) -> FileResponse:
        """The small picture of a photo."""
        return stream(self.get_object(), "thumbnail")
