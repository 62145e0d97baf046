"""Django's configuration of the organisations app."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Regions of the administrative tree; organisations that answer for something."""

    name = "foundation.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
