"""The audit trail in the administration of Django."""

from django.contrib import admin

from foundation.web.looking import Looking

from .models import AuditBlock, AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(Looking):
    """Entries."""

    list_display = ("at", "actor", "verb", "subject_type", "subject_id", "region_code")
    list_select_related = ("actor",)


@admin.register(AuditBlock)
class AuditBlockAdmin(Looking):
    """Blocks."""

    list_display = ("pk", "sealed_at", "entry_count", "hash")
