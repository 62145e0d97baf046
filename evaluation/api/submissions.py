"""Taking filled forms from devices: one, or up to 200 at once."""

from typing import Any
from uuid import UUID

import msgspec
from django.db import DEFAULT_DB_ALIAS, IntegrityError, OperationalError, connections
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from psycopg2.errors import DeadlockDetected
from rest_framework.exceptions import ParseError, UnsupportedMediaType, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from ..actions import checks
from ..engine.submission_shapes import Refused, SentCheck, Taken, Why
from ..scoring.numbers import published
from .submission_schema import BATCH, BATCH_ANSWERS, SINGLE, SINGLE_ANSWERS

MOST_IN_A_BATCH = 200
TRIES = 4
STATUS = {
    Why.INVALID: 400,
    Why.NOT_FOUND: 404,
    Why.NOT_ALLOWED: 403,
    Why.REFUSED: 409,
    Why.ALREADY_SUBMITTED: 409,
}


class Batch(msgspec.Struct):
    """Several submissions; each is read by itself, so that a wrong one does not stop the others."""

    submissions: list[msgspec.Raw]


_one = msgspec.json.Decoder(SentCheck)
_batch = msgspec.json.Decoder(Batch)


class SubmissionView(APIView):
    """One filled form. Sending it again with the same ``client_id`` gives the first answer."""

    @extend_schema(operation_id="check_submission", request=SINGLE, responses=SINGLE_ANSWERS)
    def post(self, request: Any) -> Response:
        sent = _decoded(request, _one)
        (outcome,) = _submit([sent], request.user)
        status, body = _answer(outcome)
        return Response(body, status)


class BatchView(APIView):
    """Up to 200 filled forms, each answered separately and in order."""

    @extend_schema(operation_id="check_submission_batch", request=BATCH, responses=BATCH_ANSWERS)
    def post(self, request: Any) -> Response:
        rows = _decoded(request, _batch).submissions
        if len(rows) > MOST_IN_A_BATCH:
            raise ValidationError({"submissions": _("A batch holds at most 200 submissions.")})
        answers = [_read(row) for row in rows]
        taken = iter(_submit([one for one in answers if isinstance(one, SentCheck)], request.user))
        results = []
        for row, one in zip(rows, answers, strict=True):
            status, body = _answer(next(taken)) if isinstance(one, SentCheck) else (400, one)
            client = one.client_id if isinstance(one, SentCheck) else _client_of(row)
            results.append({"client_id": client, "status": status, "body": body})
        return Response({"results": results})


def _decoded(request: Any, decoder: msgspec.json.Decoder) -> Any:
    if request.content_type.split(";")[0].strip().lower() != "application/json":
        raise UnsupportedMediaType(request.content_type)
    try:
        return decoder.decode(request.body)
    except msgspec.ValidationError as fault:
        attr, sentence = _fault(fault)
        raise ValidationError({attr: sentence} if attr else sentence) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise ParseError(_("This is not JSON: {fault}").format(fault=fault)) from None


def _read(row: msgspec.Raw) -> SentCheck | dict[str, Any]:
    """One submission of a batch, or the refusal of what cannot be read."""
    try:
        return _one.decode(row)
    except msgspec.ValidationError as fault:
        attr, sentence = _fault(fault)
        return _errors("validation_error", "invalid", sentence, attr)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        return _errors("client_error", "parse_error", _("This is not JSON: {fault}").format(fault=fault), None)


def _fault(fault: msgspec.ValidationError) -> tuple[str | None, str]:
    """Where in the submission a fault lies, and what it is."""
    sentence, _at, path = str(fault).rpartition(" - at ")
    attr = path.strip("`").removeprefix("$").lstrip(".") if sentence else ""
    return attr or None, sentence or str(fault)


def _client_of(row: msgspec.Raw) -> str | None:
    """The client's number of a submission that cannot be read otherwise, so that the device knows which it was."""
    try:
        return str(UUID(msgspec.json.decode(row)["client_id"]))
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError, AttributeError):
        return None


def _submit(sent: list[SentCheck], user: Any) -> list[Taken | Refused]:
    """Once more when two submissions ran into each other: the second attempt finds what the first one left."""
    for attempt in range(1, TRIES + 1):
        try:
            return checks.submit(sent, actor=user, at=timezone.now())
        except (IntegrityError, OperationalError) as fault:
            collided = isinstance(fault, IntegrityError) or isinstance(fault.__cause__, DeadlockDetected)
            if not collided or attempt == TRIES or connections[DEFAULT_DB_ALIAS].in_atomic_block:
                raise
    raise AssertionError


def _answer(outcome: Taken | Refused) -> tuple[int, dict[str, Any]]:
    if isinstance(outcome, Taken):
        score = None if outcome.score is None else str(published(outcome.score))
        body = {"check": outcome.check, "score": score, "problems": list(outcome.problems)}
        return (201 if outcome.first else 200), body
    kind = "validation_error" if outcome.why is Why.INVALID else "client_error"
    body = _errors(kind, str(outcome.why), outcome.detail, outcome.attr)
    if outcome.winner is not None:
        first = outcome.winner
        body["winner"] = {
            "check": first.check,
            "inspector": first.inspector,
            "finished_at": first.finished_at,
            "score": None if first.score is None else str(published(first.score)),
        }
        body["kept_photos"] = list(outcome.kept_photos)
    return STATUS[outcome.why], body


def _errors(kind: str, code: str, detail: str, attr: str | None) -> dict[str, Any]:
    """The shape in which every refusal of the API comes."""
    return {"type": kind, "errors": [{"code": code, "detail": detail, "attr": attr}]}
