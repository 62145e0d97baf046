"""How an office defines its ledgers: head, fields, figures, and the local limits of ceremonies."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.errors import DomainError
from foundation.metrics.models import Metric
from foundation.web.pages import page, paginate

from ..actions import ledger_kinds
from ..actions import ledger_limits as limits
from ..choices import CreationType, PartyLevel
from ..forms.ledger_kinds import FieldForm, FigureForm, HeadForm, LimitForm, NewLedgerForm
from ..models import CeremonyLimit, LedgerKind
from ..permissions import can_change_ledger, can_define_ledger, can_set_limits, can_take_over
from ..queries import ledgers as reads
from ..queries.ledger_pages import joined

BOTH = ["GET", "POST"]


@login_required
@require_http_methods(BOTH)
def ledger_define(request: HttpRequest) -> HttpResponse:
    """Set up a ledger of one's own."""
    can_define_ledger(request.user).enforce()
    form = NewLedgerForm(request.POST or None, user=request.user, initial={"at_least": 1})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        kind = ledger_kinds.define(
            told["region"],
            head=form.told(),
            nature=told["nature"],
            dated_by=told["day"],
            dated_by_en=told["day_en"],
            actor=request.user,
            at=timezone.now(),
        )
        messages.success(
            request, _("“{ledger}” is set up. Add the fields that are to be filled in.").format(ledger=kind)
        )
        return redirect("campaigns:ledger-definition", kind.pk)
    return page(request, "campaigns/ledgers/define.html", {"form": form})


@login_required
@require_GET
def ledger_definition(request: HttpRequest, pk: int) -> HttpResponse:
    """What a ledger asks, of whom, how often, and which figures it yields."""
    kind = _kind(request, pk)
    district = reads.home_district(request.user)
    metrics = Metric.objects.in_bulk([figure["code"] for figure in kind.figures])
    own = f"{kind.code}.{kind.region_id}-"
    context = {
        "kind": kind,
        "fields": [(spec, _stage_of(kind, spec.code), _traits(kind, spec)) for spec in kind.specs],
        "figures": [(one, metrics.get(one["code"]), one["code"].startswith(own)) for one in kind.figures],
        "types": joined(str(CreationType(one).label) for one in kind.creation_types),
        "levels": joined(str(PartyLevel(one).label) for one in kind.entered_by),
        "may_change": can_change_ledger(request.user, kind),
        "may_take_over": district is not None and can_take_over(request.user, kind, district.code),
        "district": district,
    }
    return page(request, "campaigns/ledgers/definition.html", context)


@login_required
@require_http_methods(BOTH)
def ledger_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a ledger is called, who fills it and how often."""
    kind = _changeable(request, pk)
    form = HeadForm(request.POST or None, instance=kind)
    if request.method == "POST" and form.is_valid():
        ledger_kinds.change(kind, head=form.told(), actor=request.user, at=timezone.now())
        messages.success(request, _("“{ledger}” is changed.").format(ledger=kind))
        return redirect("campaigns:ledger-definition", kind.pk)
    return page(
        request, "campaigns/ledgers/change.html", {"kind": kind, "form": form, "heading": _("Change the ledger")}
    )


@login_required
@require_http_methods(BOTH)
def ledger_field(request: HttpRequest, pk: int, code: str = "") -> HttpResponse:
    """Add a field, or change one."""
    kind = _changeable(request, pk)
    row = next((row for row in kind.fields if row["code"] == code), None)
    if code and row is None:
        raise Http404
    form = FieldForm(request.POST or None, kind=kind, row=row)
    act = lambda: ledger_kinds.put_field(kind, field=form.told(), actor=request.user, at=timezone.now())  # noqa: E731
    if request.method == "POST" and form.is_valid() and _done(form, act):
        messages.success(request, _("The field is in the ledger."))
        return redirect("campaigns:ledger-definition", kind.pk)
    heading = _("Change the field “{field}”").format(field=row["name"]) if row else _("Add a field")
    return page(request, "campaigns/ledgers/change.html", {"kind": kind, "form": form, "heading": heading})


@login_required
@require_POST
def ledger_field_retire(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """No longer ask for a field."""
    kind = _changeable(request, pk)
    ledger_kinds.retire_field(kind, code=code, actor=request.user, at=timezone.now())
    messages.success(request, _("The field is no longer asked for; what was answered stays."))
    return redirect("campaigns:ledger-definition", kind.pk)


@login_required
@require_http_methods(BOTH)
def ledger_figure(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a figure."""
    kind = _changeable(request, pk)
    form = FigureForm(request.POST or None, kind=kind)
    act = lambda: ledger_kinds.put_figure(kind, figure=form.told(), actor=request.user, at=timezone.now())  # noqa: E731
    if request.method == "POST" and form.is_valid() and _done(form, act):
        messages.success(request, _("The figure is defined and counts the entries there are."))
        return redirect("campaigns:ledger-definition", kind.pk)
    return page(request, "campaigns/ledgers/change.html", {"kind": kind, "form": form, "heading": _("Add a figure")})


