"""The number a person quotes when something went wrong (报修编号)."""

import uuid

import structlog


def reference() -> str:
    """The beginning of this request's identifier in the log, grouped for reading aloud: 7F3A-0912."""
    known = structlog.contextvars.get_contextvars().get("request_id")
    if not known:
        known = uuid.uuid4().hex
        structlog.contextvars.bind_contextvars(request_id=known)
    digits = str(known).replace("-", "")[:8].upper()
    return f"{digits[:4]}-{digits[4:]}"
