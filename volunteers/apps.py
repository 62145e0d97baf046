"""Django's configuration of the volunteers app."""

from django.apps import AppConfig


class VolunteersConfig(AppConfig):
    """Volunteer service."""

    name = "volunteers"
    default_auto_field = "django.db.models.BigAutoField"
