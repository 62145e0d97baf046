"""Messages to people, channels of organisations, and what each wants to get."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation

from .kinds import text_of
from .querysets import ChannelPostQuerySet, ChannelQuerySet, NotificationQuerySet


class Notification(models.Model):
    """One message to one person (消息); it is there whether or not a mail of it arrives."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(_("kind"), max_length=40)
    values = models.JSONField(_("values"), default=dict)
    url = models.CharField(_("address"), max_length=300, blank=True)
    region_code = models.CharField(_("region"), max_length=12, blank=True)
    created_at = models.DateTimeField(_("sent at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="notification_of_user"),
            models.Index(fields=["user"], name="notification_unread", condition=Q(read_at=None)),
            models.Index(fields=["created_at"], name="notification_undelivered", condition=Q(delivered_at=None)),
        ]

    def __str__(self) -> str:
        return text_of(self.kind, self.values)


class Wishes(models.Model):
    """What somebody wants to get outside the portal (消息设置); nothing is on record until he changes it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="message_wishes"
    )
    by_email = models.BooleanField(_("by e-mail"), default=True)
    digest = models.BooleanField(_("gathered, not one by one"), default=True)

    class Meta:
        verbose_name = _("message settings")
        verbose_name_plural = _("message settings")

    def __str__(self) -> str:
        return str(self.user_id)


class Channel(models.Model):
    """Where an organisation is told besides (消息通道): a group of WeCom, DingTalk or Feishu, a mailbox."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="channels"
    )
    name = models.CharField(_("name"), max_length=60)
    locked_address = models.TextField(editable=False)
    kinds = ArrayField(models.CharField(max_length=40), verbose_name=_("kinds of messages"), default=list, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    last_error = models.CharField(_("last fault"), max_length=300, blank=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="channel_name_once")]

    def __str__(self) -> str:
        return self.name


class ChannelPost(models.Model):
    """One message to one channel (通道消息)."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="posts")
    kind = models.CharField(_("kind"), max_length=40)
    values = models.JSONField(_("values"), default=dict)
    url = models.CharField(_("address"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("sent at"))
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = ChannelPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel message")
        verbose_name_plural = _("channel messages")
        indexes = [
            models.Index(
                fields=["created_at"],
                name="channel_post_waiting",
                condition=Q(delivered_at=None, given_up_at=None),
            )
        ]

    def __str__(self) -> str:
        return text_of(self.kind, self.values)
