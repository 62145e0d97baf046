"""Django's configuration of the campaigns app."""

from django.apps import AppConfig

from .states import register_all


class CampaignsConfig(AppConfig):
    """The five creations."""

    name = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Templates learn how the states look."""
        register_all()
