"""Django's configuration of the audit app."""

from django.apps import AppConfig

from .integrity import register


class AuditConfig(AppConfig):
    """What was done, by whom, when; append-only and sealed."""

    name = "foundation.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The proof reads models, which have to be there first."""
        from .proof import verify

        register("audit", verify)
