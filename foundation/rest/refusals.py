"""Refusals of the rules, as answers of the API."""

from typing import Any

from django.http import Http404
from drf_standardized_errors.handler import exception_handler
from rest_framework import exceptions, status
from rest_framework.response import Response

from foundation.errors import BadInput, DomainError, NotAllowed


class Refused(exceptions.APIException):
    """The request was understood and the rules refuse it."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "refused"


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal has the shape of drf-standardized-errors: 403 for persons, 409 for states."""
    if isinstance(error, NotAllowed):
        error = exceptions.PermissionDenied(str(error))
    elif isinstance(error, BadInput):
        error = exceptions.ValidationError(str(error), code=error.code)
    elif isinstance(error, DomainError):
        error = Refused(str(error), code=error.code)
    elif isinstance(error, Http404):
        error = exceptions.NotFound()
    return exception_handler(error, context)
