"""What waits of progress reports: to file, to put right, to look at, to decide."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.choices import PartyLevel, ReportExtensionState, ReportState
from campaigns.models import ProgressReport, ReportExtension
from foundation.accounts.choices import Role
from foundation.web import moments
from foundation.web.numbers import number

from .rows import LATER, TODAY, WEEK, Todo

SOON = dt.timedelta(days=3)
MOST_SHOWN = 5


def reports_of_official(user: Any, on: dt.date) -> Iterator[Todo]:
    """Returned ones one by one, what is overdue and due together; for a street or town those of its villages."""
    own = ProgressReport.objects.filed_by(user)
    back = own.filter(state=ReportState.RETURNED).for_list()
    for row in back[:MOST_SHOWN]:
        what = _("Put right and file again: {report}, {party}").format(report=row.template, party=row.party)
        url = reverse("campaigns:report-fill", args=[row.pk])
        yield Todo(TODAY, what, row.reason, "", url, _("Correct it"))
    open_ = own.to_file().exclude(state=ReportState.RETURNED)
    told = open_.aggregate(
        late=Count("pk", filter=Q(due_on__lt=on)),
        due=Count("pk", filter=Q(due_on__gte=on)),
        first=Min("due_on", filter=Q(due_on__gte=on)),
    )
    url = f"{reverse('campaigns:reports')}?tab=to_file"
    if told["late"]:
        what = ngettext("{n} progress report is overdue", "{n} progress reports are overdue", told["late"])
        why = _("Filed late it counts half in the month’s score, not filed it counts nothing.")
        yield Todo(TODAY, what.format(n=number(told["late"])), why, _("at once"), url, _("File them"), "alarm")
    if told["due"]:
        what = ngettext("{n} progress report to file", "{n} progress reports to file", told["due"])
        when = _("by {day}").format(day=moments.date(told["first"]))
        group = TODAY if told["first"] == on else WEEK if told["first"] <= on + SOON else LATER
        why = _("What the portal knows is filled in already.")
        yield Todo(group, what.format(n=number(told["due"])), why, when, url, _("File them"))
    yield from _of_villages(user)


def _of_villages(user: Any) -> Iterator[Todo]:
    waiting = ProgressReport.objects.reviewed_by(user).to_review().count()
    if waiting:
        what = ngettext("{n} report of a village to look at", "{n} reports of villages to look at", waiting)
        url = f"{reverse('campaigns:reports')}?tab=to_review"
        why = _("Accept it, or return it with the reason.")
        yield Todo(WEEK, what.format(n=number(waiting)), why, "", url, _("Look"))


def reports_of_office(user: Any, on: dt.date) -> Iterator[Todo]:
    """Requests for more time, reports to look at, and what is overdue."""
    mine = user.region_scope("report__region__code", roles=[Role.ADMIN])
    asked = ReportExtension.objects.filter(mine, state=ReportExtensionState.ASKED)
    for row in asked.select_related("report__template", "report__region", "report__organisation")[:MOST_SHOWN]:
        what = _("More time for a report is asked for: {party}").format(party=row.report.party)
        why = _("Until {until}: {reason}").format(until=moments.date(row.until), reason=row.reason)
        when = _("by {day}").format(day=moments.date(row.report.due_on))
        yield Todo(TODAY, what, why, when, row.report.get_absolute_url(), _("Decide"))
    administered = ProgressReport.objects.filter(user.region_scope("region__code", roles=[Role.ADMIN]))
    waiting = administered.to_review().aggregate(
        own=Count("pk", filter=~Q(level=PartyLevel.VILLAGE)), villages=Count("pk", filter=Q(level=PartyLevel.VILLAGE))
    )
    url = reverse("campaigns:reports")
    if waiting["own"]:
        what = ngettext("{n} report to look at", "{n} reports to look at", waiting["own"])
        why = _("Filed by streets, towns and departments.")
        yield Todo(WEEK, what.format(n=number(waiting["own"])), why, "", f"{url}?tab=to_review", _("Look"))
    if waiting["villages"]:
        what = ngettext(
            "{n} report of a village waits at its town",
            "{n} reports of villages wait at their towns",
            waiting["villages"],
        )
        why = _("Streets and towns look at them; the office may, too.")
        yield Todo(
            LATER, what.format(n=number(waiting["villages"])), why, "", f"{url}?tab=to_review&level=village", _("Look")
        )
    overdue = administered.missing(on=on).count()
    if overdue:
        what = ngettext("{n} progress report is overdue", "{n} progress reports are overdue", overdue)
        why = _("Their officials were told; ask for them once more if it is needed.")
        yield Todo(LATER, what.format(n=number(overdue)), why, "", reverse("campaigns:report-overview"), _("Look"))
