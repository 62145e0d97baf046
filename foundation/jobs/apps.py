"""Django's configuration of the jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Runs of the timetable: when, how long, with what result."""

    name = "foundation.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Templates learn how the states look; their words stand beside the model, which has to be there first."""
        from .states import register_all

        register_all()
