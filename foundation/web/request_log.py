"""Number and address of a request, on every line that is logged during it."""

import uuid
from typing import Any

import structlog
from django_structlog.middlewares import RequestMiddleware

from .requests import request_address
from .token_calls import is_token_call


class RequestLog(RequestMiddleware):
    """That of django-structlog; of a token call only lines about what went wrong are made at all."""

    def __call__(self, request: Any) -> Any:
        if not is_token_call(request):
            return super().__call__(request)
        structlog.contextvars.bind_contextvars(request_id=str(uuid.uuid4()), ip=request_address.get())
        response = self.get_response(request)
        if response.status_code >= 400 or response.streaming:
            self.handle_response(request, response)
        else:
            structlog.contextvars.clear_contextvars()
        return response
