"""Special actions: the overview of a year, one action with its chart, adopting and ending them."""

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
from foundation.documents.workbooks import workbook_response
from foundation.organisations.models import Region
from foundation.web.pages import page

from ..actions import special_actions
from ..choices import SpecialActionState
from ..exports.special_actions import HEADER, milestone_rows
from ..forms.special_actions import AdoptForm, ChangeForm
from ..models import Milestone, SpecialAction
from ..permissions import can_report_special_action, can_run_special_actions
from ..queries import special_actions as reads
from ..queries.joint_campaigns import campaigns_of, campaigns_of_many
from ..queries.offices import administered_by
from .joint_campaigns import tags

YEARS = range(2000, 2100)


@login_required
@require_GET
def special_list(request: HttpRequest) -> HttpResponse:
    """The special actions of a district in a year: how far each is."""
    year, place, places = _where(request)
    rows = _overviews(request, year, place)
    late = sum(len(one.late) for one in rows)
    context = {
        "overviews": rows,
        "title": _title(rows, late, year),
        "year": year,
        "years": _switches(request, "year", [(str(one), str(one)) for one in _years(request)], str(year)),
        "places": _switches(request, "district", [(one.pk, one.name) for one in places], place.pk if place else ""),
        "place": place,
        "to_adopt": _to_adopt(request, year),
        "query": request.GET.urlencode(),
    }
    return page(request, "campaigns/special_actions/list.html", context)


def _where(request: HttpRequest) -> tuple[int, Region | None, list[Region]]:
    """The year and the district in the address, else this year and the first district in reach."""
    given = request.GET.get("year", "")
    is_year = given.isascii() and given.isdigit() and len(given) == 4 and int(given) in YEARS
    year = int(given) if is_year else timezone.localdate().year
    places = reads.districts_of(request.user, year)
    wanted = request.GET.get("district")
    place = next((one for one in places if one.pk == wanted), places[0] if places else None)
    return year, place, places


def _overviews(request: HttpRequest, year: int, place: Region | None) -> list[reads.Overview]:
    visible = SpecialAction.objects.visible_to(request.user).filter(year=year, district=place)
    rows = visible.select_related("lead", "kind").order_by("kind__position", "pk")
    return reads.overviews(rows, on=timezone.localdate())


def _title(rows: list[reads.Overview], late: int, year: int) -> str:
    if late:
        return ngettext("{n} milestone is late", "{n} milestones are late", late).format(n=late)
    if rows:
        said = ngettext("{n} special action in {year}", "{n} special actions in {year}", len(rows))
        return said.format(n=len(rows), year=year)
    return _("No special action was adopted in {year}").format(year=year)


def _years(request: HttpRequest) -> list[int]:
    today = timezone.localdate().year
    return sorted({today, *reads.years_of(request.user)}, reverse=True)


def _switches(request: HttpRequest, name: str, values: list[tuple[str, str]], here: str) -> list[dict[str, Any]]:
    rows = []
    for value, label in values:
        query = request.GET.copy()
        query[name] = value
        rows.append({"label": label, "url": f"?{query.urlencode()}", "current": value == here, "count": None})
    return rows


def _to_adopt(request: HttpRequest, year: int) -> list[Region]:
    """Administered districts that have not adopted the whole catalogue for the year."""
    return [place for place in administered_by(request.user) if reads.still_to_adopt(place, year)]


@login_required
@require_POST
def special_export(request: HttpRequest) -> HttpResponse:
    """The special actions of the page with their milestones, as a workbook."""
    year, place, _places = _where(request)
    exported(request, "special_actions", region=place.pk if place else "")
    rows = milestone_rows(_overviews(request, year, place))
    return workbook_response(_("Special actions {year}").format(year=year), HEADER, rows)


