"""The one time zone of the portal."""

import datetime as dt
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


def local(moment: dt.datetime) -> dt.datetime:
    """The moment as the clock on the office wall shows it; a moment without a zone is refused."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone.")
    return moment.astimezone(ZONE)


def local_day(moment: dt.datetime) -> dt.date:
    """The day a moment belongs to here."""
    return local(moment).date()


def at_local(day: dt.date, clock: dt.time) -> dt.datetime:
    """The moment when the clock here shows ``clock`` on ``day``."""
    return dt.datetime.combine(day, clock, tzinfo=ZONE)
