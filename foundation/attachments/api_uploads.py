"""The tus 1.0 protocol (https://tus.io/protocols/resumable-upload): files in pieces over connections that break."""

import base64
import binascii
import tempfile
from typing import Any, BinaryIO

from django.http import Http404, UnreadablePostError
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from foundation.errors import BadInput
from foundation.rest.idempotency import Idempotent

from . import content, uploads
from .models import Upload

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
PIECE = "application/offset+octet-stream"
BLOCK = 64 * 1024
IN_MEMORY = 1024 * 1024
LONGEST_METADATA = 2000


def header(name: str, text: str, *, of: type = str, required: bool = True) -> OpenApiParameter:
    """A header of the protocol, as the description of the API names it."""
    return OpenApiParameter(name, of, OpenApiParameter.HEADER, required=required, description=text)


RESUMABLE = header("Tus-Resumable", "The version of the tus protocol: 1.0.0.")
CREATION = [
    header(
        "Tus-Resumable", "1.0.0 begins a resumable upload: the body is empty and the pieces follow.", required=False
    ),
    header("Upload-Length", "Size of the whole file in bytes, at most 26214400.", of=int, required=False),
    header("Upload-Metadata", "“filename” and the name of the file in base64.", required=False),
]


class Answered(exceptions.APIException):
    """An answer that the protocol fixes."""

    def __init__(self, number: int, code: str, detail: str) -> None:
        super().__init__(detail, code)
        self.status_code = number


