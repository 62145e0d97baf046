"""Support records: the list, a new one, reversing a wrong one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.documents.exporting import exported
from foundation.documents.workbooks import workbook_response
from foundation.web.numbers import number
from foundation.web.pages import page, paginate

from ..actions import support_records
from ..exports import MOST_ROWS
from ..exports.pairings import RECORDS, support_rows
from ..filters import SupportFilter
from ..forms.pairings import SupportForm
from ..models import Pairing, SupportRecord
from ..permissions import can_record_some_support, can_record_support
from ..queries.pairings import sums_of


@login_required
@require_GET
def support_list(request: HttpRequest) -> HttpResponse:
    """Support in reach, the latest first, with what it adds up to."""
    found = _found(request)
    sums = sums_of(found.qs)
    said = ngettext("{n} support record counts", "{n} support records count", sums.n)
    context = {
        "filter": found,
        "records": paginate(request, found.qs.for_list(), by="key"),
        "sums": sums,
        "title": said.format(n=number(sums.n)) if sums.n else _("Support records"),
        "may_record": can_record_some_support(request.user),
        "query": request.GET.urlencode(),
    }
    return page(
        request, "campaigns/support_records/list.html", context, fragment="campaigns/support_records/_rows.html"
    )


@login_required
@require_POST
def support_export(request: HttpRequest) -> HttpResponse:
    """The records that the filters leave, as a workbook."""
    rows = _found(request).qs.for_list()[:MOST_ROWS]
    exported(request, "support_records")
    return workbook_response(_("Support records"), RECORDS, support_rows(rows.iterator(chunk_size=2000)))


def _found(request: HttpRequest) -> SupportFilter:
    return SupportFilter(request.GET, queryset=SupportRecord.objects.visible_to(request.user), request=request)


@login_required
@require_http_methods(["GET", "POST"])
def support_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what the unit did for its village."""
    rows = Pairing.objects.visible_to(request.user).select_related("organisation", "region")
    row = get_object_or_404(rows, pk=pk)
    can_record_support(request.user, row).enforce()
    form = SupportForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        support_records.enter(row, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("Recorded; {village} sees it.").format(village=row.region))
        return redirect(row)
    context = {
        "form": form,
        "title": _("What did you do for {village}?").format(village=row.region),
        "lead": _("A few words are enough; figures only where there are any."),
        "crumb": (row.get_absolute_url(), str(row)),
        "button": _("Record it"),
    }
    return page(request, "campaigns/action_form.html", context)


@login_required
@require_POST
def support_reverse(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a wrong record out of every count."""
    row = get_object_or_404(SupportRecord.objects.visible_to(request.user), pk=pk)
    support_records.reverse(row, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("Reversed: it counts no longer and stays readable. Enter it anew as it was."))
    return redirect("campaigns:pairing", row.pairing_id)
