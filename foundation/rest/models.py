"""Calls that were answered already, so that repeating one does nothing twice."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class IdempotentCall(models.Model):
    """The first answer to an unsafe call that carried an ``Idempotency-Key`` (幂等调用). Kept a few days."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    call_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("repeatable call")
        verbose_name_plural = _("repeatable calls")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="call_once_per_key")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"
