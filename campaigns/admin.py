"""The five creations in the administration of Django."""

from django.contrib import admin

from foundation.web.looking import Looking

from .models import BoardEntry, Decision, Group, Meeting, MeetingKind, ProgressReport, ReportTemplate


@admin.register(BoardEntry, Group, MeetingKind, Meeting, Decision, ProgressReport, ReportTemplate)
class RecordAdmin(Looking):
    """Records, by what they call themselves."""
