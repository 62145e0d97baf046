"""Meetings before and on their day: plan, change, call, cancel, hold, mark who came."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import BadInput, DomainError, TransitionNotAllowed
from foundation.organisations.models import Organisation
from foundation.transitions import move

from ..choices import AHEAD, MeetingState, Presence
from ..models import AgendaItem, Attendee, Meeting
from ..permissions import can_call_meeting
from ..transitions import MEETING
from .meeting_messages import tell_invited
from .words import reason_of

CHANGEABLE = ("title", "starts_at", "place", "chair", "notice", "group")
MOST_INVITED, MOST_POINTS, LONGEST_NAME = 300, 50, 60


@dataclass(frozen=True, slots=True)
class Point:
    """One point of an agenda as somebody writes it."""

    title: str
    organisation: Organisation | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """An organisation, a user, or somebody by name and office."""

    organisation: Organisation | None = None
    user: Any = None
    name: str = ""
    office: str = ""

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes two invitations the same."""
        return self.organisation and self.organisation.pk, self.user and self.user.pk, self.name, self.office


@dataclass(frozen=True, slots=True)
class Attendance:
    """Whether an invited one came, and who came instead."""

    presence: str
    stand_in: str = ""


class NotReady(DomainError):
    """Something is missing before a meeting can go on; the text names it."""


@transaction.atomic
def plan(
    meeting: Meeting, *, agenda: Sequence[Point], invited: Sequence[Invited], actor: Any, at: dt.datetime
) -> Meeting:
    """Put a meeting on paper (拟开); nobody is told before it is called."""
    can_call_meeting(actor, meeting.region_id).enforce()
    meeting.district_id = meeting.region.district_code
    meeting.planned_by = actor
    _fits(meeting)
    checked(meeting)
    meeting.save()
    _set(meeting, agenda, invited)
    after = {"title": meeting.title, "kind": meeting.kind_id, "starts_at": meeting.starts_at, "invited": len(invited)}
    record("meeting.plan", meeting, actor=actor, at=at, after=after)
    return meeting


@transaction.atomic
def change(
    meeting: Meeting,
    *,
    values: Mapping[str, Any],
    agenda: Sequence[Point],
    invited: Sequence[Invited],
    actor: Any,
    at: dt.datetime,
) -> None:
    """Another time, place, agenda or circle; once it is called, those who are concerned are told."""
    can_call_meeting(actor, meeting.region_id).enforce()
    still(meeting, *AHEAD)
    known = {_key(row) for row in meeting.attendees.all()}
    before = {name: getattr(meeting, name) for name in CHANGEABLE if name in values}
    for name in before:
        setattr(meeting, name, values[name])
    _fits(meeting)
    checked(meeting)
    meeting.save(update_fields=[*before])
    _set(meeting, agenda, invited)
    after = {name: values[name] for name in before}
    record("meeting.change", meeting, actor=actor, at=at, before=before, after={**after, "invited": len(invited)})
    if meeting.state == MeetingState.CALLED:
        rows = list(meeting.attendees.all())
        moved = any(before.get(name) != after.get(name) for name in ("starts_at", "place"))
        tell_invited(meeting, "meeting.called", at=at, attendees=[row for row in rows if _key(row) not in known])
        if moved:
            tell_invited(meeting, "meeting.changed", at=at, attendees=[row for row in rows if _key(row) in known])


@transaction.atomic
def call(meeting: Meeting, *, actor: Any, at: dt.datetime) -> None:
    """Send the notice (发通知): time, place and agenda to everybody invited."""
    can_call_meeting(actor, meeting.region_id).enforce()
    still(meeting, MeetingState.PLANNED)
    attendees = list(meeting.attendees.all())
    if not attendees or not meeting.items.exists():
        raise NotReady(_("Name the agenda and whom to invite, then call the meeting."))
    before = move(meeting, MEETING, to=MeetingState.CALLED, called_at=at)
    after = {"state": meeting.state, "starts_at": meeting.starts_at, "place": meeting.place}
    record("meeting.call", meeting, actor=actor, at=at, before={"state": before}, after=after)
    tell_invited(meeting, "meeting.called", at=at, attendees=attendees)


