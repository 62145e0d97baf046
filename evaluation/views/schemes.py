"""How months are scored: the schemes in force, in words and numbers."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from foundation.web.pages import page

from ..models import Scheme


@login_required
@require_GET
def scheme_list(request: HttpRequest) -> HttpResponse:
    """Every scheme that is or was in force where the reader works, the newest first."""
    rows = Scheme.objects.visible_to(request.user).for_list()
    return page(request, "evaluation/schemes/list.html", {"schemes": rows})
