"""Decisions of meetings: decide, change, drop; start, report, confirm, return, postpone, cancel."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import BadInput, DomainError
from foundation.organisations.models import Organisation
from foundation.periods import local_day
from foundation.transitions import move

from ..choices import DecisionState, LinkPurpose, MeetingState, StepKind
from ..models import AgendaItem, Decision, DecisionStep, Meeting
from ..permissions import can_call_meeting, can_carry_out, can_confirm_decision, can_steer_decision
from ..transitions import DECISION
from .decision_links import Link, attach
from .meeting_messages import tell_office_of_report, tell_owner
from .meetings import still
from .minutes import finish
from .words import reason_of

LONGEST = dt.timedelta(days=3 * 366)
MOST_DECISIONS, MOST_SUPPORTERS = 100, 60


class PostponedBefore(DomainError):
    """A deadline is moved once; after that the meeting has to decide anew."""


@transaction.atomic
def decide(
    meeting: Meeting,
    *,
    text: str,
    organisation: Organisation,
    due_on: dt.date,
    supporters: Sequence[Organisation] = (),
    item: AgendaItem | None = None,
    links: Sequence[Link] = (),
    actor: Any,
    at: dt.datetime,
) -> Decision:
    """Write down what a meeting settled, who does it and until when (议定); it goes out with the minutes."""
    can_call_meeting(actor, meeting.region_id).enforce()
    still(meeting, MeetingState.HELD)
    _fits(meeting, organisation, due_on, item)
    _may_support(meeting, organisation, supporters)
    count = meeting.decisions.count()
    if count >= MOST_DECISIONS:
        raise BadInput(_("A meeting makes at most {n} decisions.").format(n=MOST_DECISIONS))
    decision = Decision(
        district_id=meeting.district_id,
        region_id=meeting.region_id,
        meeting=meeting,
        item=item,
        position=count + 1,
        text=text.strip(),
        organisation=organisation,
        due_on=due_on,
        first_due_on=due_on,
    )
    checked(decision)
    decision.save()
    decision.supporters.set(supporters)
    attach(decision, links, purpose=LinkPurpose.SUBJECT, actor=actor, at=at)
    record("decision.draft", decision, actor=actor, at=at, after=_told(decision))
    return decision


@transaction.atomic
def change(
    decision: Decision,
    *,
    text: str,
    organisation: Organisation,
    due_on: dt.date,
    supporters: Sequence[Organisation] = (),
    item: AgendaItem | None = None,
    links: Sequence[Link] = (),
    actor: Any,
    at: dt.datetime,
) -> None:
    """Put a decision differently while the minutes are being written."""
    can_call_meeting(actor, decision.region_id).enforce()
    still(decision.meeting, MeetingState.HELD)
    _fits(decision.meeting, organisation, due_on, item)
    _may_support(decision.meeting, organisation, supporters)
    before = _told(decision)
    decision.text, decision.organisation, decision.item = text.strip(), organisation, item
    decision.due_on = decision.first_due_on = due_on
    checked(decision)
    decision.save(update_fields=["text", "organisation", "item", "due_on", "first_due_on"])
    decision.supporters.set(supporters)
    attach(decision, links, purpose=LinkPurpose.SUBJECT, actor=actor, at=at)
    record("decision.change", decision, actor=actor, at=at, before=before, after=_told(decision))


@transaction.atomic
def drop(decision: Decision, *, actor: Any, at: dt.datetime) -> None:
    """Strike out a decision that nobody was told of yet; those after it move up."""
    can_call_meeting(actor, decision.region_id).enforce()
    meeting, position = decision.meeting, decision.position
    still(meeting, MeetingState.HELD)
    record("decision.drop", decision, actor=actor, at=at, before=_told(decision))
    decision.links.all().delete()
    decision.delete()
    for later in meeting.decisions.filter(position__gt=position).order_by("position"):
        Decision.objects.filter(pk=later.pk).update(position=F("position") - 1)


@transaction.atomic
def start(decision: Decision, *, actor: Any, at: dt.datetime) -> None:
    """The owner takes it up (开始办理)."""
    can_carry_out(actor, decision).enforce()
    before = move(decision, DECISION, to=DecisionState.IN_PROGRESS)
    _step(decision, StepKind.STARTED, actor, at)
    record("decision.start", decision, actor=actor, at=at, before={"state": before}, after={"state": decision.state})


@transaction.atomic
def report(decision: Decision, *, answer: str, links: Sequence[Link] = (), actor: Any, at: dt.datetime) -> None:
    """The owner reports it as done (报办结), with a short answer and links as evidence."""
    can_carry_out(actor, decision).enforce()
    answer = reason_of(answer)
    before = move(decision, DECISION, to=DecisionState.DONE, answer=answer, done_on=local_day(at))
    attach(decision, links, purpose=LinkPurpose.EVIDENCE, actor=actor, at=at)
    _step(decision, StepKind.REPORTED, actor, at, answer)
    after = {"state": decision.state, "answer": answer, "done_on": decision.done_on}
    record("decision.report", decision, actor=actor, at=at, before={"state": before}, after=after)
    tell_office_of_report(decision, at=at)


@transaction.atomic
def confirm(decision: Decision, *, actor: Any, at: dt.datetime) -> None:
    """The office confirms that it is carried out (确认办结); the last one finishes the meeting."""
    can_confirm_decision(actor, decision).enforce()
    meeting = _held(decision)
    before = move(decision, DECISION, to=DecisionState.CONFIRMED, closed_at=at)
    _step(decision, StepKind.CONFIRMED, actor, at)
    record("decision.confirm", decision, actor=actor, at=at, before={"state": before}, after={"state": decision.state})
    tell_owner(decision, "decision.confirmed", at=at)
    finish(meeting, actor=actor, at=at)


@transaction.atomic
def return_(decision: Decision, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """The office sends it back (退回): it is not carried out, and the deadline stays what it was."""
    can_confirm_decision(actor, decision).enforce()
    reason = reason_of(reason)
    before = move(decision, DECISION, to=DecisionState.RETURNED, done_on=None, returns=decision.returns + 1)
    _step(decision, StepKind.RETURNED, actor, at, reason)
    after = {"state": decision.state, "reason": reason, "returns": decision.returns}
    record("decision.return", decision, actor=actor, at=at, before={"state": before}, after=after)
    tell_owner(decision, "decision.returned", at=at, reason=reason)


@transaction.atomic
def postpone(decision: Decision, *, until: dt.date, reason: str, actor: Any, at: dt.datetime) -> None:
    """The office moves the deadline, once and with a reason (延期)."""
    can_steer_decision(actor, decision).enforce()
    reason, before = reason_of(reason), decision.due_on
    still_there = Decision.objects.select_for_update().filter(pk=decision.pk).under_way()
    if not still_there.exists():
        raise PostponedBefore(_("Only a decision that its owner is working on can be postponed."))
    if not max(decision.due_on, local_day(at)) < until <= decision.due_on + LONGEST:
        raise BadInput(_("Name a day after the deadline and after today, within three years."))
    values = {"due_on": until, "postponed_at": at, "reminded_on": None, "pressed_on": None}
    if still_there.filter(postponed_at=None).update(**values) != 1:
        raise PostponedBefore(_("This decision was postponed before; a deadline is moved once."))
    for name, value in values.items():
        setattr(decision, name, value)
    _step(decision, StepKind.POSTPONED, actor, at, reason)
    after = {"due_on": until, "reason": reason}
    record("decision.postpone", decision, actor=actor, at=at, before={"due_on": before}, after=after)
    tell_owner(decision, "decision.postponed", at=at, due=f"{until:%Y-%m-%d}")


@transaction.atomic
def cancel(decision: Decision, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """The office calls a decision off, with a reason (撤销); the last one finishes the meeting."""
    can_steer_decision(actor, decision).enforce()
    reason, meeting = reason_of(reason), _held(decision)
    before = move(decision, DECISION, to=DecisionState.CANCELLED, closed_at=at, reason=reason)
    _step(decision, StepKind.CANCELLED, actor, at, reason)
    after = {"state": decision.state, "reason": reason}
    record("decision.cancel", decision, actor=actor, at=at, before={"state": before}, after=after)
    tell_owner(decision, "decision.cancelled", at=at, reason=reason)
    finish(meeting, actor=actor, at=at)


def _held(decision: Decision) -> Meeting:
    """The meeting, held until the act is over."""
    return Meeting.objects.select_for_update().get(pk=decision.meeting_id)


def _fits(meeting: Meeting, organisation: Organisation, due_on: dt.date, item: AgendaItem | None) -> None:
    day = local_day(meeting.starts_at)
    if not day <= due_on <= day + LONGEST:
        raise BadInput(_("Name a deadline from the day of the meeting on, within three years."))
    if not organisation.region_id.startswith(meeting.district_id) or organisation.closed_on is not None:
        raise BadInput(_("Name an open organisation of this district as owner."))
    if item is not None and item.meeting_id != meeting.pk:
        raise BadInput(_("This agenda item belongs to another meeting."))


def _may_support(meeting: Meeting, owner: Organisation, supporters: Sequence[Organisation]) -> None:
    """Supporters (配合单位) work in the district, and none of them is the owner."""
    if len(supporters) > MOST_SUPPORTERS:
        raise BadInput(_("At most {n} organisations support a decision.").format(n=MOST_SUPPORTERS))
    for one in supporters:
        if one.pk == owner.pk:
            raise BadInput(_("The owner does not support its own decision; name it once."))
        if not one.region_id.startswith(meeting.district_id) or one.closed_on is not None:
            raise BadInput(_("Only open organisations of this district support a decision."))


def _step(decision: Decision, kind: str, actor: Any, at: dt.datetime, text: str = "") -> None:
    DecisionStep.objects.create(decision=decision, kind=kind, text=text, due_on=decision.due_on, by=actor, at=at)


def _told(decision: Decision) -> dict[str, Any]:
    beside = sorted(decision.supporters.values_list("pk", flat=True)) if decision.pk else []
    told = {"text": decision.text, "organisation": decision.organisation_id, "due_on": decision.due_on}
    return {**told, "supporters": beside} if beside else told
