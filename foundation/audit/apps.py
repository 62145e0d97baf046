"""Django's configuration of the audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """What was done, by whom, when; append-only and sealed."""

    name = "foundation.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