class UploadOut(serializers.ModelSerializer):
    """How far an upload has come; ``attachment`` once it is whole, or why it is refused."""

    id = serializers.UUIDField(source="key", read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Upload
        fields = ("id", "url", "name", "length", "offset", "expires_at", "attachment", "refusal")

    def get_url(self, row: Upload) -> str:
        return reverse("attachment-upload", args=[row.key])


def is_resumable(request: Request) -> bool:
    """Whether a call speaks the protocol and does not hand in a form."""
    return "Tus-Resumable" in request.headers or "Upload-Length" in request.headers


def with_protocol(request: Request, response: Response) -> Response:
    """Every answer to a call of the protocol names its version."""
    if is_resumable(request) or request.method == "OPTIONS":
        response.headers["Tus-Resumable"] = VERSION
    if response.status_code == status.HTTP_412_PRECONDITION_FAILED:
        response.headers["Tus-Version"] = VERSION
    if response.status_code == status.HTTP_201_CREATED and "offset" in (response.data or {}):
        response.headers["Location"] = response.data["url"]
        response.headers["Upload-Expires"] = _moment(
            serializers.DateTimeField().to_internal_value(response.data["expires_at"])
        )
    return response


def offered() -> Response:
    """What the protocol can do here."""
    facts = {"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS, "Tus-Max-Size": str(content.LARGEST)}
    return Response(status=status.HTTP_204_NO_CONTENT, headers=facts)


def begin(request: Request) -> Response:
    """Announce a file; ``Location`` says where its pieces go."""
    _same_version(request)
    if "Upload-Defer-Length" in request.headers:
        raise BadInput(_("Say with Upload-Length how many bytes the file has."))
    if request.headers.get("Content-Length", "0") not in ("", "0"):
        raise BadInput(_("Begin an upload with an empty body; the pieces follow by PATCH."))
    metadata = request.headers.get("Upload-Metadata", "")
    upload = uploads.begin(
        name=_said(metadata).get("filename", ""),
        length=_number(request, "Upload-Length"),
        metadata=metadata,
        actor=request.user,
        at=timezone.now(),
    )
    return Response(UploadOut(upload).data, status=status.HTTP_201_CREATED)


class UploadView(Idempotent, APIView):
    """One upload of the caller: how far it has come, its next piece, its end."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method == "POST" and request.headers.get("X-HTTP-Method-Override") != "PATCH":
            raise exceptions.MethodNotAllowed("POST")
        if request.method not in ("GET", "OPTIONS"):
            _same_version(request)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Response:
        answer = with_protocol(request, super().finalize_response(request, response, *args, **kwargs))
        if answer.status_code in (200, 204) and request.method in ("HEAD", "PATCH", "POST"):
            _say_how_far(answer, self._upload(request, kwargs["key"]))
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @extend_schema(responses={200: UploadOut}, operation_id="attachment_upload_retrieve")
    def get(self, request: Request, key: str) -> Response:
        """How far the upload has come, and which attachment it became."""
        return Response(UploadOut(self._upload(request, key)).data)

    @extend_schema(exclude=True)
    def head(self, request: Request, key: str) -> Response:
        self._upload(request, key)
        return Response()

    @extend_schema(
        parameters=[
            RESUMABLE,
            header("Upload-Offset", "Where the piece begins: what HEAD or the last answer said.", of=int),
        ],
        request={PIECE: OpenApiTypes.BINARY},
        responses={204: None},
        operation_id="attachment_upload_piece",
    )
    def patch(self, request: Request, key: str) -> Response:
        """Add the next piece; with the last one the file is taken in, and ``Attachment-Id`` names it."""
        upload = self._upload(request, key)
        if request.content_type.split(";")[0].strip() != PIECE:
            raise Answered(415, "unsupported_media_type", _("Send the piece as {kind}.").format(kind=PIECE))
        offset, room = _number(request, "Upload-Offset"), upload.length - upload.offset
        if "Transfer-Encoding" in request.headers:
            raise Answered(411, "length_required", _("Say with Content-Length how many bytes the piece has."))
        if int(request.META.get("CONTENT_LENGTH") or 0) > room and offset == upload.offset:
            raise Answered(413, "too_large", _("This piece goes beyond the announced size of the file."))
        with _piece(request, room) as piece:
            upload = uploads.receive(upload, piece, offset=offset, actor=request.user, at=timezone.now())
        if upload.refusal:
            raise BadInput(upload.refusal)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(parameters=[RESUMABLE], responses={204: None}, operation_id="attachment_upload_drop")
    def delete(self, request: Request, key: str) -> Response:
        """Drop the upload; an attachment that it became stays."""
        uploads.drop(self._upload(request, key))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(exclude=True)
    def post(self, request: Request, key: str) -> Response:
        """For clients that cannot send PATCH: the same with ``X-HTTP-Method-Override: PATCH``."""
        return self.patch(request, key)

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return offered()

    def _upload(self, request: Request, key: Any) -> Upload:
        upload = Upload.objects.filter(key=key, uploaded_by=request.user.pk).first()
        if upload is None:
            raise Http404
        if upload.expires_at <= timezone.now():
            raise Answered(410, "expired", _("The time for this upload is over. Begin it again."))
        return upload


def _say_how_far(answer: Response, upload: Upload) -> None:
    facts = {"Upload-Offset": upload.offset, "Upload-Length": upload.length, "Attachment-Id": upload.attachment_id}
    for name, value in facts.items():
        if value is not None:
            answer.headers[name] = str(value)
    answer.headers["Upload-Expires"] = _moment(upload.expires_at)
    if upload.metadata:
        answer.headers["Upload-Metadata"] = upload.metadata


def _same_version(request: Request) -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise Answered(412, "unsupported_version", _("Send the header “Tus-Resumable: 1.0.0”."))


def _number(request: Request, name: str) -> int:
    text = request.headers.get(name, "").strip()
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise BadInput(_("The header {name} has to be a number of bytes.").format(name=name))
    number = int(text)
    if name == "Upload-Length" and number > content.LARGEST:
        raise Answered(413, "too_large", _("This file is larger than 25 MB."))
    return number


def _said(metadata: str) -> dict[str, str]:
    """``filename d29ybGQ=,is_confidential``: names, and values in base64."""
    if len(metadata) > LONGEST_METADATA or not metadata.isascii() or not metadata.isprintable():
        raise BadInput(_("The header Upload-Metadata cannot be read."))
    found = {}
    for pair in filter(None, (part.strip() for part in metadata.split(","))):
        name, _space, value = pair.partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode().replace("\0", "")
        except (binascii.Error, UnicodeDecodeError) as error:
            raise BadInput(_("The header Upload-Metadata cannot be read.")) from error
    return found


def _piece(request: Request, room: int) -> BinaryIO:
    """What the connection brought, even when it broke in the middle; read before anything is locked."""
    spool: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed by whoever reads it
    try:
        while spool.tell() <= room and (block := request._request.read(BLOCK)):
            spool.write(block)
    except UnreadablePostError:
        pass
    spool.seek(0)
    return spool


def _moment(at: Any) -> str:
    return http_date(at.timestamp())
