"""Carrying stored messages out of the portal: mails gathered for each person, posts to channels."""

import datetime as dt
from collections import defaultdict
from typing import Any
from urllib.parse import urljoin

import apprise
import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.secrets import unlock

from .models import Channel, ChannelPost, Notification, Wishes

log = structlog.get_logger(__name__)
WINDOW = dt.timedelta(minutes=30)
MOST_PEOPLE = 200
MOST_LINES = 40
MOST_TRIES = 5


def deliver(*, at: dt.datetime) -> tuple[int, int]:
    """Deliver what is due; returns how many mails and posts went out. Two who deliver at once share the work."""
    return _mails(at), _channel_posts(at)


def _mails(at: dt.datetime) -> int:
    sent = 0
    for rows in _claimed(at).values():
        user = rows[0].user
        if not user.email or not user.is_active:
            _settle(rows, at)
            continue
        try:
            _mail(user, rows).send()
        except Exception:
            log.exception("a mail was not sent", user=user.pk)
            continue  # claimed: the next run but one takes it up again
        _settle(rows, at)
        sent += 1
    return sent


@transaction.atomic
def _claimed(at: dt.datetime) -> dict[int, list[Notification]]:
    """All undelivered messages of people for whom one is due, marked as being delivered; others' claims are left."""
    due = Notification.objects.due(at=at, window=WINDOW).order_by("user").values_list("user", flat=True)
    one_by_one = Wishes.objects.filter(by_email=True, digest=False).values("user")
    waiting = Notification.objects.undelivered(at=at)
    people = set(due.distinct()[:MOST_PEOPLE])
    people |= set(waiting.filter(user__in=one_by_one).values_list("user", flat=True).distinct()[:MOST_PEOPLE])
    locked = waiting.filter(user__in=people).select_related("user", "user__message_wishes")
    rows = list(locked.select_for_update(skip_locked=True, of=("self",)).order_by("user", "pk"))
    quiet = [row for row in rows if not _wants_mail(row.user)]
    _settle(quiet, at)
    gathered: dict[int, list[Notification]] = defaultdict(list)
    for row in rows:
        if _wants_mail(row.user):
            gathered[row.user_id].append(row)
    Notification.objects.filter(pk__in=[row.pk for mine in gathered.values() for row in mine]).update(claimed_at=at)
    return gathered


def _wants_mail(user: Any) -> bool:
    wishes = getattr(user, "message_wishes", None)
    return wishes is None or wishes.by_email


def _settle(rows: list[Notification], at: dt.datetime) -> None:
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(delivered_at=at)


def _mail(user: Any, rows: list[Notification]) -> EmailMessage:
    """One mail for all that is new; the same messages make the same mail, so that a repeated one is seen as such."""
    with translation.override(settings.LANGUAGE_CODE):
        first = str(rows[0])
        subject = first if len(rows) == 1 else ngettext("{n} message", "{n} messages", len(rows)).format(n=len(rows))
        lines = [f"· {row}\n  {_address(row.url)}" for row in rows[:MOST_LINES]]
        if len(rows) > MOST_LINES:
            more = len(rows) - MOST_LINES
            lines.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
        title = _("Five Creations Portal")
    body = "\n".join([*lines, "", _address("/messages/")])
    number = f"<messages-{rows[0].pk}-{rows[-1].pk}-{len(rows)}@portal>"
    return EmailMessage(f"{title}：{subject}"[:200], body, to=[user.email], headers={"Message-ID": number})


def _address(path: str) -> str:
    return urljoin(settings.PORTAL_URL, path)


def _channel_posts(at: dt.datetime) -> int:
    sent = 0
    for channel, posts in _claimed_posts(at).items():
        with translation.override(settings.LANGUAGE_CODE):
            body = "\n".join(f"{post} {_address(post.url)}" for post in posts[:MOST_LINES])
            title = _("Five Creations Portal")
        fault = told(channel, title, body)
        given_up = at if fault and max(post.tries for post in posts) + 1 >= MOST_TRIES else None
        rows = ChannelPost.objects.filter(pk__in=[post.pk for post in posts])
        for post in posts:
            post.tries += 1
        rows.update(delivered_at=None if fault else at, given_up_at=given_up, tries=posts[0].tries)
        Channel.objects.filter(pk=channel.pk).update(last_error=fault[:300])
        sent += not fault
    return sent


@transaction.atomic
def _claimed_posts(at: dt.datetime) -> dict[Channel, list[ChannelPost]]:
    waiting = ChannelPost.objects.undelivered(at=at).filter(channel__is_active=True).select_related("channel")
    rows = list(waiting.select_for_update(skip_locked=True, of=("self",)).order_by("channel", "pk")[:1000])
    ChannelPost.objects.filter(pk__in=[row.pk for row in rows]).update(claimed_at=at)
    gathered: dict[Channel, list[ChannelPost]] = defaultdict(list)
    for row in rows:
        gathered[row.channel].append(row)
    return gathered


def told(channel: Channel, title: str, body: str) -> str:
    """Say something in a channel; what went wrong, or nothing."""
    address = unlock(channel.locked_address, purpose="channel")
    if not address:
        return str(_("The address cannot be read any more. Enter it again."))
    speaker = apprise.Apprise()
    if not speaker.add(address):
        return str(_("This address is not one that messages can be sent to."))
    return "" if speaker.notify(title=title, body=body) else str(_("The channel did not take the message."))
