"""Django's configuration of the attachments app."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Private files with digests and thumbnails."""

    name = "foundation.attachments"
    label = "attachments"
    default_auto_field = "django.db.models.BigAutoField"
