"""Message settings of a reader and channels of organisations: choose, add, change."""

import datetime as dt
from typing import Any

from django.db import transaction

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.secrets import lock

from .models import Channel, Wishes
from .permissions import can_manage_channels


@transaction.atomic
def choose(*, by_email: bool, digest: bool, actor: Any, at: dt.datetime) -> Wishes:
    """What somebody wants to get outside the portal (消息设置)."""
    wishes, _is_new = Wishes.objects.update_or_create(user=actor, defaults={"by_email": by_email, "digest": digest})
    record("message_settings.change", wishes, actor=actor, at=at, after={"by_email": by_email, "digest": digest})
    return wishes


@transaction.atomic
def keep_channel(channel: Channel, *, address: str, actor: Any, at: dt.datetime) -> Channel:
    """Add a channel or change it (设置消息通道); without an address the one it has stays."""
    can_manage_channels(actor, channel.organisation).enforce()
    is_new = channel.pk is None
    if address:
        channel.locked_address, channel.last_error = lock(address, purpose="channel"), ""
    checked(channel)
    channel.save()
    after = {"name": channel.name, "organisation": channel.organisation_id, "in_use": channel.is_active}
    region = channel.organisation.region_id
    record(f"channel.{'add' if is_new else 'change'}", channel, actor=actor, at=at, after=after, region=region)
    return channel
