"""Interviews after a second lapse: the list, one record, writing it down, its document."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from foundation.attachments.actions import store
from foundation.attachments.streaming import stream
from foundation.web.pages import page, paginate

from ..actions import interviews
from ..choices import InterviewFace
from ..filters import InterviewFilter
from ..forms.interviews import InterviewForm
from ..models import Interview, Notice
from ..permissions import can_hold_interview
from ..queries.check_pages import within_districts


@login_required
@require_GET
def interview_list(request: HttpRequest) -> HttpResponse:
    """Interviews in sight, the latest first."""
    visible = Interview.objects.visible_to(request.user).filter(within_districts(request.user))
    found = InterviewFilter(request.GET, queryset=visible, request=request)
    open_ones = visible.to_hold().count()
    context = {
        "filter": found,
        "interviews": paginate(request, found.qs.for_list(), by="key"),
        "title": ngettext("{n} interview is to be held", "{n} interviews are to be held", open_ones).format(n=open_ones)
        if open_ones
        else _("No interview is to be held"),
        "tabs": _tabs(request, open_ones),
    }
    return page(request, "evaluation/interviews/list.html", context, fragment="evaluation/interviews/_rows.html")


@login_required
@require_GET
def interview(request: HttpRequest, pk: int) -> HttpResponse:
    """One interview: why it was asked for, and what was said."""
    row = get_object_or_404(Interview.objects.visible_to(request.user).for_list(), pk=pk)
    form = InterviewForm(initial={"held_on": timezone.localdate()}, others=Interview.objects.beside(row).count())
    return _page(request, row, form)


@login_required
@require_POST
def interview_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what was said, with the signed sheet if there is one: both are kept or neither."""
    row = get_object_or_404(Interview.objects.visible_to(request.user).for_list(), pk=pk)
    can_hold_interview(request.user, row).enforce()
    others = list(Interview.objects.beside(row))
    form = InterviewForm(request.POST, request.FILES, others=len(others))
    if not form.is_valid():
        return _page(request, row, form)
    given, at = dict(form.cleaned_data), timezone.now()
    chosen = [row, *others] if given.pop("all_of_organisation", False) else [row]
    with transaction.atomic():
        file = given.pop("file")
        document = store(file, actor=request.user, at=at) if file else None
        for one in chosen:
            interviews.hold(one, **given, document=document, actor=request.user, at=at)
    messages.success(request, _("The interview of {name} is on record.").format(name=row.organisation))
    return redirect(row)


@login_required
@require_GET
def interview_document(request: HttpRequest, pk: int) -> FileResponse:
    """The file that was handed in with the record."""
    rows = Interview.objects.visible_to(request.user).exclude(document=None).select_related("document")
    return stream(get_object_or_404(rows, pk=pk).document, "original")


def _page(request: HttpRequest, row: Interview, form: InterviewForm) -> HttpResponse:
    notices = Notice.objects.filter(problem=row.problem_id, organisation=row.organisation_id)
    context = {
        "interview": row,
        "form": form,
        "may_hold": can_hold_interview(request.user, row),
        "notices": notices.order_by("issued_at", "pk"),
    }
    return page(request, "evaluation/interviews/detail.html", context)


def _tabs(request: HttpRequest, open_ones: int) -> list[dict[str, Any]]:
    rest = request.GET.copy()
    for name in ("state", "after", "before"):
        rest.pop(name, None)
    tabs = []
    for value, label in [("", _("All")), *InterviewFace.choices]:
        query = rest.copy()
        if value:
            query["state"] = value
        tabs.append(
            {
                "label": label,
                "url": f"{reverse('evaluation:interviews')}?{query.urlencode()}",
                "current": request.GET.get("state", "") == value,
                "count": open_ones if value == InterviewFace.ASKED else None,
            }
        )
    return tabs
