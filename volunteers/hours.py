"""Hours of service: attended time within an activity's window, in half hours."""

import datetime as dt
from decimal import Decimal

HALF_HOUR = dt.timedelta(minutes=30)


def attended(checked_in: dt.datetime, checked_out: dt.datetime, *, opens: dt.datetime, closes: dt.datetime) -> Decimal:
    """Hours between check-in and check-out (服务时长), as far as they lie within the activity, rounded down to 0.5."""
    spent = min(checked_out, closes) - max(checked_in, opens)
    return Decimal(max(spent // HALF_HOUR, 0)) / 2
