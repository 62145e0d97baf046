"""Checks: the list of a day, one record, what the office decides, and what is asked."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from foundation.web.numbers import number
from foundation.web.pages import page, paginate

from ..actions import checks
from ..filters import CheckFilter
from ..models import Check, CheckFlag, Draw
from ..permissions import can_appeal, can_decide_check
from ..queries import appeals as disputes
from ..queries import check_pages as reads

WINDOW = dt.timedelta(days=30)


@login_required
@require_GET
def check_list(request: HttpRequest) -> HttpResponse:
    """Today's checks, or those of another day or month; without either the last thirty days."""
    today = timezone.localdate()
    given = request.GET or {"date": today.isoformat()}
    visible = Check.objects.visible_to(request.user).filter(reads.within_districts(request.user))
    if not given.get("date") and not given.get("month"):
        visible = visible.filter(on__range=(today - WINDOW, today))
    found = CheckFilter(given, queryset=visible, request=request)
    counted = reads.tally(found.qs, on=today)
    context = {
        "filter": found,
        "checks": paginate(request, reads.listed(found.qs, on=today), by="key", counted=counted["total"]),
        "title": _title(counted),
        "tabs": _tabs(given, today),
        "today": today,
    }
    return page(request, "evaluation/checks/list.html", context, fragment="evaluation/checks/_rows.html")


@login_required
@require_GET
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """One check: items, points lost and why, photos, questions, what happened."""
    row = _check(request, pk)
    lines = reads.lines_of(row)
    context = {
        "check": row,
        "lines": lines,
        "lost": [line for line in lines if line.losses or line.row.failed],
        "flags": row.flags.select_related("answered_by").order_by("pk"),
        "extra": row.photos.filter(item=None).order_by("position", "pk"),
        "problems": checks_problems(row),
        "steps": reads.timeline(row),
        "visits": reads.other_visits(row),
        "draw": Draw.objects.visible_to(request.user).filter(pk=row.draw_id).first(),
        "is_missed": row.state == "drawn" and row.on < timezone.localdate(),
        "can_decide": can_decide_check(request.user, row),
        "dispute": disputes.offer(request.user, row, can_appeal, at=timezone.now()),
    }
    return page(request, "evaluation/checks/detail.html", context)


@login_required
@require_POST
def check_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The office agrees."""
    row = _check(request, pk)
    checks.confirm(row, actor=request.user, at=timezone.now())
    messages.success(request, _("The check of {site} is confirmed.").format(site=row.site))
    return redirect(row)


@login_required
@require_POST
def check_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """The office takes a drawn check back."""
    row = _check(request, pk)
    checks.cancel(row, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("The check of {site} is cancelled.").format(site=row.site))
    return redirect(row)


@login_required
@require_POST
def check_void(request: HttpRequest, pk: int) -> HttpResponse:
    """The office declares a check void."""
    row = _check(request, pk)
    checks.void(row, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("The check of {site} is void and no longer counts.").format(site=row.site))
    return redirect(row)


@login_required
@require_GET
def flag_list(request: HttpRequest) -> HttpResponse:
    """What is asked about checks: the open questions, or the answered ones."""
    answered = request.GET.get("tab") == "answered"
    visible = Check.objects.visible_to(request.user)
    rows = CheckFlag.objects.filter(reads.within_districts(request.user), check_record__in=visible)
    rows = rows.filter(answered_at__isnull=not answered).select_related(
        "check_record__site__region", "check_record__inspector", "answered_by"
    )
    flags = paginate(request, rows.order_by("-pk"), by="key")
    address = reverse("evaluation:check-flags")
    context = {
        "flags": flags,
        "title": _flag_title(flags.total, answered=answered),
        "tabs": [
            {"label": _("Open"), "url": address, "current": not answered, "count": None},
            {"label": _("Answered"), "url": f"{address}?tab=answered", "current": answered, "count": None},
        ],
        "can_answer": request.user.has_role("admin"),
    }
    return page(request, "evaluation/checks/flags.html", context, fragment="evaluation/checks/_flags.html")


@login_required
@require_POST
def flag_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The office writes down what came of a question."""
    visible = Check.objects.visible_to(request.user)
    rows = CheckFlag.objects.filter(check_record__in=visible).select_related("check_record")
    flag = get_object_or_404(rows, pk=pk)
    checks.answer(flag, text=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("The answer is kept with the check."))
    return redirect("evaluation:check-flags")


def _check(request: HttpRequest, pk: int) -> Check:
    rows = Check.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("site__type", "site__region", "organisation", "inspector", "draw"), pk=pk
    )


def checks_problems(row: Check) -> Any:
    """The problems that a check opened or added to."""
    return reads.Problem.objects.filter(findings__check_item__check_record=row).distinct().order_by("pk")


def _title(counted: dict[str, int]) -> str:
    total = counted["total"]
    if total > reads.COUNT_CAP:
        return _("More than 10,000 checks; narrow them down")
    if not total:
        return _("No checks")
    parts = [
        ngettext("{n} check", "{n} checks", total).format(n=number(total)),
        _("{n} done").format(n=number(counted["done"])),
    ]
    if counted["missed"]:
        parts.append(_("{n} missed").format(n=number(counted["missed"])))
    if counted["asked"]:
        parts.append(_("{n} in question").format(n=number(counted["asked"])))
    return _(", ").join(parts)


def _flag_title(total: int | None, *, answered: bool) -> str:
    if total is None:
        return _("More than 10,000 questions about checks")
    if answered:
        return ngettext("{n} question answered", "{n} questions answered", total).format(n=number(total))
    if not total:
        return _("Nothing is asked about any check")
    return ngettext("{n} question about a check is open", "{n} questions about checks are open", total).format(
        n=number(total)
    )


def _tabs(given: Any, today: dt.date) -> list[dict[str, Any]]:
    address = reverse("evaluation:checks")
    recent = not given.get("date") and not given.get("month")
    state = given.get("state")
    return [
        {"label": _("Today"), "url": address, "current": given.get("date") == today.isoformat(), "count": None},
        {"label": _("Last 30 days"), "url": f"{address}?tab=recent", "current": recent and not state, "count": None},
        {
            "label": _("Missed"),
            "url": f"{address}?state=missed",
            "current": recent and state == "missed",
            "count": None,
        },
        {"label": _("Questions"), "url": reverse("evaluation:check-flags"), "current": False, "count": None},
    ]
