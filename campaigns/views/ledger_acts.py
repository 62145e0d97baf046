"""What is done to entries with one button: verify, return, withdraw, reverse, end, look at a name."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from foundation.web.pages import page

from ..actions import ledger_corrections, ledgers
from ..forms.ledgers import EndForm
from ..models import LedgerEntry
from ..permissions import can_end
from ..queries.ledger_pages import headline

MOST_AT_ONCE = 200


@login_required
@require_POST
def ledger_entry_verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Find an entry in order, as it was seen."""
    entry = _found(request, pk)
    seen = parse_datetime(request.POST.get("seen", "")) if request.POST.get("seen") else None
    ledgers.verify(entry, actor=request.user, at=timezone.now(), seen=seen)
    messages.success(request, _("Verified. It counts from now on."))
    return redirect(entry)


@login_required
@require_POST
def ledger_verify_many(request: HttpRequest) -> HttpResponse:
    """Verify the entries that were ticked."""
    ticked = [int(one) for one in request.POST.getlist("entry") if one.isascii() and one.isdigit() and len(one) < 19]
    rows = LedgerEntry.objects.visible_to(request.user).whole().filter(pk__in=ticked[:MOST_AT_ONCE]).order_by("pk")
    done, refused = ledgers.verify_many(list(rows), actor=request.user, at=timezone.now())
    if done:
        messages.success(request, ngettext("{n} entry verified.", "{n} entries verified.", done).format(n=done))
    for entry, reason in refused[:3]:
        messages.warning(request, f"{headline(entry)}: {reason}")
    if len(refused) > 3:
        more = len(refused) - 3
        said = ngettext("{n} further entry was not verified.", "{n} further entries were not verified.", more)
        messages.warning(request, said.format(n=more))
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else f"{reverse('campaigns:ledger-entries')}?state=entered")


@login_required
@require_POST
def ledger_entry_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an entry back."""
    entry = _found(request, pk)
    ledgers.return_(entry, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("Sent back. Who entered it is told."))
    return redirect(entry)


@login_required
@require_POST
def ledger_entry_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what nobody has verified."""
    entry = _found(request, pk)
    ledgers.withdraw(entry, actor=request.user, at=timezone.now())
    messages.success(request, _("Taken back. It stays readable and counts nowhere."))
    return redirect(entry)


@login_required
@require_POST
def ledger_entry_reverse(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a reversal without a replacement."""
    entry = _found(request, pk)
    reason = request.POST.get("reason", "")
    row = ledger_corrections.correct(entry, reason=reason, actor=request.user, at=timezone.now())
    messages.success(request, _("The reversal waits to be verified; until then the entry counts."))
    return redirect(row)


@login_required
@require_POST
def ledger_entry_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say from which day on a line is no longer in force."""
    entry, form = _found(request, pk), EndForm(request.POST)
    can_end(request.user, entry).enforce()
    if form.is_valid():
        ledgers.end(entry, on=form.cleaned_data["on"], actor=request.user, at=timezone.now())
        messages.success(request, _("It is no longer in force from that day on."))
    else:
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
    return redirect(entry)


@login_required
@require_POST
def ledger_entry_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show whom an entry is about; the look is written down."""
    entry = _found(request, pk)
    people = ledgers.reveal(entry, actor=request.user, at=timezone.now())
    shown: list[Any] = [(spec, people[spec.code]) for spec in entry.kind.specs if spec.code in people]
    return page(request, "campaigns/ledgers/people.html", {"entry": entry, "people": shown})


def _found(request: HttpRequest, pk: int) -> LedgerEntry:
    return get_object_or_404(LedgerEntry.objects.visible_to(request.user).whole(), pk=pk)
