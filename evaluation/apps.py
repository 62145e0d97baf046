"""Django's configuration of the evaluation app."""

from django.apps import AppConfig

from .states import register_all


class EvaluationConfig(AppConfig):
    """The four ones."""

    name = "evaluation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Templates learn how the states look, imports what can be read; both need the models to be there."""
        from . import imports

        register_all()
        imports.register_all()
