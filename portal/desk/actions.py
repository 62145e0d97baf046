"""What waits around action orders, special actions and pairings."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaigns.choices import ActionOrderState, ActionTaskState
from campaigns.models import ActionOrder, ActionTask, Milestone, Pairing, SpecialAction
from campaigns.queries.pairings import gaps, quarters_of
from campaigns.queries.special_actions import missing_months
from foundation.accounts.choices import Role
from foundation.web import moments
from foundation.web.numbers import number

from .rows import LATER, TODAY, WEEK, Todo

SOON = dt.timedelta(days=7)
MOST = 5


def actions_of_office(user: Any, on: dt.date) -> Iterator[Todo]:
    """Drafts to issue, answers to confirm, orders to sum up, milestones that are late, villages without support."""
    here = user.region_scope("district__code", roles=[Role.ADMIN])
    for row in ActionOrder.objects.filter(here, state=ActionOrderState.DRAFT).order_by("on", "pk")[:MOST]:
        what = _("Issue the action order of {day}").format(day=moments.day(row.on))
        why = _("It needs a theme, a text and tasks.") if not (row.theme and row.text) else row.theme
        is_near = row.on - on <= SOON
        yield Todo(TODAY if is_near else WEEK, what, why, "", row.get_absolute_url(), _("Write and issue"))
    tasks = ActionTask.objects.filter(here, order__state=ActionOrderState.ISSUED)
    answered = tasks.filter(state=ActionTaskState.ANSWERED).count()
    if answered:
        what = ngettext("{n} answer to confirm", "{n} answers to confirm", answered).format(n=number(answered))
        why = _("Filed by organisations on action orders.")
        yield Todo(WEEK, what, why, "", f"{reverse('campaigns:action-tasks')}?state=answered", _("Look"))
    for row in ActionOrder.objects.filter(here, state=ActionOrderState.ISSUED, due_on__lt=on).order_by("on")[:MOST]:
        what = _("Sum up “{theme}”").format(theme=row.theme)
        why = _("Its answers were due by {day}.").format(day=moments.date(row.due_on))
        yield Todo(WEEK, what, why, "", row.get_absolute_url(), _("Close it"))
    late = Milestone.objects.filter(here).late(on=on).count()
    if late:
        what = ngettext("{n} milestone is late", "{n} milestones are late", late).format(n=late)
        why = _("Ask the lead department, or set another day with a reason.")
        yield Todo(WEEK, what, why, "", reverse("campaigns:special-actions"), _("Look"), "alarm")
    quarter = quarters_of(on).before
    silent = gaps(Pairing.objects.filter(here).active(), quarter).count()
    if silent:
        said = ngettext("{n} pairing without support", "{n} pairings without support", silent)
        why = _("Nothing was recorded in {quarter}.").format(quarter=moments.period(quarter))
        yield Todo(LATER, said.format(n=silent), why, "", f"{reverse('campaigns:pairings')}?state=gaps", _("Look"))


def actions_of_official(user: Any, on: dt.date) -> Iterator[Todo]:
    """Tasks to answer, milestones and months to report, villages to support."""
    yield from _tasks(user, on)
    led = SpecialAction.objects.led_by(user).running()
    due = Milestone.objects.filter(action__in=led, done_on=None, due_on__lte=on + SOON).select_related("action")
    for row in due.order_by("due_on", "pk")[:MOST]:
        what = _("{action}: report “{milestone}”").format(action=row.action, milestone=row)
        is_late = row.due_on < on
        why = _("The milestone is late.") if is_late else _("The milestone comes near.")
        when = _("by {day}").format(day=moments.date(row.due_on))
        tone = "alarm" if is_late else ""
        yield Todo(WEEK, what, why, when, row.get_absolute_url(), _("Report"), tone)
    for row in led.prefetch_related("figures").order_by("year", "kind__position")[:MOST]:
        there = [one.month for one in row.figures.all() if one.superseded_at is None]
        missing = missing_months(row, there, on=on)
        if missing:
            what = _("{action}: enter {figure}").format(action=row, figure=row.said_figure)
            why = ngettext("{n} month has no value.", "{n} months have no value.", len(missing)).format(n=len(missing))
            url = reverse("campaigns:special-action-figure", args=[row.pk])
            yield Todo(WEEK, what, why, "", url, _("Enter"))
    yield from _villages(user, on)


def _tasks(user: Any, on: dt.date) -> Iterator[Todo]:
    own = ActionTask.objects.owned_by(user).to_answer().filter(order__state=ActionOrderState.ISSUED)
    waiting = own.count()
    if not waiting:
        return
    first = own.aggregate(first=Min("due_on"))["first"]
    late = own.late(on=on).count()
    what = ngettext("Answer {n} action task", "Answer {n} action tasks", waiting).format(n=number(waiting))
    why = ngettext("{n} is overdue.", "{n} are overdue.", late).format(n=number(late)) if late else ""
    returned = own.filter(state=ActionTaskState.RETURNED).count()
    if not why and returned:
        why = ngettext("{n} was sent back.", "{n} were sent back.", returned).format(n=returned)
    why = why or _("A few words are enough; no screenshots.")
    group = TODAY if first <= on else WEEK
    when = _("by {day}").format(day=moments.date(first))
    one = own.order_by("due_on", "pk").first()
    url = one.get_absolute_url() if waiting == 1 else reverse("campaigns:action-tasks")
    yield Todo(group, what, why, when, url, pgettext("action task", "Tell"), "alarm" if late else "")


def _villages(user: Any, on: dt.date) -> Iterator[Todo]:
    """Pairings of one's unit in which nothing was recorded this quarter, once its first month is over."""
    quarter = quarters_of(on).now
    if (on - quarter.start).days < 31:
        return
    silent = Pairing.objects.owned_by(user).active().without_support_in(quarter).select_related("region")
    for row in silent.order_by("pk")[:MOST]:
        what = _("Record support for {village}").format(village=row.region)
        why = _("Nothing is recorded this quarter; if nothing was done, nothing is to be entered.")
        when = _("by {day}").format(day=moments.date(quarter.end))
        yield Todo(WEEK, what, why, when, reverse("campaigns:support-new", args=[row.pk]), _("Record"))
