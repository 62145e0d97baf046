"""Minutes of a meeting: write, sign; and the end of the meeting when its last decision is carried out."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.audit.trail import record, record_all
from foundation.errors import BadInput, StaleState
from foundation.periods import local_day
from foundation.transitions import move

from ..choices import DecisionState, MeetingState, StepKind
from ..engine.minutes_proof import digest_of
from ..engine.minutes_serials import take
from ..models import AgendaItem, Decision, DecisionStep, Meeting
from ..models.meetings import TEXT_LENGTH
from ..permissions import can_call_meeting
from ..transitions import MEETING
from .meeting_messages import tell_invited, tell_office, tell_owners_of, tell_supporters_of
from .meetings import NotReady, still


@transaction.atomic
def write(item: AgendaItem, *, text: str, seen: int, actor: Any, at: dt.datetime) -> int:
    """Keep what the minutes say about a point; returns the revision that stands now.

    ``seen`` is the revision the writer read: over another's words nobody writes without having seen them.
    """
    meeting = item.meeting
    can_call_meeting(actor, meeting.region_id).enforce()
    still(meeting, MeetingState.HELD)
    text = text.strip()
    if len(text) > TEXT_LENGTH or "\0" in text:
        raise BadInput(_("At most {n} characters fit.").format(n=TEXT_LENGTH))
    item.refresh_from_db(fields=["minutes", "revision"])
    if item.minutes == text:
        return item.revision
    if item.revision != seen:
        raise StaleState(
            _("Somebody else has written here meanwhile. Reload the page; your text is kept on this computer.")
        )
    before = item.minutes
    item.minutes, item.revision = text, item.revision + 1
    item.save(update_fields=["minutes", "revision"])
    after = {"item": item.title, "minutes": text}
    record("meeting.write", meeting, actor=actor, at=at, before={"minutes": before}, after=after)
    return item.revision


@transaction.atomic
def sign(meeting: Meeting, *, actor: Any, at: dt.datetime) -> None:
    """Sign off the minutes (印发纪要): numbered and frozen; the decisions go to their owners."""
    can_call_meeting(actor, meeting.region_id).enforce()
    still(meeting, MeetingState.HELD)
    _complete(meeting)
    year = local_day(at).year
    serial = take(meeting.region_id, meeting.kind_id, year)
    told = {"year": year, "serial": serial, "signed_at": at, "signed_by": actor}
    before = move(meeting, MEETING, to=MeetingState.SIGNED, **told)
    record("meeting.sign_off", meeting, actor=actor, at=at, before={"state": before}, after={"number": meeting.number})
    decisions = _issue(meeting, actor, at)
    meeting.digest = digest_of(meeting)
    meeting.save(update_fields=["digest"])
    attendees = meeting.attendees.all()
    tell_invited(meeting, "meeting.issued", at=at, attendees=attendees, number=meeting.number)
    tell_owners_of(meeting, decisions, at=at)
    tell_supporters_of(meeting, decisions, at=at)
    finish(meeting, actor=actor, at=at)


@transaction.atomic
def finish(meeting: Meeting, *, actor: Any, at: dt.datetime) -> bool:
    """Finish a meeting none of whose decisions stands any more; whether it is finished now.

    Whoever closes a decision holds the meeting first, so that of two who close the last two one sees the other's.
    """
    if meeting.state != MeetingState.SIGNED or meeting.decisions.standing().exists():
        return False
    before = move(meeting, MEETING, to=MeetingState.FINISHED, finished_at=at)
    record("meeting.finish", meeting, actor=actor, at=at, before={"state": before}, after={"state": meeting.state})
    url, told = meeting.get_absolute_url(), {"title": meeting.title}
    tell_office("meeting.finished", meeting.region_id, url=url, at=at, values=told)
    return True


def missing_of(meeting: Meeting) -> list[str]:
    """What the minutes lack before they can be issued, in sentences."""
    unmarked = meeting.attendees.filter(presence="").count()
    unwritten = [
        str(n) for n, text in meeting.items.order_by("position").values_list("position", "minutes") if not text
    ]
    missing = []
    if unmarked:
        said = ngettext("{n} participant is not marked yet.", "{n} participants are not marked yet.", unmarked)
        missing.append(said.format(n=unmarked))
    if unwritten:
        missing.append(_("The minutes say nothing about point {points}.").format(points="、".join(unwritten)))
    return missing


def _complete(meeting: Meeting) -> None:
    missing = missing_of(meeting)
    if missing:
        raise NotReady(" ".join(missing))


def _issue(meeting: Meeting, actor: Any, at: dt.datetime) -> list[Decision]:
    drafts = meeting.decisions.filter(state=DecisionState.DRAFT)
    decisions = list(drafts.prefetch_related("supporters").order_by("position"))
    meeting.decisions.filter(state=DecisionState.DRAFT).update(state=DecisionState.OPEN, issued_at=at)
    steps = [DecisionStep(decision=row, kind=StepKind.ISSUED, due_on=row.due_on, by=actor, at=at) for row in decisions]
    DecisionStep.objects.bulk_create(steps)
    told = (
        (row, None, {"text": row.text, "organisation": row.organisation_id, "due_on": row.due_on}) for row in decisions
    )
    record_all("decision.issue", told, actor=actor, at=at)
    return decisions
