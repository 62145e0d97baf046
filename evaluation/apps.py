"""Django's configuration of the evaluation app."""

from django.apps import AppConfig

from .states import register_all


class EvaluationConfig(AppConfig):
    """The four ones."""

    name = "evaluation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Templates learn how the states look."""
        register_all()
