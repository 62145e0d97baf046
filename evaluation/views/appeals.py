"""Appeals and reviews: the list, filing one, one record with its answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.attachments import actions as attachments
from foundation.attachments.streaming import stream
from foundation.web.pages import page, paginate

from ..actions import appeals
from ..filters.appeals import AppealFilter
from ..forms.appeals import AnswerForm, AppealForm
from ..models import Appeal, AppealEvidence
from ..permissions import can_answer, can_appeal
from ..queries import appeals as reads


@login_required
@require_GET
def appeal_list(request: HttpRequest) -> HttpResponse:
    """Appeals and reviews in reach, the latest first."""
    visible = Appeal.objects.visible_to(request.user)
    found = AppealFilter(request.GET, queryset=visible, request=request)
    waiting = visible.open().count()
    shown = paginate(request, found.qs.for_list())
    context = {
        "filter": found,
        "appeals": shown,
        "rows": [(row, reads.about(reads.subject_of(row))["text"]) for row in shown],
        "title": ngettext("{n} appeal waits for an answer", "{n} appeals wait for an answer", waiting).format(n=waiting)
        if waiting
        else _("No appeal waits for an answer"),
        "now": timezone.now(),
    }
    return page(request, "evaluation/appeals/list.html", context, fragment="evaluation/appeals/_rows.html")


@login_required
@require_http_methods(["GET", "POST"])
def appeal_new(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Dispute a result, a check, an item or a problem."""
    subject = reads.find(request.user, kind, pk)
    if subject is None:
        raise Http404
    reads.check_party(request.user, subject, can_appeal).enforce()
    form = AppealForm(request.POST or None, request.FILES or None)
    deadline = reads.deadline_for(subject)
    if request.method == "POST" and form.is_valid():
        at, told = timezone.now(), form.cleaned_data
        files = [attachments.store(one, actor=request.user, at=at) for one in told["files"]]
        made = appeals.lodge(subject, ground=told["ground"], files=files, actor=request.user, at=at)
        messages.success(request, _("The appeal is filed. Somebody who had no part in it answers."))
        return redirect(made)
    context = {"form": form, "subject": subject, "kind": kind, "deadline": deadline, "about": reads.about(subject)}
    return page(request, "evaluation/appeals/new.html", context)


@login_required
@require_GET
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """One appeal with its ground, files and answer."""
    row = _found(request, pk)
    subject = reads.subject_of(row)
    decision = can_answer(request.user, row, reads.authors_of(subject)) if row.state == "filed" else None
    context: dict[str, Any] = {
        "appeal": row,
        "about": reads.about(subject),
        "evidence": row.evidence.select_related("attachment").order_by("pk"),
        "may_answer": bool(decision),
        "why_not": decision.reason if decision is not None and request.user.has_role("admin") else "",
        "form": AnswerForm(result=row.result),
        "now": timezone.now(),
    }
    return page(request, "evaluation/appeals/detail.html", context)


@login_required
@require_POST
def appeal_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Uphold it or not, with the reason."""
    row, at = _found(request, pk), timezone.now()
    can_answer(request.user, row, reads.authors_of(reads.subject_of(row))).enforce()
    form = AnswerForm(request.POST, result=row.result)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect(row)
    told = form.cleaned_data
    if "accept" in request.POST:
        appeals.accept(
            row,
            decision=told["decision"],
            points=told.get("points") or None,
            entry=told.get("entry"),
            actor=request.user,
            at=at,
        )
        messages.success(request, _("The appeal is upheld; what rests on it is worked out again."))
    else:
        appeals.reject(row, decision=told["decision"], actor=request.user, at=at)
        messages.success(request, _("The appeal is not upheld; the party reads why."))
    return redirect(row)


@login_required
@require_GET
def appeal_file(request: HttpRequest, pk: int) -> FileResponse:
    """A file of an appeal, for whoever sees the appeal."""
    rows = AppealEvidence.objects.filter(appeal__in=Appeal.objects.visible_to(request.user))
    return stream(get_object_or_404(rows.select_related("attachment"), pk=pk).attachment)


def _found(request: HttpRequest, pk: int) -> Appeal:
    rows = Appeal.objects.visible_to(request.user).for_list().select_related("result__evaluation__scheme")
    return get_object_or_404(rows, pk=pk)
