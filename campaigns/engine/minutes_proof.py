"""Proving that issued minutes say what they said when they were issued."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from copy import copy
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from foundation.audit.integrity import Fact

from ..choices import ISSUED_MINUTES
from ..models import Meeting, ReplacedMinutes
from . import minutes_serials

PARTS = ("items", "attendees", "decisions__supporters", "replaced")
CHUNK = 200


def digest_of(meeting: Meeting, points: Any = None) -> str:
    """One digest over everything that stands in the minutes; what becomes of a decision later is not part of them."""
    head = [getattr(meeting, name) for name in ("region_id", "kind_id", "year", "serial", "title", "place", "chair")]
    told = [
        [*head, meeting.starts_at.astimezone(dt.UTC)],
        points_of(meeting) if points is None else points,
        _rows(meeting.attendees.all(), "pk", "organisation_id", "user_id", "name", "office", "presence", "stand_in"),
        _rows(meeting.decisions.all(), "position", "text", "organisation_id", "first_due_on"),
    ]
    beside = sorted([row.position, one.pk] for row in meeting.decisions.all() for one in row.supporters.all())
    if beside:
        told.append(beside)
    text = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def points_of(meeting: Meeting) -> list[list[Any]]:
    """The points with what the minutes say about each, in their order."""
    return _rows(meeting.items.all(), "position", "title", "organisation_id", "minutes")


def as_replaced(meeting: Meeting, row: ReplacedMinutes) -> Meeting:
    """The meeting with the head that its replaced minutes had; never saved."""
    then = copy(meeting)
    then.title, then.place, then.chair, then.version = row.title, row.place, row.chair, row.version
    then.signed_at = row.issued_at
    return then


def verify(*, at: dt.datetime) -> Iterator[Fact]:
    """Numbers without gaps, and every issued text as it was."""
    yield from minutes_serials.verify(at=at)
    count, changed = 0, []
    rows = Meeting.objects.filter(state__in=ISSUED_MINUTES).prefetch_related(*PARTS).order_by("pk")
    for meeting in rows.iterator(chunk_size=CHUNK):
        count += 1
        if digest_of(meeting) != meeting.digest:
            changed.append(meeting.pk)
        for row in meeting.replaced.all():
            count += 1
            if digest_of(as_replaced(meeting, row), row.points) != row.digest:
                changed.append(meeting.pk)
    yield Fact("issued minutes", f"{count} looked at")
    yield Fact("minutes changed after they were issued", ", ".join(map(str, changed[:5])) or "none", not changed)


def _rows(rows: Any, order: str, *names: str) -> list[list[Any]]:
    return [
        [getattr(row, name) for name in (order, *names)] for row in sorted(rows, key=lambda row: getattr(row, order))
    ]