@login_required
@require_http_methods(["GET", "POST"])
def special_adopt(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """Take the catalogue up for a year: who leads each line."""
    place = get_object_or_404(Region.objects.visible_to(request.user).districts(), pk=district)
    can_run_special_actions(request.user, place.pk).enforce()
    kinds = reads.still_to_adopt(place, year)
    form = AdoptForm(request.POST or None, district=place, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        made = special_actions.adopt(place, year=year, leads=form.leads(), actor=request.user, at=timezone.now())
        said = ngettext("{n} special action is adopted.", "{n} special actions are adopted.", len(made))
        messages.success(request, said.format(n=len(made)))
        return redirect(f"{reverse('campaigns:special-actions')}?year={year}&district={place.pk}")
    context = {"form": form, "lines": form.lines(), "place": place, "year": year}
    return page(request, "campaigns/special_actions/adopt.html", context)


@login_required
@require_GET
def special_action(request: HttpRequest, pk: int) -> HttpResponse:
    """One special action: milestones, the figure month by month, who takes part."""
    on = timezone.localdate()
    row = _action(request, pk)
    figures = list(row.figures.select_related("entered_by").order_by("month", "version"))
    standing = [figure for figure in figures if figure.superseded_at is None]
    milestones = list(Milestone.objects.filter(action=row).for_page(on=on))
    is_running = row.state == SpecialActionState.RUNNING
    may_report = can_report_special_action(request.user, row) and is_running
    may_run = can_run_special_actions(request.user, row.district_id)
    reached = reads.reached(row, standing)
    context = {
        "action": row,
        "milestones": _faced(milestones, is_running),
        "done": sum(one.done_on is not None for one in milestones),
        "figures": figures[::-1],
        "reached": reached,
        "progress": reads.progress_of(row, standing, _heads(row)),
        "missing": reads.missing_months(row, [one.month for one in standing], on=on) if is_running else [],
        "supporters": row.supporters.order_by("code"),
        "title": _headline(row, milestones, reached, on),
        "may_report": may_report,
        "may_run": may_run,
        "milestone_tags": campaigns_of_many("milestone", [one.pk for one in milestones]),
        **tags(
            request,
            "special_action",
            row.pk,
            campaigns_of("special_action", row.pk),
            offer=bool(may_report or may_run),
        ),
    }
    return page(request, "campaigns/special_actions/detail.html", context)


def _faced(milestones: list[Any], is_running: bool) -> list[dict[str, Any]]:
    """Each milestone with how it looks: due, late, done, done late."""
    rows = []
    for one in milestones:
        done = "done_late" if one.was_late else "done"
        rows.append({"row": one, "face": done if one.done_on else "late" if one.is_late and is_running else "due"})
    return rows


def _heads(row: SpecialAction) -> dict[str, str]:
    return {"sum": pgettext("figure of the year", "Total"), "month": _("In the month") if row.adds_up else _("Value")}


def _headline(row: SpecialAction, milestones: list[Any], reached: Any, on: dt.date) -> str:
    late = [one for one in milestones if one.is_late and row.state == SpecialActionState.RUNNING]
    if late:
        said = ngettext("{action}: {n} milestone is late", "{action}: {n} milestones are late", len(late))
        return said.format(action=row, n=len(late))
    done = sum(one.done_on is not None for one in milestones)
    return _("{action}: {done} of {all} milestones done").format(action=row, done=done, all=len(milestones))


@login_required
@require_http_methods(["GET", "POST"])
def special_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another lead, other supporting departments, another target."""
    row = _action(request, pk)
    can_run_special_actions(request.user, row.district_id).enforce()
    form = ChangeForm(request.POST or None, action=row)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        target = told["target"] or None
        supporters = list(told["supporters"])
        special_actions.change(
            row, lead=told["lead"], supporters=supporters, target=target, actor=request.user, at=timezone.now()
        )
        messages.success(request, _("Changed. What was reported before stays."))
        return redirect(row)
    context = {
        "form": form,
        "title": _("Who takes part in “{action}”?").format(action=row),
        "crumb": (row.get_absolute_url(), str(row)),
        "button": _("Keep"),
    }
    return page(request, "campaigns/action_form.html", context)


@login_required
@require_POST
def special_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Sum a special action up."""
    row = _action(request, pk)
    special_actions.finish(row, summary=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("“{action}” is finished.").format(action=row))
    return redirect(row)


@login_required
@require_POST
def special_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a special action before its end."""
    row = _action(request, pk)
    special_actions.stop(row, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("“{action}” is stopped.").format(action=row))
    return redirect(row)


@login_required
@require_POST
def special_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a special action that was stopped."""
    row = _action(request, pk)
    special_actions.resume(row, actor=request.user, at=timezone.now())
    messages.success(request, _("“{action}” goes on.").format(action=row))
    return redirect(row)


def _action(request: HttpRequest, pk: int) -> SpecialAction:
    rows = SpecialAction.objects.visible_to(request.user).select_related("lead", "district", "kind")
    return get_object_or_404(rows, pk=pk)
