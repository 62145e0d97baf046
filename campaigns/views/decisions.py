"""Pages of decisions: the list, one decision, and what owner and office do with it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.documents.exporting import exported
from foundation.documents.workbooks import workbook_response
from foundation.web.pages import page, paginate

from ..actions import decisions
from ..choices import UNDER_WAY_DECISIONS, Deadline, DecisionState, LinkPurpose
from ..exports.meetings import DECISIONS, decision_rows
from ..filters import DecisionFilter
from ..filters.meetings import EVERY, STANDING, STATES
from ..forms.decisions import PostponeForm, ReportForm
from ..models import Decision
from ..permissions import can_carry_out, can_confirm_decision, can_steer_decision
from ..queries import decisions as reads

MOST_EXPORTED = 20_000
GONE = ("state", "after", "before")


@login_required
@require_GET
def decision_list(request: HttpRequest) -> HttpResponse:
    """Decisions in sight, the earliest deadline first."""
    visible, today = Decision.objects.visible_to(request.user).issued(), timezone.localdate()
    given = _given(request)
    found = DecisionFilter(given, queryset=visible, request=request)
    figures = reads.figures_of(_whatever_state(given, visible, request), on=today)
    context = {
        "filter": found,
        "decisions": paginate(request, found.qs.for_list(on=today), by="key"),
        "title": reads.title_of(figures),
        "figures": figures,
        "near": [_near(given, one) for one in Deadline.values],
        "tabs": _tabs(given, figures),
        "today": today,
    }
    return page(request, "campaigns/decisions/list.html", context, fragment="campaigns/decisions/_rows.html")


@login_required
@require_POST
def decision_export(request: HttpRequest) -> FileResponse:
    """The decisions of the list as a workbook."""
    visible, today = Decision.objects.visible_to(request.user).issued(), timezone.localdate()
    rows = DecisionFilter(_given(request), queryset=visible, request=request).qs.for_list(on=today)
    exported(request, "decisions")
    return workbook_response(_("Decisions of meetings"), DECISIONS, decision_rows(rows[:MOST_EXPORTED]))


@login_required
@require_GET
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision: what, who, until when, and everything that happened to it."""
    row, today = _found(request, pk), timezone.localdate()
    links = list(row.links.order_by("pk"))
    carries_out = bool(can_carry_out(request.user, row)) and row.state in UNDER_WAY_DECISIONS
    confirms = can_confirm_decision(request.user, row)
    steers = bool(can_steer_decision(request.user, row)) and row.state in UNDER_WAY_DECISIONS
    context = {
        "decision": row,
        "steps": reads.steps_of(row),
        "subjects": [link for link in links if link.purpose == LinkPurpose.SUBJECT],
        "evidence": [link for link in links if link.purpose == LinkPurpose.EVIDENCE],
        "carries_out": carries_out,
        "confirms": bool(confirms) and row.state == DecisionState.DONE,
        "why_not": confirms.reason if can_steer_decision(request.user, row) and row.state == DecisionState.DONE else "",
        "steers": steers,
        "report_form": ReportForm(host=request.get_host()) if carries_out else None,
        "postpone_form": PostponeForm() if steers and row.postponed_at is None else None,
        "today": today,
    }
    return page(request, "campaigns/decisions/detail.html", context)


@login_required
@require_POST
def decision_start(request: HttpRequest, pk: int) -> HttpResponse:
    """The owner takes it up."""
    row = _found(request, pk)
    decisions.start(row, actor=request.user, at=timezone.now())
    messages.success(request, _("The decision is in progress."))
    return redirect(row)


@login_required
@require_http_methods(["GET", "POST"])
def decision_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The owner reports it as done."""
    row = _found(request, pk)
    can_carry_out(request.user, row).enforce()
    form = ReportForm(request.POST or None, host=request.get_host())
    if request.method == "POST" and form.is_valid():
        decisions.report(row, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("Reported; the office looks and confirms."))
        return redirect(row)
    return page(request, "campaigns/decisions/report.html", {"form": form, "decision": row})


@login_required
@require_POST
def decision_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The office confirms."""
    row = _found(request, pk)
    decisions.confirm(row, actor=request.user, at=timezone.now())
    messages.success(request, _("The decision is carried out."))
    return redirect(row)


@login_required
@require_POST
def decision_return(request: HttpRequest, pk: int) -> HttpResponse:
    """The office sends it back."""
    row = _found(request, pk)
    decisions.return_(row, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("Sent back; the owner reads why."))
    return redirect(row)


@login_required
@require_http_methods(["GET", "POST"])
def decision_postpone(request: HttpRequest, pk: int) -> HttpResponse:
    """The office moves the deadline, once."""
    row = _found(request, pk)
    can_steer_decision(request.user, row).enforce()
    form = PostponeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decisions.postpone(row, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("The deadline is moved; the owner is told."))
        return redirect(row)
    return page(request, "campaigns/decisions/postpone.html", {"form": form, "decision": row})


@login_required
@require_POST
def decision_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """The office calls it off."""
    row = _found(request, pk)
    decisions.cancel(row, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("The decision is cancelled; the record stays."))
    return redirect(row)


def _found(request: HttpRequest, pk: int) -> Decision:
    rows = Decision.objects.visible_to(request.user).for_list(on=timezone.localdate())
    return get_object_or_404(rows.select_related("meeting__kind", "organisation", "region", "item"), pk=pk)


def _given(request: HttpRequest) -> QueryDict:
    """What the address asks for; without a state, what is still to be carried out."""
    given = request.GET.copy()
    given.setdefault("state", STANDING)
    return given


def _whatever_state(given: QueryDict, visible: Any, request: HttpRequest) -> Any:
    """What the other filters find, whatever became of it: the title and the tabs count these."""
    wide = given.copy()
    wide["state"] = EVERY
    wide.pop("deadline", None)
    return DecisionFilter(wide, queryset=visible, request=request).qs


def _near(given: QueryDict, deadline: str) -> str:
    """The address of what is overdue or soon due, with the other filters as they are."""
    rest = given.copy()
    for name in GONE:
        rest.pop(name, None)
    rest["deadline"] = deadline
    return f"?{rest.urlencode()}"


def _tabs(given: QueryDict, figures: dict[str, int]) -> list[dict[str, Any]]:
    rest = given.copy()
    for name in GONE:
        rest.pop(name, None)
    tabs = []
    for value, label in [STATES[0], *((state.value, state.label) for state in reads.TABS), STATES[1]]:
        rest["state"] = value
        tabs.append(
            {
                "label": label,
                "url": f"{reverse('campaigns:decisions')}?{rest.urlencode()}",
                "current": given["state"] == value,
                "count": figures[value],
            }
        )
    return tabs
