"""A reader's messages and what he wants to get outside the portal."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.web.pages import page, paginate

from .. import actions, reading
from ..forms import WishesForm
from ..models import Notification, Wishes


@login_required
@require_GET
def message_list(request: HttpRequest) -> HttpResponse:
    """One's messages, the latest first; the unread ones unless all are asked for."""
    mine, everything = Notification.objects.visible_to(request.user), "all" in request.GET
    unread = reading.unread_count(request.user)
    rows = mine if everything else mine.unread()
    context = {
        "rows": paginate(request, rows.order_by("-created_at", "-pk"), by="key"),
        "title": ngettext("{n} unread message", "{n} unread messages", unread).format(n=unread)
        if unread
        else _("Everything is read"),
        "unread": unread,
        "tabs": _tabs(everything, unread),
        "now": timezone.now(),
    }
    return page(request, "foundation/notifications/list.html", context, fragment="foundation/notifications/_rows.html")


@login_required
@require_POST
def message_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to what a message is about; it counts as read."""
    row = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    reading.mark_read(Notification.objects.filter(pk=row.pk), user=request.user, at=timezone.now())
    is_ours = url_has_allowed_host_and_scheme(row.url, allowed_hosts=None)
    return HttpResponseRedirect(row.url if row.url and is_ours else reverse("notifications:messages"))


@login_required
@require_POST
def message_read_all(request: HttpRequest) -> HttpResponse:
    """All of one's messages count as read."""
    reading.mark_read(Notification.objects.all(), user=request.user, at=timezone.now())
    return redirect("notifications:messages")


@login_required
@require_http_methods(["GET", "POST"])
def message_settings(request: HttpRequest) -> HttpResponse:
    """By e-mail or not, gathered or one by one."""
    wishes = Wishes.objects.filter(user=request.user.pk).first() or Wishes(user=request.user)
    form = WishesForm(request.POST or None, instance=wishes)
    if request.method == "POST":
        given = {name: name in request.POST for name in ("by_email", "digest")}
        actions.choose(**given, actor=request.user, at=timezone.now())
        messages.success(request, _("Your message settings are kept."))
        return redirect("notifications:settings")
    return page(request, "foundation/notifications/settings.html", {"form": form})


def _tabs(everything: bool, unread: int) -> list[dict[str, Any]]:
    address = reverse("notifications:messages")
    return [
        {"label": _("Unread"), "url": address, "current": not everything, "count": unread},
        {"label": _("All"), "url": f"{address}?all=1", "current": everything, "count": None},
    ]
