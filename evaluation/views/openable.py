"""The result that a reader may open, for the pages about it."""

from typing import Any

from django.shortcuts import get_object_or_404

from ..models import Result

RELATED = ("assessment__region", "assessment__scheme", "region__parent", "organisation")


def openable_result(user: Any, pk: int) -> Result:
    """A result in the reader's places and organisations; anything else does not exist for him."""
    return get_object_or_404(Result.objects.visible_to(user).openable_by(user).select_related(*RELATED), pk=pk)
