"""Django's configuration of the imports app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Reading spreadsheets: all errors at once, whole or not at all."""

    name = "foundation.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"
