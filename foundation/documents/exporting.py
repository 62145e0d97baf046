"""What every export does first: it writes down who takes what."""

from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from . import actions


def exported(request: HttpRequest, what: str, *, region: str = "", of: models.Model | None = None) -> None:
    """An entry in the trail with the filters of the address; it hangs on the region, else on the reader's own."""
    if not region:
        held = sorted({grant.region for grant in request.user.held if grant.region}, key=_nearest_first)
        region = (held or sorted(request.user.organisation_regions) or [""])[0][:6]
    filters = request.GET.urlencode()
    actions.export(what, actor=request.user, at=timezone.now(), region=region, filters=filters, of=of)


def _nearest_first(code: str) -> tuple[int, str]:
    """A place in a district comes before a city, a city before a province."""
    return -len(code[:6]), code
