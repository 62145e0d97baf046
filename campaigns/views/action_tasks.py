"""Tasks of action orders: what waits for whom, one task and its answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.attachments import actions as attachments
from foundation.attachments.streaming import stream
from foundation.documents.exporting import exported
from foundation.documents.workbooks import workbook_response
from foundation.web.numbers import number
from foundation.web.pages import page, paginate

from ..actions import action_tasks
from ..choices import OPEN_TASKS, ActionOrderState, ActionTaskState
from ..exports import MOST_ROWS
from ..exports.action_orders import HEADER, task_rows
from ..filters import ActionTaskFilter
from ..forms.action_orders import AnswerForm
from ..models import ActionTask
from ..permissions import can_answer_task, can_judge_task, can_link, can_order_actions
from ..queries.joint_campaigns import campaigns_of
from .joint_campaigns import tags


@login_required
@require_GET
def task_list(request: HttpRequest) -> HttpResponse:
    """Tasks in reach by state, the latest first."""
    found, counts = _found(request)
    tasks = paginate(request, found.qs.for_list(on=timezone.localdate()).order_by("-due_on", "-pk"), by="key")
    context = {
        "filter": found,
        "tasks": tasks,
        "tabs": _tabs(request, counts),
        "title": _title(request.user, counts),
        "query": request.GET.urlencode(),
        "judged": {task.pk for task in tasks if can_judge_task(request.user, task)},
    }
    return page(request, "campaigns/action_tasks/list.html", context, fragment="campaigns/action_tasks/_rows.html")


def _found(request: HttpRequest) -> tuple[ActionTaskFilter, dict[str, int]]:
    visible = ActionTask.objects.visible_to(request.user).out()
    return ActionTaskFilter(request.GET, queryset=visible, request=request), visible.counts()


def _title(user: Any, counts: dict[str, int]) -> str:
    waiting = sum(counts.get(state, 0) for state in OPEN_TASKS)
    answered = counts.get(ActionTaskState.ANSWERED, 0)
    if answered and can_order_actions(user):
        said = ngettext("{n} answer waits to be confirmed", "{n} answers wait to be confirmed", answered)
        return said.format(n=number(answered))
    if waiting:
        return ngettext("{n} task is to be answered", "{n} tasks are to be answered", waiting).format(n=number(waiting))
    return _("Every task of the action orders is answered")


def _tabs(request: HttpRequest, counts: dict[str, int]) -> list[dict[str, Any]]:
    rest = request.GET.copy()
    for name in ("state", "after", "before"):
        rest.pop(name, None)
    tabs = [{"label": _("All"), "url": f"?{rest.urlencode()}", "current": not request.GET.get("state"), "count": None}]
    for state in ActionTaskState:
        query = rest.copy()
        query["state"] = state.value
        is_here = request.GET.get("state") == state
        tabs.append(
            {"label": state.label, "url": f"?{query.urlencode()}", "current": is_here, "count": counts.get(state, 0)}
        )
    return tabs


@login_required
@require_POST
def task_export(request: HttpRequest) -> HttpResponse:
    """The tasks that the filters leave, as a workbook."""
    found, _counts = _found(request)
    rows = found.qs.for_list(on=timezone.localdate()).order_by("-due_on", "-pk")[:MOST_ROWS]
    exported(request, "action_tasks")
    return workbook_response(_("Tasks of action orders"), HEADER, task_rows(rows.iterator(chunk_size=2000)))


@login_required
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: what is asked, what was answered, and the answer to be written."""
    rows = ActionTask.objects.visible_to(request.user).for_list(on=timezone.localdate())
    row = get_object_or_404(rows.select_related("order__district"), pk=pk)
    is_open = row.state in OPEN_TASKS and row.order.state == ActionOrderState.ISSUED
    may_answer = can_answer_task(request.user, row)
    if request.method == "POST":
        may_answer.enforce()
    form = AnswerForm(request.POST or None, request.FILES or None, task=row)
    if request.method == "POST" and form.is_valid():
        told, at = form.cleaned_data, timezone.now()
        file = told.pop("photo")
        photo = attachments.store(file, actor=request.user, at=at) if file else None
        action_tasks.answer(row, **told, photo=photo, actor=request.user, at=at)
        messages.success(request, _("Filed. The office confirms it or sends it back."))
        return redirect(row)
    may_link = can_link(request.user, row.district_id, row.organisation_id) and row.issued_on is not None
    context = {
        "task": row,
        "form": form if may_answer and is_open else None,
        "why_not": "" if is_open else _("The order is closed; nothing is answered any more."),
        "may_judge": can_judge_task(request.user, row) and row.state == ActionTaskState.ANSWERED,
        **tags(request, "action_task", row.pk, campaigns_of("action_task", row.pk), offer=bool(may_link)),
    }
    return page(request, "campaigns/action_tasks/detail.html", context)


@login_required
@require_POST
def task_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answer as it is."""
    row = _task(request, pk)
    action_tasks.confirm(row, actor=request.user, at=timezone.now())
    messages.success(request, _("The answer of {organisation} is confirmed.").format(organisation=row.organisation))
    return redirect((request.POST.get("next") == "order" and row.order) or row)


@login_required
@require_POST
def task_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an answer back."""
    row = _task(request, pk)
    action_tasks.return_(row, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("{organisation} was told what is missing.").format(organisation=row.organisation))
    return redirect(row)


@login_required
@require_POST
def task_take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task out of a draft."""
    row = _task(request, pk)
    action_tasks.take_out(row, actor=request.user, at=timezone.now())
    messages.success(request, _("{organisation} has no task in this draft.").format(organisation=row.organisation))
    return redirect(reverse("campaigns:action-order", args=[row.order_id]))


@login_required
@require_GET
def task_photo(request: HttpRequest, pk: int) -> FileResponse:
    """The photo of an answer, as it was drawn anew."""
    row = _task(request, pk)
    if row.photo is None:
        raise Http404
    return stream(row.photo, "served")


def _task(request: HttpRequest, pk: int) -> ActionTask:
    rows = ActionTask.objects.visible_to(request.user).select_related("order", "organisation", "photo")
    return get_object_or_404(rows, pk=pk)
