"""Runs of the timetable in the administration of Django; the timetable itself is edited beside them."""

from django.contrib import admin

from foundation.web.looking import Looking

from .models import JobRun


@admin.register(JobRun)
class JobRunAdmin(Looking):
    """Runs."""

    list_display = ("task", "region_code", "period", "state", "started_at", "finished_at", "outcome")
    list_filter = ("task", "state")
