"""Pages of the leading group, the working groups and their members."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.errors import BadInput
from foundation.web.pages import page

from ..actions import leadership
from ..forms.leadership import DissolveForm, ForceForm, GroupForm, LastDayForm, MemberForm, SuccessorForm
from ..models import Group, Membership
from ..permissions import can_lead
from ..queries import leadership as reads


@login_required
@require_GET
def group_board(request: HttpRequest) -> HttpResponse:
    """Who leads a district: the leading group with its two heads, the working groups."""
    districts = reads.districts_of(request.user)
    asked = request.GET.get("district", "")
    district = next((row for row in districts if row.code == asked), districts[0] if districts else None)
    board = reads.board_of(request.user, district.code, on=timezone.localdate()) if district else None
    context = {
        "district": district,
        "districts": districts,
        "board": board,
        "title": _title(district, board),
        "may_lead": bool(can_lead(request.user, district.code if district else None)),
    }
    return page(request, "campaigns/leadership/board.html", context)


@login_required
@require_GET
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """One group: who sits in it, who sat in it, what it is for."""
    row, today = _found(request, pk), timezone.localdate()
    context = {
        "group": row,
        "bench": reads.bench_of(row, on=today),
        "past": reads.past_of(row, on=today),
        "meetings": row.meetings.visible_to(request.user).for_list()[:5],
        "may_lead": bool(can_lead(request.user, row.district_id)),
        "today": today,
    }
    return page(request, "campaigns/leadership/group.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def group_new(request: HttpRequest) -> HttpResponse:
    """Begin a group."""
    can_lead(request.user).enforce()
    form = GroupForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        row = leadership.draft(form.instance, actor=request.user, at=timezone.now())
        messages.success(
            request, _("“{group}” is being formed. Name its heads, then put it in force.").format(group=row)
        )
        return redirect(row)
    return page(request, "campaigns/leadership/group_form.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def group_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, lead department, order or other duties."""
    row = _found(request, pk)
    can_lead(request.user, row.district_id).enforce()
    form = GroupForm(request.POST or None, user=request.user, instance=_found(request, pk))
    if request.method == "POST" and form.is_valid():
        leadership.change(row, values=form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("“{group}” is changed.").format(group=row))
        return redirect(row)
    return page(request, "campaigns/leadership/group_form.html", {"form": form, "group": row})


@login_required
@require_POST
def group_force(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a group in force."""
    row = _found(request, pk)
    can_lead(request.user, row.district_id).enforce()
    told = _read(ForceForm(request.POST))
    leadership.put_in_force(row, on=told["on"], actor=request.user, at=timezone.now())
    messages.success(request, _("“{group}” is in force.").format(group=row))
    return redirect(row)


@login_required
@require_POST
def group_dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Dissolve a group."""
    row = _found(request, pk)
    can_lead(request.user, row.district_id).enforce()
    told = _read(DissolveForm(request.POST))
    leadership.dissolve(row, **told, actor=request.user, at=timezone.now())
    messages.success(request, _("“{group}” is dissolved; its history stays.").format(group=row))
    return redirect(row)


@login_required
@require_http_methods(["GET", "POST"])
def member_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody joins a group."""
    row = _found(request, pk)
    can_lead(request.user, row.district_id).enforce()
    first = {"starts_on": timezone.localdate()}
    form = MemberForm(request.POST or None, user=request.user, instance=Membership(group=row), initial=first)
    if request.method == "POST" and form.is_valid():
        leadership.seat(form.instance, actor=request.user, at=timezone.now())
        messages.success(request, _("The member is added."))
        return redirect(row)
    return page(request, "campaigns/leadership/member_form.html", {"form": form, "group": row})


@login_required
@require_http_methods(["GET", "POST"])
def member_succeed(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody takes another's seat."""
    member = _member(request, pk)
    can_lead(request.user, member.group.district_id).enforce()
    new = Membership(group=member.group, post=member.post, organisation=member.organisation, office=member.office)
    first = {"starts_on": timezone.localdate()}
    form = SuccessorForm(request.POST or None, user=request.user, instance=new, initial=first)
    if request.method == "POST" and form.is_valid():
        successor, on = form.instance, form.cleaned_data["starts_on"]
        leadership.succeed(member, successor=successor, on=on, actor=request.user, at=timezone.now())
        messages.success(request, _("The seat has passed on; the history stays."))
        return redirect(member.group)
    context = {"form": form, "group": member.group, "member": member}
    return page(request, "campaigns/leadership/member_form.html", context)


@login_required
@require_POST
def member_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody leaves a group."""
    member = _member(request, pk)
    can_lead(request.user, member.group.district_id).enforce()
    told = _read(LastDayForm(request.POST))
    leadership.end(member, on=told["on"], actor=request.user, at=timezone.now())
    messages.success(request, _("The member has left; the history stays."))
    return redirect(member.group)


def _found(request: HttpRequest, pk: int) -> Group:
    return get_object_or_404(Group.objects.visible_to(request.user).select_related("district", "organisation"), pk=pk)


def _member(request: HttpRequest, pk: int) -> Membership:
    rows = Membership.objects.filter(group__in=Group.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("group__district", "user", "organisation"), pk=pk)


def _read(form: Any) -> dict[str, Any]:
    if not form.is_valid():
        raise BadInput(" ".join(text for texts in form.errors.values() for text in texts))
    return dict(form.cleaned_data)


def _title(district: Any, board: reads.Board | None) -> str:
    if board is None or district is None or not (board.leading or board.working):
        return _("Who leads the campaign")
    working = ngettext("{n} working group", "{n} working groups", len(board.working)).format(n=len(board.working))
    if not board.leading:
        return _("{place}: no leading group in force, {working}").format(place=district, working=working)
    heads = len(board.leading[0].heads)
    said = ngettext("{n} head", "{n} heads", heads).format(n=heads)
    return _("{place}: a leading group with {heads}, {working}").format(place=district, heads=said, working=working)
