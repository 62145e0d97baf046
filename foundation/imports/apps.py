"""Django's configuration of the imports app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import pgettext_lazy

from foundation.web.states import Look, register


class ImportsConfig(AppConfig):
    """Reading spreadsheets: all errors at once, whole or not at all."""

    name = "foundation.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every package tells in its ``import_kinds`` what can be imported into it."""
        register(
            "importjob",
            {
                "queued": Look(pgettext_lazy("import", "Waiting"), "clock", "grey"),
                "running": Look(pgettext_lazy("import", "Being imported"), "loader", "blue"),
                "done": Look(pgettext_lazy("import", "Imported"), "circle-check", "green"),
                "refused": Look(pgettext_lazy("import", "Not imported"), "alert-circle", "alarm"),
                "failed": Look(pgettext_lazy("import", "Broken off"), "circle-x", "alarm"),
            },
        )
        autodiscover_modules("import_kinds")
