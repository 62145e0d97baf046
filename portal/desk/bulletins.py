"""What waits around the weekly bulletin: the bulletin itself, and entries of the boards to decide about."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.choices import BoardState
from campaigns.models import BoardEntry
from evaluation.choices import DocumentState
from evaluation.models import Bulletin
from foundation.accounts.choices import Role
from foundation.web import moments

from .rows import WEEK, Todo

MOST_WEEKS = 3


def bulletins(user: Any) -> Iterator[Todo]:
    """Bulletins that are not published yet, and what was proposed for the boards."""
    here = user.region_scope("district__code", roles=[Role.ADMIN])
    open_ones = Bulletin.objects.filter(here, state__in=[DocumentState.DRAFT, DocumentState.APPROVED])
    for row in open_ones.select_related("district").order_by("week", "pk")[:MOST_WEEKS]:
        if row.state == DocumentState.APPROVED:
            verb, why = _("Publish and freeze"), _("Approved; publishing numbers it and sends it.")
        elif row.next_steps:
            verb, why = _("Approve"), _("The figures are locked and the text is written.")
        else:
            verb, why = _("Write next steps"), _("The figures are compiled; “next steps” is still missing.")
        what = _("{place}: bulletin of {week}").format(place=row.district, week=moments.period(row.period))
        yield Todo(WEEK, what, why, "", row.get_absolute_url(), verb)
    entries = BoardEntry.objects.filter(here, state=BoardState.PROPOSED).count()
    if entries:
        what = ngettext("{n} board entry waits to be decided", "{n} board entries wait to be decided", entries).format(
            n=entries
        )
        why = _("Nothing is listed before somebody of the office has looked at it.")
        yield Todo(WEEK, what, why, "", f"{reverse('campaigns:boards')}?state=proposed", _("Decide"))
