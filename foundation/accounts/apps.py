"""Django's configuration of the accounts app."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, their grants, sign-in."""

    name = "foundation.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The description of the API learns of tokens, and `check --deploy` of the second factor."""
        import_module("foundation.accounts.schema")
        import_module("foundation.accounts.checks")
