"""Choosing the grant in whose place one works; kept in the session, gone with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.urls import resolve
from django.utils.http import urlsplit
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.middleware import CHOSEN
from foundation.accounts.models import Grant
from foundation.web.addresses import back

DIGITS = 18


@login_required
@require_POST
def choose_scope(request: HttpRequest) -> HttpResponse:
    """Pages, counts and lists show the place of one grant of one's own, or again of all of them."""
    wanted = request.POST.get("grant", "")
    if wanted.isascii() and wanted.isdigit() and len(wanted) <= DIGITS:
        own = {grant.grant for grant in request.user.every_grant}
        grant = get_object_or_404(Grant.objects.select_related("region", "organisation"), pk=wanted, pk__in=own)
        request.session[CHOSEN] = grant.pk
        text = _("You now work as {role} in {place}. Everything else is hidden until you choose all roles again.")
        place = grant.region or grant.organisation
        messages.success(request, text.format(role=grant.get_role_display(), place=place))
    else:
        request.session.pop(CHOSEN, None)
        messages.success(request, _("You work with all your roles again."))
    return redirect(_page_that_is_still_there(request))


def _page_that_is_still_there(request: HttpRequest) -> str:
    """A list one came from, without its filters; the desk in the place of a record that may be out of sight now."""
    path = urlsplit(back(request)).path
    try:
        return resolve_url("portal:desk") if path == "/" or resolve(path).kwargs else path
    except Http404:
        return resolve_url("portal:desk")
