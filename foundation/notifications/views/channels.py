"""Channels by which organisations are told besides."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.web.pages import page, paginate

from .. import actions
from ..delivering import told
from ..forms import ChannelForm
from ..models import Channel
from ..permissions import can_manage_channels


@login_required
@require_GET
def channel_list(request: HttpRequest) -> HttpResponse:
    """Channels of the organisations in reach."""
    can_manage_channels(request.user).enforce()
    rows = Channel.objects.visible_to(request.user).select_related("organisation").order_by("organisation__code", "pk")
    return page(request, "foundation/notifications/channels.html", {"channels": paginate(request, rows)})


@login_required
@require_http_methods(["GET", "POST"])
def channel_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Add a channel, or change one."""
    row = get_object_or_404(Channel.objects.visible_to(request.user), pk=pk) if pk else Channel()
    can_manage_channels(request.user, row.organisation if pk else None).enforce()
    form = ChannelForm(request.POST or None, instance=row, user=request.user)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        kept = actions.keep_channel(form.instance, address=address, actor=request.user, at=timezone.now())
        messages.success(request, _("The channel “{channel}” is kept. Try it once.").format(channel=kept))
        return redirect("notifications:channels")
    return page(request, "foundation/notifications/channel.html", {"channel": row, "form": form})


@login_required
@require_POST
def channel_try(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a few words, so that one sees whether they arrive."""
    row = get_object_or_404(Channel.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    can_manage_channels(request.user, row.organisation).enforce()
    fault = told(row, _("Five Creations Portal"), _("This is a trial message."))
    if fault:
        messages.error(request, fault)
    else:
        messages.success(request, _("A trial message has been sent to “{channel}”.").format(channel=row))
    return redirect("notifications:channels")
