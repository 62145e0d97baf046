"""The working calendar from a spreadsheet, a year or several at once."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.imports.kinds import Column, ImportKind, ImportOutcome, RowError, RowErrors, register
from foundation.imports.parsers import choice, text
from foundation.imports.rows import Rows

from . import actions
from .choices import DayKind
from .models import CalendarDay
from .permissions import can_keep_calendar
from .shipped import UnusualDay

DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
YEARS = range(1990, 2200)
IN_CHINESE = {"off": "休", "work": "班"}


def parse_day(cell: str) -> dt.date:
    """A day as 2027-01-01, 2027/1/1 or 2027年1月1日."""
    match = DAY.fullmatch(cell)
    try:
        if match is not None and int(match[1]) in YEARS:
            return dt.date(*map(int, match.groups()))
    except ValueError:
        pass
    raise ValueError(_("“{cell}” is not a day. Write it like 2027-01-01.").format(cell=cell[:40]))


@transaction.atomic
def load(rows: Rows, *, actor: Any, at: dt.datetime, options: Mapping[str, Any]) -> ImportOutcome:
    """Every year that stands in the file is replaced by what the file says."""
    years: dict[int, list[UnusualDay]] = {}
    wrong, seen = [], set()
    for line, row in rows:
        if row["date"] in seen:
            reason = _("{day} stands in the file twice.").format(day=row["date"].isoformat())
            wrong.append(RowError(line, rows.kind.header("date"), reason))
        seen.add(row["date"])
        if row["kind"] == DayKind.WORK and row["date"].weekday() < 5:
            reason = _("{day} is a weekday and worked anyway.").format(day=row["date"].isoformat())
            wrong.append(RowError(line, rows.kind.header("kind"), reason))
        years.setdefault(row["date"].year, []).append(UnusualDay(row["date"], row["kind"], row["name"] or ""))
    if wrong or rows.errors:
        raise RowErrors(wrong)
    before = {day.day: (day.kind, day.name) for day in CalendarDay.objects.filter(year__in=list(years))}
    for year in sorted(years):
        actions.load(year, sorted(years[year], key=lambda one: one.day), actor=actor, at=at)
    after = {one.day: (one.kind, one.name) for found in years.values() for one in found}
    same = sum(before.get(day) == told for day, told in after.items())
    created = len(after.keys() - before.keys())
    return ImportOutcome(created, len(after) - created - same, same)


register(
    ImportKind(
        code="calendar",
        label=gettext_lazy("Working calendar"),
        load=load,
        may_import=can_keep_calendar,
        key=("date",),
        columns=(
            Column(
                "date", "日期", required=True, example="2027-01-01", parse=parse_day,
                hint=gettext_lazy("Days that do not go by their weekday; every year in the file is replaced."),
            ),
            Column(
                "kind", "类型", required=True, example="休", parse=choice(DayKind, **IN_CHINESE),
                hint=gettext_lazy("off (休) for a day off, work (班) for a weekend day that is worked."),
            ),
            Column("name", "名称", example="元旦", parse=text(40)),
        ),
    )
)  # fmt: skip
