"""Pages of the working calendar: the years, and one year with its days and hours."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.web.pages import page

from . import actions
from .forms import DayForm, HoursForm, SpanForm
from .models import CalendarDay, CalendarSpan, CalendarYear
from .permissions import can_keep_calendar, can_see_calendar
from .queries import days_of, spans_of, work_calendar, year_lines, year_of


@login_required
@require_GET
def years(request: HttpRequest) -> HttpResponse:
    """Every year: announced or not, its hours, how many days do not go by their weekday."""
    can_see_calendar(request.user).enforce()
    context = {
        "lines": year_lines(),
        "until": work_calendar().loaded_until,
        "can_keep": can_keep_calendar(request.user),
    }
    return page(request, "foundation/calendars/list.html", context)


@login_required
@require_GET
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year with its days."""
    can_see_calendar(request.user).enforce()
    return _year_page(request, _year_or_404(year))


@login_required
@require_POST
def day_change(request: HttpRequest, year: int) -> HttpResponse:
    """Say that a day is off, or worked in exchange."""
    can_keep_calendar(request.user).enforce()
    row, form = _year_or_404(year), DayForm(request.POST, year=year)
    if not form.is_valid():
        return _year_page(request, row, day_form=form)
    told = actions.change(**form.cleaned_data, actor=request.user, at=timezone.now())
    said = _("{day} is kept. Open deadlines of {year} are worked out again.")
    messages.success(request, said.format(day=told.day.isoformat(), year=year))
    return redirect("calendars:year", year=year)


@login_required
@require_POST
def day_drop(request: HttpRequest, day: dt.date) -> HttpResponse:
    """Let a day go by its weekday again."""
    can_keep_calendar(request.user).enforce()
    row = get_object_or_404(CalendarDay, pk=day)
    actions.drop(row, actor=request.user, at=timezone.now())
    said = _("{day} goes by its weekday again. Open deadlines of {year} are worked out again.")
    messages.success(request, said.format(day=row.day.isoformat(), year=row.year_id))
    return redirect("calendars:year", year=row.year_id)


@login_required
@require_POST
def hours(request: HttpRequest, year: int) -> HttpResponse:
    """Say from when to when people work in a year."""
    can_keep_calendar(request.user).enforce()
    row, form = _year_or_404(year), HoursForm(request.POST)
    if not form.is_valid():
        return _year_page(request, row, hours_form=form)
    actions.set_hours(row, **form.cleaned_data, actor=request.user, at=timezone.now())
    said = _("The office hours of {year} are kept. Open deadlines of {year} are worked out again.")
    messages.success(request, said.format(year=year))
    return redirect("calendars:year", year=year)


@login_required
@require_POST
def span_set(request: HttpRequest, year: int) -> HttpResponse:
    """Say that a part of a year has hours of its own."""
    can_keep_calendar(request.user).enforce()
    row, form = _year_or_404(year), SpanForm(request.POST, year=year)
    if not form.is_valid():
        return _year_page(request, row, span_form=form)
    told = actions.set_span(row, **form.cleaned_data, actor=request.user, at=timezone.now())
    said = _("The hours of {span} are kept. Open deadlines of {year} are worked out again.")
    messages.success(request, said.format(span=told, year=year))
    return redirect("calendars:year", year=year)


@login_required
@require_POST
def span_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a part of a year go by the hours of the year again."""
    can_keep_calendar(request.user).enforce()
    row = get_object_or_404(CalendarSpan, pk=pk)
    actions.drop_span(row, actor=request.user, at=timezone.now())
    said = _("{span} goes by the hours of the year again. Open deadlines of {year} are worked out again.")
    messages.success(request, said.format(span=row, year=row.year_id))
    return redirect("calendars:year", year=row.year_id)


@login_required
@require_POST
def declare(request: HttpRequest, year: int) -> HttpResponse:
    """Say that a year stands as it was announced."""
    can_keep_calendar(request.user).enforce()
    actions.declare(_year_or_404(year), actor=request.user, at=timezone.now())
    said = _("{year} is loaded. Provisional deadlines of {year} are worked out again.")
    messages.success(request, said.format(year=year))
    return redirect("calendars:year", year=year)


def _year_or_404(number: int) -> CalendarYear:
    found = year_of(number)
    if found is None:
        raise Http404
    return found


def _year_page(
    request: HttpRequest,
    row: CalendarYear,
    *,
    day_form: DayForm | None = None,
    hours_form: HoursForm | None = None,
    span_form: SpanForm | None = None,
) -> HttpResponse:
    context = {
        "year": row,
        "days": days_of(row),
        "can_keep": can_keep_calendar(request.user),
        "day_form": day_form or DayForm(year=row.year),
        "spans": spans_of(row),
        "span_form": span_form or SpanForm(year=row.year),
        "hours_form": hours_form or HoursForm(initial={"hours": row.hours}),
    }
    status = 422 if day_form or hours_form or span_form else None
    return page(request, "foundation/calendars/year.html", context, status=status)
