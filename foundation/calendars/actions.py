"""What is done with the working calendar: load, declare, change, drop, set hours, install."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.errors import DomainError

from . import followers
from .choices import DayKind
from .hours import usual_hours, write_hours
from .models import CalendarDay, CalendarSpan, CalendarYear
from .permissions import can_keep_calendar
from .shipped import UnusualDay, shipped_years


class YearOutOfTurn(DomainError):
    """Years are loaded one after the other; a gap would make deadlines look certain that are not."""


class DayNotUnusual(DomainError):
    """A day is said to be what it is anyway."""


class SpanBackwards(DomainError):
    """A part of a year ends before it begins."""


@transaction.atomic
def load(year: int, days: Sequence[UnusualDay], *, actor: Any, at: dt.datetime) -> CalendarYear:
    """Put in what was announced for a year (载入年度工作日历), in the place of everything the year held before."""
    can_keep_calendar(actor).enforce()
    _in_turn(year)
    row = _locked(year)
    before, after = _told(row), {one.day.isoformat(): one.kind for one in days}
    if row.is_loaded and before == after and _names(row) == {one.day: one.name for one in days}:
        return row
    row.days.all().delete()
    new = [CalendarDay(day=one.day, year=row, kind=one.kind, name=one.name) for one in days]
    for one in new:
        _check(one)
    CalendarDay.objects.bulk_create(new)
    _changed(row, is_loaded=True)
    record("calendar.load", row, actor=actor, at=at, before={"days": before}, after={"days": after}, region="")
    return row


@transaction.atomic
def declare(year: CalendarYear, *, actor: Any, at: dt.datetime) -> None:
    """Say that the year stands as it was announced (确认年度日历): its deadlines are no longer provisional."""
    can_keep_calendar(actor).enforce()
    _in_turn(year.pk)
    row = _locked(year.pk)
    if row.is_loaded:
        return
    _changed(row, is_loaded=True)
    after = {"loaded": True, "days": _told(row)}
    record("calendar.load", row, actor=actor, at=at, before={"loaded": False}, after=after, region="")


@transaction.atomic
def change(day: dt.date, *, kind: str, name: str, actor: Any, at: dt.datetime) -> CalendarDay:
    """Say that one day is off, or worked in exchange (调整单日)."""
    can_keep_calendar(actor).enforce()
    row = _locked(day.year)
    known = CalendarDay.objects.filter(pk=day).first()
    if known is not None and (known.kind, known.name) == (kind, name):
        return known
    new = CalendarDay(day=day, year=row, kind=kind, name=name)
    _check(new)
    before = {day.isoformat(): known.kind} if known else {}
    CalendarDay.objects.filter(pk=day).delete()
    CalendarDay.objects.bulk_create([new])
    _changed(row)
    after = {day.isoformat(): kind}
    record("calendar.change", row, actor=actor, at=at, before={"days": before}, after={"days": after}, region="")
    return new


@transaction.atomic
def drop(day: CalendarDay, *, actor: Any, at: dt.datetime) -> None:
    """Let a day go by its weekday again (取消单日调整)."""
    can_keep_calendar(actor).enforce()
    row = _locked(day.year_id)
    if not CalendarDay.objects.filter(pk=day.pk).delete()[0]:
        return
    _changed(row)
    before = {day.day.isoformat(): day.kind}
    record("calendar.change", row, actor=actor, at=at, before={"days": before}, after={"days": {}}, region="")


@transaction.atomic
def set_hours(year: CalendarYear, *, hours: str, actor: Any, at: dt.datetime) -> None:
    """Say from when to when people work in a year (设定工作时间)."""
    can_keep_calendar(actor).enforce()
    row = _locked(year.pk)
    before, row.hours = row.hours, hours
    row.full_clean()
    row.hours = write_hours(row.office_hours)
    if row.hours == before:
        return
    _changed(row, hours=row.hours)
    record("calendar.change", row, actor=actor, at=at, before={"hours": before}, after={"hours": row.hours}, region="")


@transaction.atomic
def set_span(
    year: CalendarYear, *, first: dt.date, last: dt.date, hours: str, name: str = "", actor: Any, at: dt.datetime
) -> CalendarSpan:
    """Say that a part of a year has office hours of its own (设定夏季、冬季作息)."""
    can_keep_calendar(actor).enforce()
    row = _locked(year.pk)
    if last < first:
        raise SpanBackwards(_("It ends on the day it begins, or later."))
    span = CalendarSpan(year=row, first=first, last=last, hours=hours, name=name)
    span.full_clean()
    span.hours = write_hours(span.office_hours)
    span.save(force_insert=True)
    _changed(row)
    record("calendar.change", row, actor=actor, at=at, after={"hours": _told_of(span)}, region="")
    return span


@transaction.atomic
def drop_span(span: CalendarSpan, *, actor: Any, at: dt.datetime) -> None:
    """Let a part of a year go by the hours of the year again (取消分段作息)."""
    can_keep_calendar(actor).enforce()
    row = _locked(span.year_id)
    if not CalendarSpan.objects.filter(pk=span.pk).delete()[0]:
        return
    _changed(row)
    record("calendar.change", row, actor=actor, at=at, before={"hours": _told_of(span)}, region="")


def _told_of(span: CalendarSpan) -> dict[str, str]:
    return {f"{span.first.isoformat()}/{span.last.isoformat()}": span.hours}


@transaction.atomic
def install(*, actor: Any, at: dt.datetime) -> int:
    """Load the years that the portal ships with, each once; how many were new."""
    there = set(CalendarYear.objects.values_list("year", flat=True))
    new = [year for year in sorted(shipped_years()) if year not in there]
    for year in new:
        load(year, shipped_years()[year], actor=actor, at=at)
    return len(new)


def _in_turn(year: int) -> None:
    loaded = list(CalendarYear.objects.filter(is_loaded=True).values_list("year", flat=True))
    if loaded and not min(loaded) - 1 <= year <= max(loaded) + 1:
        missing = max(loaded) + 1 if year > max(loaded) else min(loaded) - 1
        raise YearOutOfTurn(_("Years are loaded one after the other: load {year} first.").format(year=missing))


def _locked(year: int) -> CalendarYear:
    """The row of a year, made when it is first spoken of; whoever changes it waits for whoever began before."""
    CalendarYear.objects.bulk_create([CalendarYear(year=year, hours=_last_hours(year))], ignore_conflicts=True)
    row = CalendarYear.objects.select_for_update().get(pk=year)
    if not row.revision and not row.spans.exists():
        _keep_spans(row)
    return row


def _keep_spans(row: CalendarYear) -> None:
    """A new year keeps the parts of the year before, day for day; the leap day ends with February."""
    earlier = CalendarSpan.objects.filter(year=row.pk - 1).order_by("first")
    CalendarSpan.objects.bulk_create(
        CalendarSpan(
            year=row, first=_in_year(one.first, row.pk), last=_in_year(one.last, row.pk), hours=one.hours, name=one.name
        )
        for one in earlier
    )


def _in_year(day: dt.date, year: int) -> dt.date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28) if is_leap_day else day.replace(year=year)


def _last_hours(year: int) -> str:
    """A new year keeps the hours of the year before."""
    earlier = CalendarYear.objects.filter(year__lt=year).order_by("-year").values_list("hours", flat=True)
    return earlier.first() or usual_hours()


def _told(row: CalendarYear) -> dict[str, str]:
    return {day.isoformat(): kind for day, kind in row.days.order_by("day").values_list("day", "kind")}


def _names(row: CalendarYear) -> dict[dt.date, str]:
    return dict(row.days.values_list("day", "name"))


def _check(one: CalendarDay) -> None:
    """A weekend that is off and a weekday that is worked need no word, except inside a holiday."""
    one.clean_fields(exclude=["year"])
    if one.kind == DayKind.WORK and one.day.weekday() < 5:
        raise DayNotUnusual(_("{day} is a weekday and worked anyway.").format(day=one.day.isoformat()))


def _changed(row: CalendarYear, **values: Any) -> None:
    row.revision += 1
    row.stamp = uuid.uuid4()
    CalendarYear.objects.filter(pk=row.pk).update(revision=row.revision, stamp=row.stamp, **values)
    for name, value in values.items():
        setattr(row, name, value)
    followers.tell(row.pk, row.revision)
