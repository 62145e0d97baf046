"""What every export does first: it writes down who takes what."""

from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from foundation.documents import actions as documents


def exported(request: HttpRequest, what: str, *, region: str = "", of: models.Model | None = None) -> None:
    """An entry in the trail with the filters of the address; it hangs on the region, else on the reader's own."""
    if not region:
        held = sorted(grant.region for grant in request.user.held if grant.region)
        region = held[0] if held else next(iter(sorted(request.user.organisation_regions)), "")
    filters = request.GET.urlencode()
    documents.export(what, actor=request.user, at=timezone.now(), region=region, filters=filters, of=of)
