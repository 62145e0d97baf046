"""Django's configuration of the notifications app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Messages to people, stored now and delivered after commit."""

    name = "foundation.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"
