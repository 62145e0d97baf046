"""Action orders: the list, one order on paper, and every step of it."""

import datetime as dt
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
from foundation.documents.official import document_response
from foundation.documents.workbooks import workbook_response
from foundation.organisations.models import Region
from foundation.web.pages import page, paginate

from ..actions import action_orders, action_tasks
from ..choices import ActionOrderState
from ..exports import MOST_ROWS
from ..exports import action_orders as documents
from ..filters import ActionOrderFilter
from ..forms.action_orders import AskForm, NewOrderForm, OrderForm, RuleForm
from ..models import ActionOrder, ActionTask
from ..permissions import can_judge_task, can_order_actions
from ..queries import action_orders as reads
from ..queries.joint_campaigns import campaigns_of
from ..queries.offices import administered_by, office_of
from .joint_campaigns import tags


@login_required
@require_GET
def order_list(request: HttpRequest) -> HttpResponse:
    """Orders in reach, the latest day of action first."""
    on = timezone.localdate()
    visible = ActionOrder.objects.visible_to(request.user)
    found = ActionOrderFilter(request.GET, queryset=visible, request=request)
    context = {
        "filter": found,
        "orders": paginate(request, found.qs.for_list(on=on), by="key"),
        "title": _title(visible, on),
        "may_order": can_order_actions(request.user),
        "ruled": administered_by(request.user),
        "query": request.GET.urlencode(),
    }
    return page(request, "campaigns/action_orders/list.html", context, fragment="campaigns/action_orders/_rows.html")


@login_required
@require_POST
def order_export(request: HttpRequest) -> HttpResponse:
    """The orders that the filters leave, as a workbook."""
    visible = ActionOrder.objects.visible_to(request.user)
    found = ActionOrderFilter(request.GET, queryset=visible, request=request)
    exported(request, "action_orders")
    rows = found.qs.for_list(on=timezone.localdate())[:MOST_ROWS]
    return workbook_response(_("Action orders"), documents.ORDERS, documents.order_rows(rows.iterator(chunk_size=2000)))


def _title(visible: Any, on: dt.date) -> str:
    drafts = visible.filter(state="draft").count()
    if drafts:
        return ngettext("{n} action order waits to be issued", "{n} action orders wait to be issued", drafts).format(
            n=drafts
        )
    late = ActionTask.objects.filter(order__in=visible.filter(state="issued")).late(on=on).count()
    if late:
        return ngettext("{n} answer to an action order is late", "{n} answers to action orders are late", late).format(
            n=late
        )
    return _("Action orders")


@login_required
@require_http_methods(["GET", "POST"])
def order_new(request: HttpRequest) -> HttpResponse:
    """An order beside those of the timetable."""
    can_order_actions(request.user).enforce()
    today = timezone.localdate()
    initial = {"on": today + dt.timedelta(days=7), "due_on": today + dt.timedelta(days=14)}
    form = NewOrderForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = action_orders.draft(form.order(), actor=request.user, at=timezone.now())
        messages.success(request, _("The order is a draft. Say who is asked for what, then issue it."))
        return redirect("campaigns:action-order-ask", made.pk)
    context = {
        "form": form,
        "title": _("Draft an action order"),
        "lead": _("It stays a draft until it is issued; only then it gets its number."),
        "crumb": (reverse("campaigns:action-orders"), _("Action orders")),
        "button": _("Keep the draft"),
    }
    return page(request, "campaigns/action_form.html", context)


@login_required
@require_GET
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """One order: the paper, its tasks, how far they are."""
    on = timezone.localdate()
    row = get_object_or_404(ActionOrder.objects.visible_to(request.user).select_related("district"), pk=pk)
    tasks = reads.tasks_of(row, on=on)
    mine = set(ActionTask.objects.visible_to(request.user).filter(order=row).values_list("pk", flat=True))
    may_order = can_order_actions(request.user, row.district_id)
    context = {
        "order": row,
        "text": documents.text_of(row, sorted(tasks, key=lambda one: one.pk), office=office_of(row.district)),
        "tasks": [task for task in tasks if task.pk in mine],
        "standing": reads.standing_of(row, on=on),
        "figures": reads.figures_of(row),
        "may_order": may_order,
        "judged": {task.pk for task in tasks if may_order and can_judge_task(request.user, task)},
        "missing": _missing(row, tasks),
        **tags(request, "action_order", row.pk, campaigns_of("action_order", row.pk), offer=bool(may_order)),
    }
    return page(request, "campaigns/action_orders/detail.html", context)


