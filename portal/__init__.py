"""The roof: settings, addresses, timetable, and pages that span packages."""

from .celery import app as celery_app

__all__ = ["celery_app"]
