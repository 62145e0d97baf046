"""Django's configuration of the notifications app."""

from importlib import import_module

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Messages to people, stored now and delivered after commit."""

    name = "foundation.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A reset of the second factor is told to whom it concerns."""
        import_module("foundation.notifications.second_factor").register_all()
