"""Chainable reads of attachments."""

from typing import Any, Self

from django.db.models import QuerySet


class AttachmentQuerySet(QuerySet[Any]):
    """Reads of attachments. Who may read a file is known only to the record that holds it."""

    def visible_to(self, user: Any) -> Self:
        """Files this person handed in; the owner of a file opens it to others."""
        return self if user.is_superuser else self.filter(uploaded_by_id=user.pk)
