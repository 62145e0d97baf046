"""The one way to tell people something: stored in the transaction of the act, delivered after it."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from foundation.jobs.queueing import after_commit
from foundation.organisations.models import Organisation
from foundation.periods import Period
from foundation.web.moments import period as in_words
from foundation.web.moments import written_day, written_moment

from .kinds import kind as known_kind
from .models import Channel, ChannelPost, Notification

DELIVER = "foundation.notifications.tasks.deliver_messages"
PIECE = 2000
EACH = """
    INSERT INTO notifications_notification (user_id, kind, "values", url, region_code, created_at)
    SELECT person.pk, %(kind)s, person.said::jsonb, %(url)s, %(region)s, %(created_at)s
    FROM unnest(%(users)s::bigint[], %(values)s::text[]) AS person(pk, said)
"""


class OutsideTransaction(RuntimeError):
    """A message was to be stored outside the transaction of the act it tells of."""


def notify(
    users: Iterable[Any],
    kind: str,
    *,
    values: Mapping[str, Any],
    url: str,
    at: dt.datetime,
    region: str = "",
    organisation: Organisation | int | None = None,
) -> int:
    """Store one message of a kind for each of the people, and for the channels of the organisation; how many people.

    ``values`` are for the places of the kind's title: texts, periods, days, moments, or rows that may have an English
    name too;
    ``users`` are people or a queryset of them.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(kind)
    missing = known_kind(kind).wanted - set(values)
    if missing:
        raise ValueError(f"{kind} lacks {', '.join(sorted(missing))}")
    told = {"kind": kind, "values": _stored(values), "url": url, "created_at": at}
    rows = [Notification(user_id=pk, region_code=region, **told) for pk in sorted({user.pk for user in users})]
    Notification.objects.bulk_create(rows, batch_size=PIECE)
    posts = _posts(kind, organisation, told)
    if rows or posts:
        after_commit(DELIVER)
    return len(rows)


def notify_each(
    people: Iterable[tuple[int, Mapping[str, Any]]],
    kind: str,
    *,
    url: str,
    at: dt.datetime,
    region: str = "",
    organisations: Mapping[int, Mapping[str, Any]] | None = None,
) -> int:
    """Store one message of a kind for each person, each with his own values, and for the channels of organisations.

    For what is told to thousands at once: people and organisations by their keys, a few statements for all of them.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(kind)
    told = {"kind": kind, "url": url, "created_at": at}
    rows = [(pk, json.dumps(_stored(values))) for pk, values in people]
    if rows:
        with transaction.get_connection().cursor() as cursor:
            cursor.execute(
                EACH, told | {"region": region, "users": [r[0] for r in rows], "values": [r[1] for r in rows]}
            )
    wanting = Channel.objects.active().filter(Q(kinds=[]) | Q(kinds__contains=[kind]))
    posts = [
        ChannelPost(channel=channel, values=_stored(organisations[channel.organisation_id]), **told)
        for channel in (wanting if organisations else ())
        if organisations and channel.organisation_id in organisations
    ]
    ChannelPost.objects.bulk_create(posts, batch_size=PIECE)
    if rows or posts:
        after_commit(DELIVER)
    return len(rows)


def _stored(values: Mapping[str, Any]) -> dict[str, str]:
    """Values as texts, in both languages where they have two: each reader sees his own."""
    stored = {}
    for name, value in values.items():
        own, english = _in_both(value)
        stored |= {name: own} | ({f"{name}_en": english} if english else {})
    return stored


def _in_both(value: Any) -> tuple[str, str]:
    if isinstance(value, Period):
        return in_words(value, "zh-hans"), in_words(value, "en")
    if isinstance(value, dt.datetime):
        return written_moment(value, "zh-hans"), written_moment(value, "en")
    if isinstance(value, dt.date):
        return written_day(value, "zh-hans"), written_day(value, "en")
    return (value.name, value.name_en) if hasattr(value, "name_en") else (str(value), "")


def _posts(kind: str, organisation: Any, told: dict[str, Any]) -> list[ChannelPost]:
    if organisation is None:
        return []
    wanting = Channel.objects.active().filter(Q(kinds=[]) | Q(kinds__contains=[kind]), organisation=organisation)
    return ChannelPost.objects.bulk_create([ChannelPost(channel=channel, **told) for channel in wanting])
