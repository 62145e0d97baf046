"""Django's configuration of the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, their grants, sign-in."""

    name = "foundation.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
