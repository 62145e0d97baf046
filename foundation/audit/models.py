"""The audit trail: entries, and the blocks that seal them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .querysets import AuditEntryQuerySet


class AuditEntry(models.Model):
    """Who did what to which record, when (审计记录). Append-only: the database refuses changes."""

    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("actor"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    verb = models.CharField(_("what"), max_length=60)
    subject_type = models.CharField(_("kind of record"), max_length=60)
    subject_id = models.CharField(_("record"), max_length=40)
    region_code = models.CharField(_("region"), max_length=12, blank=True)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    address = models.GenericIPAddressField(_("address"), null=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_subject"),
            models.Index(
                fields=["region_code", "id"], name="audit_region", opclasses=["varchar_pattern_ops", "int8_ops"]
            ),
            models.Index(fields=["actor", "id"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_type} {self.subject_id}"


class AuditBlock(models.Model):
    """A minute's entries under one hash, chained to the block before it (审计封存块)."""

    sealed_at = models.DateTimeField(_("sealed at"))
    entry_count = models.PositiveIntegerField(_("entries"))
    settled_id = models.BigIntegerField(editable=False)
    previous_hash = models.CharField(_("hash before"), max_length=64, unique=True)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("audit block")
        verbose_name_plural = _("audit blocks")

    def __str__(self) -> str:
        return f"{self.pk} · {self.hash[:12]}"


class AuditSeal(models.Model):
    """Which block holds an entry, and the entry's own hash (封存关系)."""

    entry = models.OneToOneField(AuditEntry, primary_key=True, on_delete=models.PROTECT, related_name="seal")
    block = models.ForeignKey(AuditBlock, on_delete=models.PROTECT, related_name="seals")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("audit seal")
        verbose_name_plural = _("audit seals")

    def __str__(self) -> str:
        return f"{self.entry_id} in {self.block_id}"
