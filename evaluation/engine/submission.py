"""Submissions against the database: what they are held against, and putting them on record."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import msgspec
from django.db import connection

from foundation.attachments.models import Attachment
from foundation.web.requests import request_address

from ..choices import Severity
from ..scoring.items import Judgement
from ..scoring.numbers import published
from .submission_judging import Judged, flags_of
from .submission_shapes import SentCheck
from .submission_sql import PLANNING, PREPARED

if TYPE_CHECKING:
    from ..queries.forms import Form

_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows of a submission before it is taken."""

    n: int
    prior: int | None
    prior_inspector: int | None
    prior_score: Decimal | None
    prior_state: str | None
    site: int | None
    type: int | None
    region_id: str | None
    district_id: str | None
    organisation_id: int | None
    site_state: str | None
    longitude: float | None
    latitude: float | None
    check: int | None
    check_state: str | None
    check_site: int | None
    check_inspector: int | None
    check_on: dt.date | None
    system: int | None

    @property
    def position(self) -> tuple[float, float] | None:
        return None if self.longitude is None or self.latitude is None else (self.longitude, self.latitude)


@dataclass(frozen=True, slots=True)
class Ready:
    """A submission that may be written."""

    known: Known
    judged: Judged
    form: "Form"


def read(sent: Sequence[SentCheck]) -> list[Known]:
    """What each submission is held against, in one statement."""
    asked = [
        {"n": n, "client_id": one.client_id, "site": one.site, "check_id": one.check} for n, one in enumerate(sent)
    ]
    return [Known(*row) for row in _execute("portal_submission_read", [_json(asked)])]


def own_photos(photos: Iterable[int], *, owner: int) -> set[int]:
    """Those of the photos that this person handed in."""
    asked = set(photos)
    if not asked:
        return set()
    images = Attachment.objects.filter(pk__in=asked, uploaded_by_id=owner, content_type__startswith="image/")
    return set(images.values_list("pk", flat=True))


def record(ready: Sequence[Ready], *, actor: int, at: dt.datetime) -> dict[int, tuple[int, tuple[int, ...]]]:
    """Write checks, items, photos, problems, findings, running sums, questions and audit entries in one statement.

    Returns check and problems by the number of the submission; one that is missing came second. No two of
    ``ready`` may be of one site.
    """
    checks, answers, photos, failing, flags = [], [], [], [], []
    for one in ready:
        checks.append(_check(one))
        flags += [
            {"n": one.known.n, "kind": str(kind), "detail": detail}
            for kind, detail in flags_of(one.judged, one.known.position).items()
        ]
        sent_items = {item.item: item for item in one.judged.sent.items}
        for judgement, item in zip(one.judged.judgements, one.form.items, strict=True):
            sent = sent_items[item.code]
            answers.append(_answer(one.known.n, item.pk, judgement, sent.note or ""))
            for position, photo in enumerate(dict.fromkeys(sent.photos or ())):
                photos.append({"n": one.known.n, "indicator_id": item.pk, "attachment_id": photo, "position": position})
            if judgement.failed:
                failing.append(
                    {
                        "n": one.known.n,
                        "indicator_id": item.pk,
                        "code": item.code,
                        "severity": item.severity or Severity.NORMAL.value,
                        "description": (sent.note or "").strip() or item.name,
                        "note": sent.note or "",
                    }
                )
    parts = [_json(part) for part in (checks, answers, photos, failing, flags)]
    name = "portal_submission_write" if photos or failing or flags else "portal_submission_write_plain"
    rows = _execute(name, [*parts, actor, at, request_address.get()])
    return {n: (check, tuple(problems)) for n, check, problems in rows}


def _check(one: Ready) -> Mapping[str, Any]:
    known, judged, position = one.known, one.judged, one.judged.sent.position
    score = judged.score.score
    planned = known.check is not None
    before = {"state": "drawn", "inspector": known.check_inspector, "on": known.check_on} if planned else None
    return {
        "n": known.n,
        "check_id": known.check,
        "site_id": known.site,
        "district_id": known.district_id,
        "region_id": known.region_id,
        "organisation_id": known.organisation_id,
        "day": judged.on,
        "month": judged.on.replace(day=1),
        "system_id": known.system,
        "client_id": judged.sent.client_id,
        "started_at": judged.started_at,
        "finished_at": judged.finished_at,
        "longitude": position and round(position.longitude, 6),
        "latitude": position and round(position.latitude, 6),
        "accuracy": position and position.accuracy and min(round(position.accuracy, 1), 999_999),
        "earned": judged.score.earned,
        "possible": judged.score.possible,
        "score": score,
        "remark": judged.sent.remark or "",
        "before": before,
        "after": {
            "state": "submitted",
            "score": None if score is None else str(published(score)),
            "on": judged.on,
            "failed": sum(judgement.failed for judgement in judged.judgements),
        },
    }


def _answer(n: int, indicator: int, judgement: Judgement, note: str) -> Mapping[str, Any]:
    answer = judgement.answer
    return {
        "n": n,
        "indicator_id": indicator,
        "option": answer.option or "",
        "count": answer.count,
        "value": answer.value,
        "na": answer.na,
        "earned": judgement.earned,
        "possible": judgement.possible,
        "failed": judgement.failed,
        "note": note,
    }


def _json(rows: Any) -> str:
    return msgspec.json.encode(rows).decode()


def _execute(name: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    connection.ensure_connection()
    done = _prepared.setdefault(connection.connection, set())
    with connection.cursor() as cursor:
        if name not in done:
            types, statement = PREPARED[name]
            cursor.execute(f"SET plan_cache_mode = force_generic_plan; PREPARE {name} ({types}) AS {statement}")
            done.add(name)
        cursor.execute(f"{PLANNING} EXECUTE {name} ({', '.join(['%s'] * len(values))})", values)
        return cursor.fetchall()
