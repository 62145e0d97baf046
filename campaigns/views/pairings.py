"""Pairings: the list with its gaps, one pairing, pairing and ending."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.documents.exporting import exported
from foundation.documents.workbooks import workbook_response
from foundation.organisations.models import Region
from foundation.web import moments
from foundation.web.numbers import number
from foundation.web.pages import page, paginate

from ..actions import pairings
from ..choices import PairingState
from ..exports import MOST_ROWS
from ..exports.pairings import PAIRINGS, pairing_rows
from ..filters import PairingFilter
from ..forms.pairings import EndForm, PairForm
from ..models import Pairing, SupportRecord
from ..permissions import can_pair, can_record_support, can_reverse_support
from ..queries import pairings as reads
from ..queries.joint_campaigns import campaigns_of_many
from ..queries.offices import administered_by


@login_required
@require_GET
def pairing_list(request: HttpRequest) -> HttpResponse:
    """Pairings in reach by tab, with what was recorded in them."""
    on = timezone.localdate()
    found, counts, tab = _found(request)
    quarters = reads.quarters_of(on)
    rows = reads.of_tab(found.qs, tab, on=on).for_list(quarter=quarters.now)
    context = {
        "filter": found,
        "pairings": paginate(request, rows.order_by("district", "organisation__code", "pk"), by="key"),
        "tabs": _tabs(request, counts, tab, quarters),
        "tab": tab,
        "quarters": quarters,
        "title": _title(counts, quarters),
        "may_pair": can_pair(request.user),
        "rules": [(place, reads.is_one_to_one(place.pk)) for place in administered_by(request.user)],
        "query": request.GET.urlencode(),
    }
    return page(request, "campaigns/pairings/list.html", context, fragment="campaigns/pairings/_rows.html")


def _found(request: HttpRequest) -> tuple[PairingFilter, dict[str, int], str]:
    visible = Pairing.objects.visible_to(request.user)
    given = request.GET.get("state", "")
    tab = given if given in reads.TABS else "active"
    return (
        PairingFilter(request.GET, queryset=visible, request=request),
        reads.counts(visible, on=timezone.localdate()),
        tab,
    )


def _title(counts: dict[str, int], quarters: reads.Quarters) -> str:
    if counts["gaps"]:
        said = ngettext(
            "{n} pairing had no support in {quarter}", "{n} pairings had no support in {quarter}", counts["gaps"]
        )
        return said.format(n=number(counts["gaps"]), quarter=moments.period(quarters.before))
    if counts["active"]:
        said = ngettext("{n} pairing in force", "{n} pairings in force", counts["active"])
        return said.format(n=number(counts["active"]))
    return _("No unit is paired with a village yet")


def _tabs(request: HttpRequest, counts: dict[str, int], here: str, quarters: reads.Quarters) -> list[dict[str, Any]]:
    rest = request.GET.copy()
    for name in ("state", "after", "before"):
        rest.pop(name, None)
    labels = {
        "active": PairingState.ACTIVE.label,
        "gaps": _("Nothing in {quarter}").format(quarter=moments.period(quarters.before)),
        "waiting": _("Nothing yet this quarter"),
        "ended": PairingState.ENDED.label,
    }
    tabs = []
    for tab, label in labels.items():
        query = rest.copy()
        query["state"] = tab
        tabs.append({"label": label, "url": f"?{query.urlencode()}", "current": tab == here, "count": counts[tab]})
    return tabs


@login_required
@require_POST
def pairing_export(request: HttpRequest) -> HttpResponse:
    """The pairings that tab and filters leave, as a workbook."""
    on = timezone.localdate()
    found, _counts, tab = _found(request)
    rows = reads.of_tab(found.qs, tab, on=on).for_list(quarter=reads.quarters_of(on).now)
    exported(request, "pairings")
    rows = rows.order_by("district", "organisation__code", "pk")[:MOST_ROWS]
    return workbook_response(pgettext("file", "Pairings"), PAIRINGS, pairing_rows(rows.iterator(chunk_size=2000)))


@login_required
@require_http_methods(["GET", "POST"])
def pairing_new(request: HttpRequest) -> HttpResponse:
    """Pair a unit with a village."""
    can_pair(request.user).enforce()
    form = PairForm(request.POST or None, user=request.user, initial={"starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        made = pairings.pair(**form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(
            request, _("{unit} and {village} are paired.").format(unit=made.organisation, village=made.region)
        )
        return redirect(made)
    context = {
        "form": form,
        "title": _("Pair a unit with a village"),
        "lead": _(
            "One unit, one village, unless the district’s rule says otherwise; those that are free are suggested."
        ),
        "crumb": (reverse("campaigns:pairings"), _("Pairings")),
        "button": _("Pair them"),
    }
    return page(request, "campaigns/action_form.html", context)


@login_required
@require_GET
def pairing(request: HttpRequest, pk: int) -> HttpResponse:
    """One pairing: what was recorded in it, and the quarters in which nothing was."""
    on = timezone.localdate()
    row = _pairing(request, pk)
    records = SupportRecord.objects.filter(pairing=row).for_list()
    shown = paginate(request, records, by="key")
    gaps = reads.quarters_with_gaps(row, on=on)
    context = {
        "pairing": row,
        "records": shown,
        "reversible": {one.pk for one in shown if one.state == "entered" and can_reverse_support(request.user, one)},
        "tags_of": campaigns_of_many("support_record", [one.pk for one in shown]),
        "sums": reads.sums_of(SupportRecord.objects.filter(pairing=row)),
        "gaps": gaps,
        "title": _headline(row, gaps),
        "may_record": can_record_support(request.user, row) and row.state == PairingState.ACTIVE,
        "may_end": can_pair(request.user, row.district_id) and row.state == PairingState.ACTIVE,
    }
    return page(request, "campaigns/pairings/detail.html", context)


def _headline(row: Pairing, gaps: list[Any]) -> str:
    names = {"unit": row.organisation, "village": row.region}
    if gaps and row.state == PairingState.ACTIVE:
        said = ngettext(
            "{unit} – {village}: {n} quarter without support",
            "{unit} – {village}: {n} quarters without support",
            len(gaps),
        )
        return said.format(n=len(gaps), **names)
    return _("{unit} – {village}").format(**names)


@login_required
@require_http_methods(["GET", "POST"])
def pairing_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a pairing."""
    row = _pairing(request, pk)
    can_pair(request.user, row.district_id).enforce()
    form = EndForm(request.POST or None, initial={"ends_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        pairings.end(row, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("The pairing is ended; its records stay."))
        return redirect(row)
    context = {
        "form": form,
        "title": _("End the pairing of {unit} with {village}").format(unit=row.organisation, village=row.region),
        "lead": _("Unit and village can then be paired anew; what was recorded stays."),
        "crumb": (row.get_absolute_url(), str(row)),
        "button": _("End the pairing"),
    }
    return page(request, "campaigns/action_form.html", context)


@login_required
@require_POST
def pairing_rule(request: HttpRequest, district: str) -> HttpResponse:
    """One to one, or several."""
    place = get_object_or_404(Region.objects.visible_to(request.user).districts(), pk=district)
    several = request.POST.get("several") == "1"
    pairings.set_policy(place, several=several, actor=request.user, at=timezone.now())
    told = _("A unit may now have several villages, and a village several units.") if several else ""
    messages.success(request, told or _("One unit, one village from now on."))
    return redirect("campaigns:pairings")


def _pairing(request: HttpRequest, pk: int) -> Pairing:
    rows = Pairing.objects.visible_to(request.user).select_related("organisation", "region__parent", "district")
    return get_object_or_404(rows, pk=pk)
