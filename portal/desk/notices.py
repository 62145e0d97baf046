"""Notices that wait for a receipt, and interviews that wait to be held."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.models import Interview, Notice
from evaluation.scoring.receipts import late_if_issued_before
from foundation.accounts.choices import Role
from foundation.calendars.queries import work_calendar
from foundation.web.numbers import number

from .rows import TODAY, WEEK, Todo


def unsigned(user: Any, at: dt.datetime) -> Iterator[Todo]:
    """Notices that this person signs for."""
    waiting = Notice.objects.to_sign_by(user)
    count = waiting.count()
    if not count:
        return
    late = waiting.unsigned_since(late_if_issued_before(at, work_calendar())).count()
    what = ngettext("Sign for {n} notice", "Sign for {n} notices", count).format(n=number(count))
    why = ngettext("{n} is late.", "{n} are late.", late).format(n=number(late)) if late else ""
    why = why or _("A receipt is due by the end of the next working day.")
    url = f"{reverse('evaluation:notices')}?state=sent"
    yield Todo(TODAY, what, why, "", url, _("To the notices"), "alarm" if late else "")


def left_to_the_office(user: Any, at: dt.datetime) -> Iterator[Todo]:
    """Interviews to hold, and notices whose organisations do not sign."""
    here = user.region_scope("district__code", roles=[Role.ADMIN])
    asked = Interview.objects.filter(here).to_hold().count()
    if asked:
        what = ngettext("Hold {n} interview", "Hold {n} interviews", asked).format(n=number(asked))
        why = _("An organisation has missed the second deadline of a problem.")
        url = f"{reverse('evaluation:interviews')}?state=asked"
        yield Todo(WEEK, what, why, "", url, _("To the interviews"), "alarm")
    late = Notice.objects.filter(here).unsigned_since(late_if_issued_before(at, work_calendar())).count()
    if late:
        what = ngettext("{n} notice is not signed for", "{n} notices are not signed for", late).format(n=number(late))
        why = _("A working day has passed; their organisations were asked again.")
        yield Todo(WEEK, what, why, "", f"{reverse('evaluation:notices')}?state=late", _("To the notices"), "alarm")
