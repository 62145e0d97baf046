"""Django's configuration of the calendars app."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """The working calendar, year by year."""

    name = "foundation.calendars"
    label = "calendars"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Templates learn how the states look."""
        from .states import register_all

        register_all()
