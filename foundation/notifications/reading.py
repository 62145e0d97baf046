"""What a reader does with his messages: open one, mark all as read."""

import datetime as dt
from typing import Any

from django.core.cache import cache

from .models import Notification

KEPT_FOR = 30
COUNT_CAP = 99


def unread_count(user: Any) -> int:
    """How many messages wait for a reader, at most one hundred; known for half a minute."""
    key = _key(user)
    count = cache.get(key)
    if count is None:
        count = Notification.objects.visible_to(user).unread().values("pk")[: COUNT_CAP + 1].count()
        cache.set(key, count, KEPT_FOR)
    return count


def mark_read(rows: Any, *, user: Any, at: dt.datetime) -> int:
    """Messages of this reader count as read from now on; those read before keep their moment."""
    changed = rows.visible_to(user).unread().update(read_at=at)
    cache.delete(_key(user))
    return changed


def _key(user: Any) -> str:
    return f"unread-messages:{user.pk}"
