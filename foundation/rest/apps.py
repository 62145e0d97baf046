"""Django's configuration of the rest app."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    """What every endpoint shares."""

    name = "foundation.rest"
    label = "rest"
    default_auto_field = "django.db.models.BigAutoField"
