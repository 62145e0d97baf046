"""Days and moments in the words of the reader's language."""

import datetime as dt
import re
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.translation import get_language, ngettext, override, pgettext
from django.utils.translation import gettext as _

from foundation.periods import Period, PeriodKind

from .numbers import NONE

NEAR_DIGITS = re.compile(r"(?<=[一-鿿])(?=\d)|(?<=\d)(?=[一-鿿])")


def day(value: dt.date | None) -> str:
    """A day with its weekday: 11 月 24 日 星期二, Tuesday 24 November."""
    return NONE if value is None else written(_local_day(value), pgettext("day with weekday", "l j F"))


def date(value: dt.date | None, today: dt.date | None = None) -> str:
    """A day without its weekday; the year stands only where it is not this year."""
    if value is None:
        return NONE
    value = _local_day(value)
    if value.year == (today or timezone.localdate()).year:
        return written(value, pgettext("day", "j M"))
    return written(value, pgettext("day with year", "j M Y"))


def month(value: dt.date | None) -> str:
    """A month with its year: 2026 年 10 月, October 2026."""
    return NONE if value is None else written(_local_day(value), pgettext("month", "F Y"))


def quarter(value: dt.date | None) -> str:
    """The quarter that a day lies in: 2026 年第三季度, third quarter of 2026."""
    return NONE if value is None else period(Period.containing(value, PeriodKind.QUARTER))


def period(value: Any, language: str = "") -> str:
    """A period in the reader's language, or in the one that is named: 2026 年第 47 周, week 47 of 2026.

    Documents write it without spaces (``Period.label``), pages and messages with them.
    """
    if value is None:
        return ""
    return NEAR_DIGITS.sub(" ", value.label(language or get_language() or "zh-hans"))


def clock(value: dt.datetime | None) -> str:
    """The time of day, 09:41."""
    return NONE if value is None else timezone.localtime(value).strftime("%H:%M")


def moment(value: dt.datetime | None, now: dt.datetime | None = None) -> str:
    """A day and a time; today's is said as such: 今天 17:00."""
    if value is None:
        return NONE
    today = timezone.localdate(now)
    if timezone.localdate(value) == today:
        return _("today {time}").format(time=clock(value))
    return _("{day} {time}").format(day=date(value, today), time=clock(value))


def written_moment(value: dt.datetime, language: str) -> str:
    """A day and a time in a language, never as today: what is read later says the same then."""
    with override(language):
        return _("{day} {time}").format(day=written_day(value, language), time=clock(value))


def written_day(value: dt.date, language: str) -> str:
    """A day with its year in a language."""
    with override(language):
        return written(_local_day(value), pgettext("day with year", "j M Y"))


def left(due: dt.datetime | None, now: dt.datetime) -> str:
    """How far a deadline is: 剩 5 小时, 逾期 2 天. The deadline itself is in time."""
    if due is None:
        return NONE
    if due < now:
        return _late(now - due)
    return _early(due - now)


def _early(span: dt.timedelta) -> str:
    days, hours, minutes = _parts(span)
    if days:
        return ngettext("{n} day left", "{n} days left", days).format(n=days)
    if hours:
        return ngettext("{n} hour left", "{n} hours left", hours).format(n=hours)
    return ngettext("{n} minute left", "{n} minutes left", minutes).format(n=minutes)


def _late(span: dt.timedelta) -> str:
    days, hours, minutes = _parts(span)
    if days:
        return ngettext("{n} day overdue", "{n} days overdue", days).format(n=days)
    if hours:
        return ngettext("{n} hour overdue", "{n} hours overdue", hours).format(n=hours)
    return ngettext("{n} minute overdue", "{n} minutes overdue", minutes).format(n=minutes)


def _parts(span: dt.timedelta) -> tuple[int, int, int]:
    minutes = int(span.total_seconds() // 60)
    return minutes // 1440, minutes // 60, max(minutes, 1)


def _local_day(value) -> dt.date:
    return timezone.localdate(value) if isinstance(value, dt.datetime) else value
