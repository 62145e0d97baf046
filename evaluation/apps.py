"""Django's configuration of the evaluation app."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """The four ones."""

    name = "evaluation"
    default_auto_field = "django.db.models.BigAutoField"
