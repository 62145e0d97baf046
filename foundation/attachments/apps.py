"""Django's configuration of the attachments app."""

from django.apps import AppConfig

from foundation.audit.integrity import register


class AttachmentsConfig(AppConfig):
    """Private files with digests and thumbnails."""

    name = "foundation.attachments"
    label = "attachments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The proof reads models, which have to be there first."""
        from .proof import verify

        register("files", verify)
