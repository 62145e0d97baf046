"""Django's configuration of the campaigns app."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """The five creations."""

    name = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"
