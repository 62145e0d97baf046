"""Who lacks entries of a ledger."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from foundation.documents.exporting import exported
from foundation.documents.workbooks import workbook_response
from foundation.organisations.models import Region
from foundation.web.numbers import number
from foundation.web.pages import page

from ..exports.ledgers import GAPS, gap_rows
from ..models import LedgerKind
from ..permissions import can_enter_somewhere
from ..queries import ledgers as reads
from ..queries.ledger_gaps import GapLine, lines_of


@login_required
@require_GET
def ledger_gaps(request: HttpRequest, pk: int) -> HttpResponse:
    """Who lacks entries of a ledger in the running period (台账缺口)."""
    kind, district, today = _kind(request, pk), _district(request), timezone.localdate()
    kept = reads.summary(request.user, district.code, [kind], on=today) if district else {}
    expected, lacking = kept.get(kind.code, (0, 0))
    said = ngettext(
        "{n} of {all} lacks entries of “{ledger}”", "{n} of {all} lack entries of “{ledger}”", lacking
    ).format(n=lacking, all=expected, ledger=kind)
    groups: dict[str, list[GapLine]] = {}
    lines = lines_of(request.user, district, kind, on=today)
    for line in lines:
        groups.setdefault(line.group, []).append(line)
    context = {
        "kind": kind,
        "title": said if expected else _("Nobody is expected to keep “{ledger}”").format(ledger=kind),
        "span": reads.span_of(kind, today),
        "groups": list(groups.items()),
        "total_text": number(len(lines)),
        "may_enter": can_enter_somewhere(request.user, kind),
        "query": request.GET.urlencode(),
    }
    return page(request, "campaigns/ledgers/gaps.html", context)


@login_required
@require_POST
def ledger_gaps_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The gaps of the page as a workbook, in its order."""
    kind, district, today = _kind(request, pk), _district(request), timezone.localdate()
    lines = lines_of(request.user, district, kind, on=today)
    exported(request, "ledger_gaps", region=district.code if district else "", of=kind)
    name = pgettext("file", "Gaps of {ledger}").format(ledger=kind)
    return workbook_response(name, GAPS, gap_rows(lines, kind, reads.span_of(kind, today)))


def _kind(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(LedgerKind.objects.visible_to(request.user), pk=pk)


def _district(request: HttpRequest) -> Region | None:
    return reads.home_district(request.user, request.GET.get("district", ""))
