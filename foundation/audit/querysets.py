"""Chainable reads of the audit trail."""

from typing import Any, Self

from django.db.models import Q, QuerySet


class AuditEntryQuerySet(QuerySet[Any]):
    """Reads of audit entries."""

    def visible_to(self, user: Any) -> Self:
        """Entries about the places this person administers, and his own deeds; in the chosen place if there is one."""
        if user.is_superuser:
            return self
        own = Q(actor_id=user.pk)
        if user.is_narrowed:
            own &= Q(region_code="") | user.region_scope("region_code")
        return self.filter(user.region_scope("region_code", roles=["admin"]) | own)

    def about(self, row: Any) -> Self:
        """The trail of one record."""
        return self.filter(subject_type=row._meta.label_lower, subject_id=str(row.pk))

    def for_list(self) -> Self:
        return self.select_related("actor").order_by("-pk")
