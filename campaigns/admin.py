"""The five creations in the administration of Django."""

from django.contrib import admin

from foundation.web.looking import Looking

from .models import (
    ActionOrder,
    ActionTask,
    BoardEntry,
    Decision,
    Group,
    JointCampaign,
    Meeting,
    MeetingKind,
    Pairing,
    ProgressReport,
    ReportTemplate,
    SpecialAction,
    SupportRecord,
)


@admin.register(
    BoardEntry,
    Group,
    MeetingKind,
    Meeting,
    Decision,
    ProgressReport,
    ReportTemplate,
    ActionOrder,
    ActionTask,
    JointCampaign,
    Pairing,
    SpecialAction,
    SupportRecord,
)
class RecordAdmin(Looking):
    """Records, by what they call themselves."""
