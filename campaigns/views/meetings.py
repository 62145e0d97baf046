"""Pages of meetings: the list, one meeting, planning, calling, its day."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.documents.exporting import exported
from foundation.documents.workbooks import workbook_response
from foundation.web.pages import page, paginate

from ..actions import meetings, minutes
from ..choices import ISSUED_MINUTES, MeetingState, Presence
from ..exports.meetings import MEETINGS, meeting_rows
from ..exports.minutes import issued_text
from ..filters import MeetingFilter
from ..forms.decisions import DecideForm
from ..forms.meetings import MeetingForm, PointForm, initial_of
from ..models import Meeting, MeetingKind
from ..permissions import can_call_meeting
from ..queries import meetings as reads

MOST_EXPORTED = 20_000


@login_required
@require_GET
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Meetings in sight, the latest first."""
    visible, today = Meeting.objects.visible_to(request.user), timezone.localdate()
    found = MeetingFilter(request.GET, queryset=visible, request=request)
    rows = reads.with_decisions(found.qs.for_list(), on=today)
    may_call, wide = bool(can_call_meeting(request.user)), request.GET.copy()
    wide.pop("state", None)
    every = MeetingFilter(wide, queryset=visible, request=request).qs
    context = {
        "filter": found,
        "meetings": paginate(request, rows, by="key"),
        "title": reads.title_of(every, on=today, writes=may_call),
        "tabs": _tabs(request, every.counts()),
        "kinds": MeetingKind.objects.for_list(),
        "may_call": may_call,
    }
    return page(request, "campaigns/meetings/list.html", context, fragment="campaigns/meetings/_rows.html")


@login_required
@require_POST
def meeting_export(request: HttpRequest) -> FileResponse:
    """The meetings of the list as a workbook."""
    visible, today = Meeting.objects.visible_to(request.user), timezone.localdate()
    rows = reads.with_decisions(MeetingFilter(request.GET, queryset=visible, request=request).qs.for_list(), on=today)
    exported(request, "meetings")
    return workbook_response(_("Meetings"), MEETINGS, meeting_rows(rows[:MOST_EXPORTED]))


@login_required
@require_GET
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: notice and agenda before it, minutes while they are written, the paper after that."""
    row, today = found_meeting(request, pk), timezone.localdate()
    may_call = bool(can_call_meeting(request.user, row.region_id))
    items = list(row.items.select_related("organisation").order_by("position"))
    attendees = list(row.attendees.for_list())
    decisions = list(row.decisions.visible_to(request.user).for_list(on=today).order_by("position"))
    writes = may_call and row.state == MeetingState.HELD
    context: dict[str, Any] = {
        "meeting": row,
        "items": items,
        "attendees": attendees,
        "attendance": reads.attendance_of(attendees),
        "decisions": decisions,
        "may_call": may_call,
        "has_begun": row.starts_at <= timezone.now(),
        "writes": writes,
        "missing": minutes.missing_of(row) if writes else [],
        "presences": Presence.choices,
        "now": timezone.now(),
    }
    if row.state in ISSUED_MINUTES:
        context["replaced"] = reads.replaced_of(row)
        context["text"] = issued_text(row, items, attendees, reads.decided(row), context["replaced"])
    if writes:
        context["decide_form"] = DecideForm(meeting=row, host=request.get_host())
        context["point_form"] = PointForm()
    return page(request, "campaigns/meetings/detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Plan a meeting."""
    can_call_meeting(request.user).enforce()
    form = MeetingForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        told, row = form.told(on=timezone.localdate()), form.instance
        agenda, invited = told["agenda"], told["invited"]
        meetings.plan(row, agenda=agenda, invited=invited, actor=request.user, at=timezone.now())
        messages.success(request, _("“{meeting}” is planned. Nobody is told before you call it.").format(meeting=row))
        return redirect(row)
    return page(request, "campaigns/meetings/form.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time, place, agenda or circle."""
    row = found_meeting(request, pk)
    can_call_meeting(request.user, row.region_id).enforce()
    first = initial_of(row)
    form = MeetingForm(request.POST or None, user=request.user, instance=found_meeting(request, pk), initial=first)
    if request.method == "POST" and form.is_valid():
        meetings.change(row, **form.told(on=timezone.localdate()), actor=request.user, at=timezone.now())
        messages.success(request, _("“{meeting}” is changed.").format(meeting=row))
        return redirect(row)
    return page(request, "campaigns/meetings/form.html", {"form": form, "meeting": row})


@login_required
@require_POST
def meeting_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the notice."""
    row = found_meeting(request, pk)
    meetings.call(row, actor=request.user, at=timezone.now())
    messages.success(request, _("“{meeting}” is called; everybody invited has a message.").format(meeting=row))
    return redirect(row)


@login_required
@require_POST
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting does not take place."""
    row = found_meeting(request, pk)
    meetings.cancel(row, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("“{meeting}” is cancelled.").format(meeting=row))
    return redirect(row)


@login_required
@require_POST
def meeting_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting has taken place."""
    row = found_meeting(request, pk)
    meetings.hold(row, actor=request.user, at=timezone.now())
    messages.success(request, _("Write down who came, what was said and what was decided."))
    return redirect(row)


def found_meeting(request: HttpRequest, pk: int) -> Meeting:
    """A meeting in sight with what its page shows."""
    return get_object_or_404(Meeting.objects.visible_to(request.user).for_list(), pk=pk)


def _tabs(request: HttpRequest, counts: dict[str, int]) -> list[dict[str, Any]]:
    rest = request.GET.copy()
    for name in ("state", "after", "before"):
        rest.pop(name, None)
    tabs = []
    for value, label in [("", _("All")), *MeetingState.choices]:
        query = rest.copy()
        if value:
            query["state"] = value
        tabs.append(
            {
                "label": label,
                "url": f"{reverse('campaigns:meetings')}?{query.urlencode()}",
                "current": request.GET.get("state", "") == value,
                "count": counts.get(value, 0) if value else sum(counts.values()),
            }
        )
    return tabs
