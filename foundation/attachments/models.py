"""Private files, stored by digest."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .querysets import AttachmentQuerySet


class Attachment(models.Model):
    """A file somebody handed in (附件). The original is kept; what is served is re-encoded and without its traces."""

    digest = models.CharField(_("digest"), max_length=64, db_index=True)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    width = models.PositiveIntegerField(_("width"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True)
    served_digest = models.CharField(max_length=64, blank=True)
    thumbnail_digest = models.CharField(max_length=64, blank=True)
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    difference_hash = models.BigIntegerField(_("difference hash"), null=True, blank=True, db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")


class Upload(models.Model):
    """A file that comes in pieces (断点续传), over a connection that breaks. Forgotten after some days."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("file name"), max_length=200)
    metadata = models.CharField(max_length=2000, blank=True)
    length = models.PositiveIntegerField(_("size"))
    offset = models.PositiveIntegerField(_("received"), default=0)
    attachment = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    refusal = models.TextField(blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("expires at"), db_index=True)

    class Meta:
        verbose_name = _("resumable upload")
        verbose_name_plural = _("resumable uploads")
        constraints = [
            models.CheckConstraint(name="upload_within_length", condition=models.Q(offset__lte=models.F("length"))),
            models.CheckConstraint(
                name="upload_stored_when_whole",
                condition=models.Q(attachment=None) | models.Q(offset=models.F("length")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.offset}/{self.length}"

    @property
    def is_whole(self) -> bool:
        return self.offset == self.length
