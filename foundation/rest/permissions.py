"""A permission question of ours, asked as DRF asks it."""

from collections.abc import Callable
from typing import Any

from rest_framework.permissions import BasePermission

from foundation.decisions import Decision


def decided_by(question: Callable[[Any, Any], Decision]) -> type[BasePermission]:
    """A DRF permission over a ``can_…(user, row)``; its reason becomes the detail of the 403."""

    class Decided(BasePermission):
        """Yes, or no with the reason of the question."""

        def has_object_permission(self, request: Any, view: Any, row: Any) -> bool:
            decision = question(request.user, row)
            self.message = decision.reason
            return decision.allowed

    return Decided
