"""Facts of the request at hand that are wanted far from it."""

from contextvars import ContextVar

# Where the request at hand came from; the middleware sets it, the audit trail writes it down.
request_address: ContextVar[str | None] = ContextVar("request_address", default=None)
