"""When the receipt of a notice is late."""

import datetime as dt

from foundation.periods import WorkCalendar, at_local, local_day, workday_after

ONE_DAY = dt.timedelta(days=1)
WORKING_DAYS = 1


def receipt_due(issued_at: dt.datetime, calendar: WorkCalendar) -> dt.datetime:
    """Until when somebody signs for a notice: the end of the next working day (签收时限)."""
    day = workday_after(local_day(issued_at), WORKING_DAYS, calendar).day
    return at_local(day, calendar.closing(day))


def late_if_issued_before(at: dt.datetime, calendar: WorkCalendar) -> dt.datetime:
    """Notices issued before this moment and not signed for are late at ``at``; a day's notices are late together."""
    day = local_day(at)
    while receipt_due(at_local(day, dt.time()), calendar) >= at:
        day -= ONE_DAY
    return at_local(day + ONE_DAY, dt.time())
