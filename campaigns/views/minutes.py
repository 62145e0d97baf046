"""Pages about the minutes of a meeting: who came, what was said, what was decided, the document."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.documents.official import document_response
from foundation.errors import BadInput
from foundation.web.pages import page

from ..actions import decisions, meetings, minutes
from ..actions.meetings import Point
from ..choices import TOOK_PLACE
from ..exports.minutes import file_name, issued_text, minutes_document
from ..forms.decisions import DecideForm
from ..forms.meetings import PointForm, WriteForm, attendance_of
from ..models import AgendaItem, Decision, Meeting
from ..permissions import can_call_meeting
from ..queries.meetings import decided, replaced_of
from .meetings import found_meeting


@login_required
@require_POST
def meeting_mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down who came."""
    row = found_meeting(request, pk)
    can_call_meeting(request.user, row.region_id).enforce()
    told = attendance_of(request.POST, list(row.attendees.for_list()))
    meetings.mark(row, attendance=told, actor=request.user, at=timezone.now())
    messages.success(request, _("Attendance is kept."))
    return redirect(f"{row.get_absolute_url()}#attendance")


@login_required
@require_POST
def meeting_point(request: HttpRequest, pk: int) -> HttpResponse:
    """A point that came up in the meeting."""
    row = found_meeting(request, pk)
    can_call_meeting(request.user, row.region_id).enforce()
    point = Point(_read(PointForm(request.POST))["title"])
    meetings.add_item(row, point=point, actor=request.user, at=timezone.now())
    messages.success(request, _("The point is on the agenda."))
    return redirect(f"{row.get_absolute_url()}#minutes")


@login_required
@require_POST
def minutes_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what the minutes say about a point; by htmx after two seconds, or by the button."""
    rows = AgendaItem.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    item = get_object_or_404(rows.select_related("meeting"), pk=pk)
    can_call_meeting(request.user, item.meeting.region_id).enforce()
    told = _read(WriteForm(request.POST))
    revision = minutes.write(item, **told, actor=request.user, at=timezone.now())
    if request.htmx:
        context = {"item": item, "revision": revision, "now": timezone.now()}
        return page(request, "campaigns/meetings/_saved.html", context)
    messages.success(request, _("Your text is kept."))
    return redirect(f"{item.meeting.get_absolute_url()}#item-{item.pk}")


@login_required
@require_POST
def minutes_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign off the minutes."""
    row = found_meeting(request, pk)
    minutes.sign(row, actor=request.user, at=timezone.now())
    messages.success(
        request, _("The minutes are issued, {number}; owners have their decisions.").format(number=row.number)
    )
    return redirect(row)


@login_required
@require_GET
def minutes_document_file(request: HttpRequest, pk: int) -> FileResponse:
    """The minutes as a Word document, a draft without number before they are issued."""
    row = get_object_or_404(Meeting.objects.visible_to(request.user).filter(state__in=TOOK_PLACE).for_list(), pk=pk)
    if not row.serial:
        can_call_meeting(request.user, row.region_id).enforce()
    items = list(row.items.order_by("position"))
    text = issued_text(row, items, list(row.attendees.for_list()), decided(row), replaced_of(row))
    return document_response(file_name(row), minutes_document(text))


@login_required
@require_http_methods(["GET", "POST"])
def meeting_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a decision."""
    row = found_meeting(request, pk)
    can_call_meeting(request.user, row.region_id).enforce()
    form = DecideForm(request.POST or None, meeting=row, host=request.get_host())
    if request.method == "POST" and form.is_valid():
        decisions.decide(row, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("The decision is written down; it goes out with the minutes."))
        return redirect(f"{row.get_absolute_url()}#decisions")
    return page(request, "campaigns/decisions/form.html", {"form": form, "meeting": row})


@login_required
@require_http_methods(["GET", "POST"])
def decision_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a decision differently while the minutes are being written."""
    row = _decision(request, pk)
    can_call_meeting(request.user, row.region_id).enforce()
    first = {"text": row.text, "organisation": row.organisation, "due_on": row.due_on, "item": row.item}
    first["supporters"] = list(row.supporters.values_list("pk", flat=True))
    form = DecideForm(request.POST or None, meeting=row.meeting, host=request.get_host(), initial=first)
    if request.method == "POST" and form.is_valid():
        decisions.change(row, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("The decision is changed."))
        return redirect(f"{row.meeting.get_absolute_url()}#decisions")
    return page(request, "campaigns/decisions/form.html", {"form": form, "meeting": row.meeting, "decision": row})


@login_required
@require_POST
def decision_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike out a decision that nobody was told of."""
    row = _decision(request, pk)
    decisions.drop(row, actor=request.user, at=timezone.now())
    messages.success(request, _("The decision is struck out."))
    return redirect(f"{row.meeting.get_absolute_url()}#decisions")


def _decision(request: HttpRequest, pk: int) -> Decision:
    rows = Decision.objects.visible_to(request.user).select_related("meeting", "organisation", "item")
    return get_object_or_404(rows, pk=pk)


def _read(form: Any) -> dict[str, Any]:
    if not form.is_valid():
        raise BadInput(" ".join(text for texts in form.errors.values() for text in texts))
    return dict(form.cleaned_data)
