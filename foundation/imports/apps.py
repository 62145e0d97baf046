"""Django's configuration of the imports app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ImportsConfig(AppConfig):
    """Reading spreadsheets: all errors at once, whole or not at all."""

    name = "foundation.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every package tells in its ``import_kinds`` what can be imported into it."""
        autodiscover_modules("import_kinds")
