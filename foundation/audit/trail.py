"""The only writer of the audit trail."""

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from foundation.web.requests import request_address

from .models import AuditEntry

Changes = Mapping[str, Any] | None
PIECE = 1000


class OutsideTransaction(RuntimeError):
    """An audit entry was to be written outside the transaction of the act it tells of."""


def region_of(row: models.Model) -> str:
    """The code of the region a record hangs on; empty when it hangs on none."""
    for name in ("region_id", "district_id", "code"):
        value = getattr(row, name, None)
        if isinstance(value, str) and value.isdigit() and (name != "code" or row._meta.model_name == "region"):
            return value
    return ""


def plain(values: Mapping[str, Any] | None) -> Any:
    """Values as JSON can hold them: days and moments as ISO text, decimals as text."""
    return None if values is None else {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | bool | list | dict):
        return value
    return DjangoJSONEncoder().default(value) if not isinstance(value, models.Model) else value.pk


def record(
    verb: str,
    row: models.Model,
    *,
    actor: Any,
    at: dt.datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    region: str | None = None,
) -> AuditEntry:
    """Write down an act on one record; refuses to run outside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(verb)
    return AuditEntry.objects.create(
        at=at,
        actor=actor,
        verb=verb,
        subject_type=row._meta.label_lower,
        subject_id=str(row.pk),
        region_code=region_of(row) if region is None else region,
        before=plain(before),
        after=plain(after),
        address=request_address.get(),
    )


def record_all(verb: str, rows: Iterable[tuple[models.Model, Changes, Changes]], *, actor: Any, at: dt.datetime) -> int:
    """Write down one act on many records (record, before, after), a statement for each thousand; say how many."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(verb)
    count = 0
    entries = (_entry(verb, row, actor=actor, at=at, before=before, after=after) for row, before, after in rows)
    while piece := list(islice(entries, PIECE)):
        count += len(AuditEntry.objects.bulk_create(piece))
    return count


def _entry(verb: str, row: models.Model, *, actor: Any, at: dt.datetime, before: Changes, after: Changes) -> AuditEntry:
    return AuditEntry(
        at=at,
        actor=actor,
        verb=verb,
        subject_type=row._meta.label_lower,
        subject_id=str(row.pk),
        region_code=region_of(row),
        before=plain(before),
        after=plain(after),
        address=request_address.get(),
    )
