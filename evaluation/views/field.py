"""The inspector's pages for a phone: today's round, filling a check, looking up a site, what was filed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from foundation.web.pages import page

from ..choices import CheckState
from ..forms.field import SiteSearch
from ..forms.questions import questions, rules
from ..models import Check, Site
from ..permissions import can_check, can_inspect
from ..queries.field import (
    answers_of,
    drawn_for,
    filed_by,
    form_at,
    last_checks,
    next_of,
    round_of,
    sites_named,
    sites_near,
)


@login_required
@never_cache
@require_GET
def field(request: HttpRequest) -> HttpResponse:
    """Today's round of the signed-in inspector (今日督查)."""
    can_inspect(request.user).enforce()
    today = timezone.localdate()
    context = {"round": round_of(request.user, today), "today": today, "setup": setup_of(request), "here": "today"}
    return page(request, "evaluation/field/list.html", context)


@login_required
@never_cache
@require_GET
def field_check(request: HttpRequest, pk: int) -> HttpResponse:
    """One check: its form while it waits, what came of it once it is filed."""
    can_inspect(request.user).enforce()
    visible = Check.objects.visible_to(request.user).select_related("site__type", "site__region__parent", "inspector")
    check = get_object_or_404(visible, pk=pk)
    can_check(request.user, check.site).enforce()
    if check.state == CheckState.DRAWN:
        return _form(request, check.site, check)
    following = next_of(request.user, timezone.localdate())
    context = {"check": check, "answers": answers_of(check), "following": following, "setup": setup_of(request)}
    return page(request, "evaluation/field/result.html", context)


@login_required
@never_cache
@require_GET
def field_site(request: HttpRequest, code: str) -> HttpResponse:
    """A site by its code on the wall (二维码): today's drawn check of it, or an unplanned one."""
    can_inspect(request.user).enforce()
    visible = Site.objects.visible_to(request.user).active().select_related("type", "region__parent")
    site = get_object_or_404(visible, code=code)
    can_check(request.user, site).enforce()
    drawn = drawn_for(request.user, site, timezone.localdate())
    if drawn is not None:
        return redirect("evaluation:field-check", drawn.pk)
    return _form(request, site, None)


@login_required
@never_cache
@require_GET
def field_sites(request: HttpRequest) -> HttpResponse:
    """Looking up a site for an unplanned check, by name or nearby."""
    can_inspect(request.user).enforce()
    search = SiteSearch(request.GET)
    asked, sites = search.cleaned(), Site.objects.visible_to(request.user)
    found = None
    if asked["q"]:
        found = sites_named(sites, asked["q"])
    elif asked["longitude"] is not None and asked["latitude"] is not None:
        found = sites_near(sites, asked["longitude"], asked["latitude"])
    context = {"search": search, "asked": asked, "found": found, "setup": setup_of(request), "here": "today"}
    return page(request, "evaluation/field/sites.html", context)


@login_required
@never_cache
@require_GET
def field_mine(request: HttpRequest) -> HttpResponse:
    """What waits on this phone, what was filed, and one's own settings (我的)."""
    can_inspect(request.user).enforce()
    filed = filed_by(request.user, timezone.localdate())
    context = {"filed": filed, "setup": setup_of(request), "here": "mine"}
    return page(request, "evaluation/field/mine.html", context)


def _form(request: HttpRequest, site: Site, check: Check | None) -> HttpResponse:
    form, today = form_at(site), timezone.localdate()
    setup = setup_of(request) | {
        "check": check and check.pk,
        "site": {"code": site.code, "name": str(site)},
        "items": rules(form) if form else [],
    }
    context = {
        "site": site,
        "check": check,
        "moved": check is not None and check.on != today,
        "questions": questions(form) if form else [],
        "last": last_checks({site.pk}, before=today).get(site.pk),
        "setup": setup,
    }
    return page(request, "evaluation/field/form.html", context)


def setup_of(request: HttpRequest) -> dict[str, Any]:
    """What the scripts of these pages start from."""
    return {
        "user": request.user.pk,
        "urls": {
            "list": reverse("evaluation:field"),
            "mine": reverse("evaluation:field-mine"),
            "check": reverse("evaluation:field-check", args=[0]),
            "site": reverse("evaluation:field-site", args=["0"]),
            "signIn": reverse("account_login"),
            "submissions": reverse("check-submission"),
            "attachments": reverse("attachment-list"),
        },
    }
