"""Who lacks entries of a ledger."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from foundation.organisations.models import Organisation, Region
from foundation.web.pages import page

from ..models import LedgerKind
from ..permissions import can_enter_somewhere
from ..queries import ledgers as reads


@login_required
@require_GET
def ledger_gaps(request: HttpRequest, pk: int) -> HttpResponse:
    """Who lacks entries of a ledger in the running period (台账缺口)."""
    kind = get_object_or_404(LedgerKind.objects.visible_to(request.user), pk=pk)
    today = timezone.localdate()
    district = reads.home_district(request.user, request.GET.get("district", ""))
    kept = reads.summary(request.user, district.code, [kind], on=today) if district else {}
    expected, lacking = kept.get(kind.code, (0, 0))
    rows = reads.gaps(request.user, district.code, [kind], on=today) if district else []
    said = ngettext(
        "{n} of {all} lacks entries of “{ledger}”", "{n} of {all} lack entries of “{ledger}”", lacking
    ).format(n=lacking, all=expected, ledger=kind)
    context = {
        "kind": kind,
        "title": said if expected else _("Nobody is expected to keep “{ledger}”").format(ledger=kind),
        "span": reads.span_of(kind, today),
        "groups": _by_town(rows),
        "may_enter": can_enter_somewhere(request.user, kind),
    }
    return page(request, "campaigns/ledgers/gaps.html", context)


def _by_town(rows: list[reads.Gap]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Gaps under their street or town; organisations of the district stand by themselves."""
    codes = {row.region for row in rows} | {row.region[:9] for row in rows}
    places = Region.objects.in_bulk(codes)
    bodies = Organisation.objects.in_bulk({row.organisation for row in rows if row.organisation})
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        town = places.get(row.region[:9])
        head = _("Organisations") if row.organisation else (town.name if town else "")
        party = bodies[row.organisation] if row.organisation else places.get(row.region)
        value = f"o{row.organisation}" if row.organisation else f"r{row.region}"
        groups.setdefault(head, []).append({"party": party, "value": value, "there": row.there, "of": row.expected})
    return list(groups.items())
