"""Django's configuration of the metrics app."""

from django.apps import AppConfig


class MetricsConfig(AppConfig):
    """The registry of figures."""

    name = "foundation.metrics"
    label = "metrics"
    default_auto_field = "django.db.models.BigAutoField"