def _missing(row: ActionOrder, tasks: list[ActionTask]) -> str:
    """What a draft lacks before it can be issued, in words."""
    lacking = ((row.theme, _("a theme")), (row.text, _("a text")), (tasks, _("tasks")))
    words = [word for there, word in lacking if not there] if row.is_draft else []
    return pgettext("between items of a list", ", ").join(words)


@login_required
@require_http_methods(["GET", "POST"])
def order_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Write in a draft."""
    row = _steered(request, pk)
    given = {name: getattr(row, name) for name in ("on", "due_on", "theme", "text")}
    form = OrderForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        action_orders.revise(row, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("The draft is kept."))
        return redirect(row)
    context = {
        "form": form,
        "title": _("Write the action order of {day}").format(day=row.on.isoformat()),
        "crumb": (row.get_absolute_url(), _("Action order")),
        "button": _("Keep the draft"),
    }
    return page(request, "campaigns/action_form.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def order_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one thing of several organisations in a draft."""
    row = _steered(request, pk)
    form = AskForm(request.POST or None, order=row)
    if request.method == "POST" and form.is_valid():
        asked = action_tasks.ask(row, **form.told(), actor=request.user, at=timezone.now())
        said = ngettext("{n} organisation has a task now.", "{n} organisations have a task now.", asked)
        messages.success(request, said.format(n=asked))
        return redirect(row)
    context = {
        "form": form,
        "title": _("Who is asked for what?"),
        "lead": _("One task for each organisation; what was asked of it in this draft before is replaced."),
        "crumb": (row.get_absolute_url(), _("Action order")),
        "button": _("Set the tasks"),
    }
    return page(request, "campaigns/action_form.html", context)


@login_required
@require_POST
def order_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Number the order and hand out its tasks."""
    row = _steered(request, pk)
    action_orders.issue(row, actor=request.user, at=timezone.now())
    messages.success(request, _("{order} is issued; every organisation with a task was told.").format(order=row))
    return redirect(row)


@login_required
@require_POST
def order_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a draft."""
    row = _steered(request, pk)
    action_orders.cancel(row, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("The draft is dropped; there is no action order on that day."))
    return redirect("campaigns:action-orders")


@login_required
@require_POST
def order_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Sum an order up."""
    row = _steered(request, pk)
    action_orders.close(row, summary=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("{order} is closed with its summary.").format(order=row))
    return redirect(row)


@login_required
@require_GET
def order_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The order as an official Word document."""
    row = get_object_or_404(ActionOrder.objects.visible_to(request.user).select_related("district"), pk=pk)
    tasks = row.tasks.select_related("organisation").order_by("pk")
    text = documents.text_of(row, tasks, office=office_of(row.district))
    return document_response(documents.file_name(row), documents.order_document(text))


@login_required
@require_POST
def order_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of a closed order, as an official Word document; who takes it is written down."""
    rows = ActionOrder.objects.visible_to(request.user).filter(state=ActionOrderState.CLOSED)
    row = get_object_or_404(rows.select_related("district"), pk=pk)
    exported(request, "action_order_summary", region=row.district_id, of=row)
    text = documents.summary_of(row, reads.on_paper(row), office=office_of(row.district))
    return document_response(documents.summary_name(row), documents.summary_document(text))


@login_required
@require_http_methods(["GET", "POST"])
def order_rule(request: HttpRequest, district: str) -> HttpResponse:
    """On which day of the month the district mobilises."""
    place = get_object_or_404(Region.objects.visible_to(request.user).districts(), pk=district)
    can_order_actions(request.user, place.pk).enforce()
    form = RuleForm(request.POST or None, instance=reads.policy_of(place.pk))
    if request.method == "POST" and form.is_valid():
        action_orders.set_policy(place, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("From the next order on this rule holds."))
        return redirect("campaigns:action-orders")
    context = {
        "form": form,
        "title": _("Day of action in {place}").format(place=place),
        "lead": _("Some days before, the next order is drafted by itself with the tasks of the last one."),
        "crumb": (reverse("campaigns:action-orders"), _("Action orders")),
        "button": _("Set the rule"),
    }
    return page(request, "campaigns/action_form.html", context)


def _steered(request: HttpRequest, pk: int) -> ActionOrder:
    """An order of a district that the person administers."""
    row = get_object_or_404(ActionOrder.objects.visible_to(request.user), pk=pk)
    can_order_actions(request.user, row.district_id).enforce()
    return row
