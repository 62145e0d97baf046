"""Unsafe calls that may be sent again: with the same ``Idempotency-Key`` the first answer comes back."""

import datetime as dt
import functools
import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from .models import IdempotentCall

HEADER = "Idempotency-Key"
LONGEST_KEY = 100
SAID_IN_HEADERS = ("Upload-Length", "Upload-Metadata", "Upload-Offset")
KEPT_FOR = dt.timedelta(days=3)
CLAIM = """
    INSERT INTO rest_idempotentcall (user_id, key, call_digest, created_at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (user_id, key) DO NOTHING RETURNING id
"""


class KeyUsedForAnotherCall(exceptions.APIException):
    """The same key came with another call; answering either would be wrong."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "idempotency_key_reused"
    default_detail = _("This Idempotency-Key was used for another call. Use a new key for each call.")


class Idempotent:
    """Mixin of views, put first. The answer is stored in the transaction of the act: both stand or neither."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        key = request.headers.get(HEADER)
        method = (request.method or "").lower()
        if key is None or method.upper() in SAFE_METHODS or not hasattr(self, method):
            return
        if not 0 < len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
            raise exceptions.ValidationError({HEADER: _("Give the key as 1 to 100 plain characters.")})
        setattr(self, method, functools.partial(answer_once, getattr(self, method), key))


def answer_once(handler: Callable[..., Response], key: str, request: Request, *args: Any, **kwargs: Any) -> Response:
    """Run a call unless it ran before; a twin that comes meanwhile waits for the first one's transaction to end."""
    digest = digest_of(request)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, [request.user.pk, key, digest, timezone.now()])
            claimed = cursor.fetchone()
        if claimed is None:
            return _first_answer(request, key, digest)
        response = handler(request, *args, **kwargs)
        if not hasattr(response, "data"):  # a file: it is not kept, a second call makes it anew
            IdempotentCall.objects.filter(pk=claimed[0]).delete()
        elif status.is_success(response.status_code):
            body = json.loads(JSONRenderer().render(response.data)) if response.data is not None else None
            IdempotentCall.objects.filter(pk=claimed[0]).update(status=response.status_code, body=body)
        else:  # a refusal changed nothing: let a later try be judged anew
            transaction.set_rollback(True)
    return response


def digest_of(request: Request) -> str:
    """One digest over method, address and body; of a form with files over its parts, whose frame differs each time.

    What a resumable upload says of itself stands in headers.
    """
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    for name in SAID_IN_HEADERS:
        if name in request.headers:
            digest.update(f"{name}: {request.headers[name]}\n".encode())
    if not (request.content_type or "").startswith("multipart/"):
        digest.update(request._request.body)
        return digest.hexdigest()
    for name, values in sorted(request.data.lists()):
        for value in values:
            digest.update(f"\n{name}:".encode())
            if isinstance(value, UploadedFile):
                for chunk in value.chunks():
                    digest.update(chunk)
                value.seek(0)
            else:
                digest.update(str(value).encode())
    return digest.hexdigest()


def purge(*, at: dt.datetime) -> int:
    """Forget calls nobody repeats any more."""
    return IdempotentCall.objects.filter(created_at__lt=at - KEPT_FOR).delete()[0]


def _first_answer(request: Request, key: str, digest: str) -> Response:
    call = IdempotentCall.objects.get(user=request.user.pk, key=key)
    if call.call_digest != digest:
        raise KeyUsedForAnotherCall
    return Response(call.body, status=call.status, headers={"Idempotent-Replayed": "true"})