@login_required
@require_POST
def ledger_figure_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """No longer work out a figure of one's own."""
    kind = _changeable(request, pk)
    ledger_kinds.drop_figure(kind, code=request.POST.get("figure", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("The figure is no longer worked out."))
    return redirect("campaigns:ledger-definition", kind.pk)


@login_required
@require_POST
def ledger_take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a shipped ledger one's own to change."""
    kind = _kind(request, pk)
    district = reads.home_district(request.user)
    if district is None:
        raise Http404
    own = ledger_kinds.take_over(kind, region=district, actor=request.user, at=timezone.now())
    messages.success(
        request, _("“{ledger}” is now kept by {place} and can be changed.").format(ledger=own, place=district)
    )
    return redirect("campaigns:ledger-definition", own.pk)


@login_required
@require_POST
def ledger_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no more entries."""
    kind = _kind(request, pk)
    ledger_kinds.retire(kind, actor=request.user, at=timezone.now())
    messages.success(request, _("“{ledger}” takes no more entries; what was entered stays.").format(ledger=kind))
    return redirect("campaigns:ledger-definition", kind.pk)


@login_required
@require_POST
def ledger_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Take entries again."""
    kind = _kind(request, pk)
    ledger_kinds.restore(kind, actor=request.user, at=timezone.now())
    messages.success(request, _("“{ledger}” takes entries again.").format(ledger=kind))
    return redirect("campaigns:ledger-definition", kind.pk)


@login_required
@require_http_methods(BOTH)
def ledger_limits(request: HttpRequest) -> HttpResponse:
    """The limits of weddings and funerals, place by place, and the form for new ones."""
    may_set = can_set_limits(request.user)
    form = LimitForm(request.POST or None, user=request.user) if may_set else None
    if request.method == "POST":
        may_set.enforce()
        act = lambda: limits.set_(form.instance, actor=request.user, at=timezone.now())  # noqa: E731
        if form is not None and form.is_valid() and _done(form, act):
            messages.success(request, _("The limits hold from that day on."))
            return redirect("campaigns:ledger-limits")
    rows = CeremonyLimit.objects.visible_to(request.user).select_related("region").defer("region__boundary")
    context = {
        "limits": paginate(request, rows.order_by("region", "occasion", "-starts_on", "pk")),
        "form": form,
        "today": timezone.localdate(),
    }
    return page(request, "campaigns/ledgers/limits.html", context)


@login_required
@require_POST
def ledger_limit_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let limits end today."""
    row = get_object_or_404(CeremonyLimit.objects.visible_to(request.user), pk=pk)
    limits.end(row, on=timezone.localdate(), actor=request.user, at=timezone.now())
    messages.success(request, _("These limits end today."))
    return redirect("campaigns:ledger-limits")


def _kind(request: HttpRequest, pk: int) -> LedgerKind:
    return get_object_or_404(LedgerKind.objects.visible_to(request.user).select_related("region"), pk=pk)


def _changeable(request: HttpRequest, pk: int) -> LedgerKind:
    kind = _kind(request, pk)
    can_change_ledger(request.user, kind).enforce()
    return kind


def _done(form: Any, act: Any) -> bool:
    """Whether the rules let it pass; their refusal stands in the form, with what was typed."""
    try:
        act()
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _stage_of(kind: LedgerKind, code: str) -> Any:
    return next((stage for stage in kind.steps if code in stage.fields), "")


def _traits(kind: LedgerKind, spec: Any) -> list[str]:
    traits = []
    if spec.code == kind.dated_by:
        traits.append(_("dates the entry"))
    if spec.computed:
        traits.append(_("worked out by the portal"))
    if spec.personal:
        traits.append(_("identifies somebody"))
    if spec.retired:
        traits.append(_("no longer asked"))
    return traits
