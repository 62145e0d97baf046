"""Django's configuration of the campaigns app."""

from django.apps import AppConfig

from .states import register_all


class CampaignsConfig(AppConfig):
    """The five creations."""

    name = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Looks of states and the sources of figures are made known."""
        from . import metrics

        register_all()
        metrics.register_all()
