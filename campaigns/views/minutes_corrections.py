"""Pages about corrected minutes: correcting them, and the ones they replaced."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foundation.documents.official import document_response
from foundation.web.pages import page

from ..actions import minutes_corrections
from ..choices import ISSUED_MINUTES
from ..exports.minutes import file_name, minutes_document, replaced_text
from ..forms.meetings import CorrectForm
from ..models import Meeting, ReplacedMinutes
from ..permissions import can_call_meeting
from ..queries.meetings import decided


@login_required
@require_http_methods(["GET", "POST"])
def minutes_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue corrected minutes under the same number."""
    row = get_object_or_404(Meeting.objects.visible_to(request.user).filter(state__in=ISSUED_MINUTES).for_list(), pk=pk)
    can_call_meeting(request.user, row.region_id).enforce()
    form = CorrectForm(request.POST or None, meeting=row, items=list(row.items.order_by("position")))
    if request.method == "POST" and form.is_valid():
        minutes_corrections.correct(row, **form.told(), actor=request.user, at=timezone.now())
        said = _("The corrected minutes are issued, {number}; everybody invited is told.")
        messages.success(request, said.format(number=row.number))
        return redirect(row)
    return page(request, "campaigns/meetings/correct.html", {"form": form, "meeting": row})


@login_required
@require_GET
def minutes_replaced(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Minutes that a correction replaced, as they were."""
    row = _replaced(request, pk, version)
    meeting = row.meeting
    text = replaced_text(meeting, row, meeting.attendees.for_list(), decided(meeting))
    return page(request, "campaigns/meetings/replaced.html", {"meeting": meeting, "replaced": row, "text": text})


@login_required
@require_GET
def minutes_replaced_file(request: HttpRequest, pk: int, version: int) -> FileResponse:
    """The same as a Word document, which says that it holds no longer."""
    row = _replaced(request, pk, version)
    meeting = row.meeting
    text = replaced_text(meeting, row, meeting.attendees.for_list(), decided(meeting))
    name = f"{file_name(meeting, version=row.version)}（已被替代）"
    return document_response(name, minutes_document(text))


def _replaced(request: HttpRequest, pk: int, version: int) -> ReplacedMinutes:
    rows = ReplacedMinutes.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    rows = rows.select_related("meeting__kind", "meeting__region", "replaced_by")
    return get_object_or_404(rows, meeting=pk, version=min(version, 2**15 - 1))
