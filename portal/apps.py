"""Django's configuration of the portal app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The roof."""

    name = "portal"
    default_auto_field = "django.db.models.BigAutoField"
