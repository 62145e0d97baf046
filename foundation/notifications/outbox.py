"""The one way to tell people something: stored in the transaction of the act, delivered after it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from foundation.jobs.queueing import after_commit
from foundation.organisations.models import Organisation

from .kinds import kind as known_kind
from .models import Channel, ChannelPost, Notification

DELIVER = "foundation.notifications.tasks.deliver_messages"
PIECE = 2000


class OutsideTransaction(RuntimeError):
    """A message was to be stored outside the transaction of the act it tells of."""


def notify(
    users: Iterable[Any],
    kind: str,
    *,
    values: Mapping[str, str],
    url: str,
    at: dt.datetime,
    region: str = "",
    organisation: Organisation | int | None = None,
) -> int:
    """Store one message of a kind for each of the people, and for the channels of the organisation; how many people.

    ``values`` are texts for the places of the kind's title; ``users`` are people or a queryset of them.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(kind)
    missing = known_kind(kind).wanted - set(values)
    if missing:
        raise ValueError(f"{kind} lacks {', '.join(sorted(missing))}")
    told = {"kind": kind, "values": dict(values), "url": url, "created_at": at}
    rows = [Notification(user_id=pk, region_code=region, **told) for pk in sorted({user.pk for user in users})]
    Notification.objects.bulk_create(rows, batch_size=PIECE)
    posts = _posts(kind, organisation, told)
    if rows or posts:
        after_commit(DELIVER)
    return len(rows)


def _posts(kind: str, organisation: Any, told: dict[str, Any]) -> list[ChannelPost]:
    if organisation is None:
        return []
    wanting = Channel.objects.active().filter(Q(kinds=[]) | Q(kinds__contains=[kind]), organisation=organisation)
    return ChannelPost.objects.bulk_create([ChannelPost(channel=channel, **told) for channel in wanting])