@transaction.atomic
def cancel(meeting: Meeting, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """The meeting does not take place (取消); whoever was told of it is told why."""
    can_call_meeting(actor, meeting.region_id).enforce()
    reason = reason_of(reason)
    before = move(meeting, MEETING, to=MeetingState.CANCELLED, reason=reason)
    after = {"state": meeting.state, "reason": reason}
    record("meeting.cancel", meeting, actor=actor, at=at, before={"state": before}, after=after)
    if before == MeetingState.CALLED:
        tell_invited(meeting, "meeting.cancelled", at=at, attendees=meeting.attendees.all(), reason=reason)


@transaction.atomic
def hold(meeting: Meeting, *, actor: Any, at: dt.datetime) -> None:
    """The meeting has taken place (已召开); its minutes can be written."""
    can_call_meeting(actor, meeting.region_id).enforce()
    still(meeting, MeetingState.CALLED)
    if at < meeting.starts_at:
        raise NotReady(_("The meeting has not begun yet; change its time if it was held earlier."))
    before = move(meeting, MEETING, to=MeetingState.HELD)
    record("meeting.hold", meeting, actor=actor, at=at, before={"state": before}, after={"state": meeting.state})


@transaction.atomic
def mark(meeting: Meeting, *, attendance: Mapping[int, Attendance], actor: Any, at: dt.datetime) -> None:
    """Write down who came, was excused, stayed away or sent a deputy (签到)."""
    can_call_meeting(actor, meeting.region_id).enforce()
    still(meeting, MeetingState.HELD)
    rows = {row.pk: row for row in meeting.attendees.all()}
    changed = []
    for pk, told in attendance.items():
        row = rows.get(pk)
        if row is None:
            raise BadInput(_("Somebody who was not invited cannot be marked."))
        stand_in = told.stand_in.strip() if told.presence == Presence.DEPUTY else ""
        if told.presence not in Presence.values or len(stand_in) > LONGEST_NAME or "\0" in stand_in:
            raise BadInput(_("{who}: say whether he came, and name a deputy in at most 60 characters.").format(who=row))
        if told.presence == Presence.DEPUTY and not stand_in:
            raise BadInput(_("{who}: name the deputy who came.").format(who=row))
        if (row.presence, row.stand_in) != (told.presence, stand_in):
            row.presence, row.stand_in = told.presence, stand_in
            changed.append(row)
    Attendee.objects.bulk_update(changed, ["presence", "stand_in"])
    after = {str(row): row.presence for row in changed}
    record("meeting.mark", meeting, actor=actor, at=at, after=after)


@transaction.atomic
def add_item(meeting: Meeting, *, point: Point, actor: Any, at: dt.datetime) -> AgendaItem:
    """A point that came up in the meeting itself (临时议题)."""
    can_call_meeting(actor, meeting.region_id).enforce()
    still(meeting, MeetingState.HELD)
    count = meeting.items.count()
    if count >= MOST_POINTS:
        raise BadInput(_("An agenda has at most {n} points.").format(n=MOST_POINTS))
    item = AgendaItem(meeting=meeting, position=count + 1, title=point.title, organisation=point.organisation)
    checked(item)
    item.save()
    record("meeting.add", meeting, actor=actor, at=at, after={"item": item.title})
    return item


def still(meeting: Meeting, *states: str) -> None:
    """Hold the meeting, and go on only while it is in one of these states."""
    state = Meeting.objects.select_for_update().values_list("state", flat=True).get(pk=meeting.pk)
    meeting.state = state
    if state not in states:
        refusal = _("This is not possible while the record is “{state}”.")
        raise TransitionNotAllowed(refusal.format(state=meeting.get_state_display()))


def _fits(meeting: Meeting) -> None:
    if meeting.group is not None and not meeting.region_id.startswith(meeting.group.district_id):
        raise BadInput(_("This group leads another district."))


def _set(meeting: Meeting, agenda: Sequence[Point], invited: Sequence[Invited]) -> None:
    """The agenda and the circle as they are wanted; before the day nothing hangs on them yet."""
    if len(agenda) > MOST_POINTS:
        raise BadInput(_("An agenda has at most {n} points.").format(n=MOST_POINTS))
    if len(invited) > MOST_INVITED:
        raise BadInput(_("At most {n} can be invited.").format(n=MOST_INVITED))
    meeting.items.all().delete()
    items = [
        AgendaItem(meeting=meeting, position=n, title=point.title, organisation=point.organisation)
        for n, point in enumerate(agenda, 1)
    ]
    wanted = {one.key: one for one in invited}
    kept = {_key(row) for row in meeting.attendees.all()}
    meeting.attendees.exclude(pk__in=[row.pk for row in meeting.attendees.all() if _key(row) in wanted]).delete()
    rows = [
        Attendee(
            meeting=meeting,
            organisation=one.organisation,
            user=one.user,
            name=one.name,
            office=one.office,
            position=n,
        )
        for n, one in enumerate(wanted.values(), 1)
        if one.key not in kept
    ]
    _write(items, rows)


def _write(items: Iterable[AgendaItem], rows: Iterable[Attendee]) -> None:
    for row in [*items, *rows]:
        row.clean_fields(exclude=["meeting", "organisation", "user"])
    try:
        with transaction.atomic():
            AgendaItem.objects.bulk_create(items)
            Attendee.objects.bulk_create(rows)
    except IntegrityError as fault:
        raise BadInput(_("Somebody is invited twice, or without a name, an office or an organisation.")) from fault


def _key(row: Attendee) -> tuple[Any, ...]:
    return row.organisation_id, row.user_id, row.name, row.office
