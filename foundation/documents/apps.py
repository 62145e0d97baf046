"""Django's configuration of the documents app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Workbooks and official Word documents."""

    name = "foundation.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
