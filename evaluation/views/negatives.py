"""The negative list: entries, a new one, withdrawing one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.attachments import actions as attachments
from foundation.attachments.streaming import stream
from foundation.periods import Period, PeriodKind
from foundation.web.pages import page, paginate

from ..actions import negatives
from ..forms.appeals import NegativeForm
from ..models import NegativeEntry
from ..permissions import can_record_negative


@login_required
@require_GET
def negative_list(request: HttpRequest) -> HttpResponse:
    """Entries in reach, the latest quarter first."""
    visible = NegativeEntry.objects.visible_to(request.user)
    quarter = Period.containing(timezone.localdate(), PeriodKind.QUARTER)
    fresh = visible.in_force().filter(quarter=quarter.start).count()
    said = ngettext("{n} entry this quarter", "{n} entries this quarter", fresh).format(n=fresh)
    context = {
        "entries": paginate(request, visible.for_list()),
        "title": said if fresh else _("Nobody is entered this quarter"),
        "can_record": request.user.has_role("admin"),
    }
    return page(request, "evaluation/negatives/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def negative_new(request: HttpRequest) -> HttpResponse:
    """Enter a party."""
    can_record_negative(request.user, None).enforce()
    initial = {"on": timezone.localdate()}
    form = NegativeForm(request.POST or None, request.FILES or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        at, told = timezone.now(), form.cleaned_data
        document = attachments.store(told["document"], actor=request.user, at=at) if told["document"] else None
        negatives.enter(
            told["item"],
            district=told["district"],
            party=told["party"],
            on=told["on"],
            ground=told["ground"],
            document=document,
            actor=request.user,
            at=at,
        )
        messages.success(request, _("The party is entered in the negative list of that quarter."))
        return redirect("evaluation:negatives")
    return page(request, "evaluation/negatives/new.html", {"form": form})


@login_required
@require_POST
def negative_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entry back."""
    entry = get_object_or_404(NegativeEntry.objects.visible_to(request.user), pk=pk)
    negatives.withdraw(entry, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("The entry is withdrawn."))
    return redirect("evaluation:negatives")


@login_required
@require_GET
def negative_document(request: HttpRequest, pk: int) -> FileResponse:
    """The document of an entry, for whoever sees the entry."""
    rows = NegativeEntry.objects.visible_to(request.user).filter(document__isnull=False)
    return stream(get_object_or_404(rows.select_related("document"), pk=pk).document)
