"""Django's configuration of the web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """What every page shares."""

    name = "foundation.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
