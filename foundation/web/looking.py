"""The administration of Django as a place to look, not to write: what is written there leaves no audit entry."""

from typing import Any

from django.contrib import admin


class Looking(admin.ModelAdmin):
    """Rows can be looked at; they are changed by actions only."""

    show_full_result_count = False
    list_per_page = 50
    ordering = ("-pk",)

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False
