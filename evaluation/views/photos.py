"""Photos of checks, for whoever sees the check or took the photo."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from foundation.attachments.streaming import Variant, stream

from ..queries.photos import photos_seen_by


@login_required
@require_GET
def photo(request: HttpRequest, pk: int, variant: Variant = "served") -> FileResponse:
    """One photo as it was drawn anew, or its small picture."""
    return stream(get_object_or_404(photos_seen_by(request.user), pk=pk), variant)
