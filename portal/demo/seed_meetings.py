"""The meetings of three months in the demonstration: called, held, their minutes issued, the next one ahead."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from django.db.models import prefetch_related_objects

from campaigns.choices import ISSUED_MINUTES, DecisionState, MeetingState, Presence
from campaigns.engine.minutes_proof import PARTS, digest_of
from campaigns.models import AgendaItem, Attendee, Group, Meeting, MinutesSerial
from foundation.accounts.models import User
from foundation.audit.trail import record_all
from foundation.organisations.models import Organisation
from foundation.periods import at_local, local_day

from .meeting_words import CORE, MEETINGS, NOTICES, PEOPLE, PLACES, Held
from .seed_decisions import seed_decisions

BEGINS = {"promotion": dt.time(9), "dispatch": dt.time(15), "office": dt.time(8, 40), "joint": dt.time(14, 30)}
CALLED_BEFORE, SIGNED_AFTER = dt.timedelta(days=3), dt.timedelta(days=1, hours=2)
SATURDAY = 5
CLOSED = (DecisionState.CONFIRMED, DecisionState.CANCELLED)
PRESENCES = (Presence.PRESENT, Presence.DEPUTY, Presence.EXCUSED, Presence.ABSENT)


def seed_meetings(
    district: str,
    *,
    today: dt.date,
    people: Mapping[str, User],
    groups: Sequence[Group],
    meetings: Sequence[Held] = MEETINGS,
) -> str:
    """Everything in a few statements; what there is now, in one line."""
    office, organisations = people["admin"], _organisations(district)
    rows = [_meeting(district, told, today, office, groups[0], organisations) for told in meetings]
    _number(rows)
    Meeting.objects.bulk_create(rows)
    MinutesSerial.objects.bulk_create(
        MinutesSerial(region_id=district, kind_id=kind, year=year, last=last)
        for (kind, year), last in Counter((row.kind_id, row.year) for row in rows if row.serial).items()
    )
    pairs = list(zip(rows, meetings, strict=True))
    items = AgendaItem.objects.bulk_create(item for row, told in pairs for item in _items(row, told, organisations))
    rng = Random(f"meetings of {district}")
    Attendee.objects.bulk_create(one for row, told in pairs for one in _attendees(row, told, organisations, rng))
    made = seed_decisions(pairs, items, organisations, today=today, people=people)
    _freeze(rows)
    called = ((row, None, {"title": row.title}) for row in rows)
    record_all("meeting.call", called, actor=office, at=at_local(today, dt.time(8)))
    signed = ((row, None, {"number": row.number}) for row in rows if row.serial)
    record_all("meeting.sign_off", signed, actor=office, at=at_local(today, dt.time(8)))
    states = Counter(row.state for row in rows)
    done = sum(states[state] for state in (*ISSUED_MINUTES, MeetingState.HELD))
    return f"{len(rows)} meetings, {done} of them held; {made} decisions"


def _organisations(district: str) -> dict[str, Organisation]:
    rows = Organisation.objects.filter(region__code__startswith=district)
    return {row.code: row for row in rows}


def _meeting(
    district: str,
    told: Held,
    today: dt.date,
    office: User,
    group: Group,
    organisations: Mapping[str, Organisation],
) -> Meeting:
    day = today - dt.timedelta(days=told.ago)
    if day.weekday() >= SATURDAY:
        day += dt.timedelta(days=2 if told.ago < 0 else SATURDAY - 1 - day.weekday())
    begins = at_local(day, BEGINS[told.kind])
    issued = told.state == MeetingState.SIGNED
    is_over = issued and all(one.fate in CLOSED for one in told.settled if one.owner in organisations)
    finished = begins + dt.timedelta(days=2 + max((one.after for one in told.settled), default=0)) if is_over else None
    return Meeting(
        district_id=district,
        region_id=district,
        kind_id=told.kind,
        group=None if told.kind == "office" else group,
        title=told.title,
        starts_at=begins,
        place=PLACES[told.kind],
        chair=told.chair,
        notice=NOTICES[told.kind],
        state=MeetingState.FINISHED if finished else told.state,
        planned_by=office,
        called_at=min(begins - CALLED_BEFORE, at_local(today, dt.time(8))),
        signed_at=begins + SIGNED_AFTER if issued else None,
        signed_by=office if issued else None,
        finished_at=finished,
    )


def _number(rows: Sequence[Meeting]) -> None:
    """Numbers in the order of signing, for each kind and year."""
    counts: Counter[Any] = Counter()
    for row in sorted((row for row in rows if row.signed_at), key=lambda row: row.signed_at):
        row.year = local_day(row.signed_at).year
        counts[row.kind_id, row.year] += 1
        row.serial = counts[row.kind_id, row.year]


def _freeze(rows: Sequence[Meeting]) -> None:
    """Each issued text with the digest it was issued with."""
    issued = [row for row in rows if row.serial]
    prefetch_related_objects(issued, *PARTS)
    for row in issued:
        row.digest = digest_of(row)
    Meeting.objects.bulk_update(issued, ["digest"])


def _items(row: Meeting, told: Held, organisations: Mapping[str, Organisation]) -> list[AgendaItem]:
    return [
        AgendaItem(
            meeting=row,
            position=number,
            title=title,
            organisation=organisations.get(code),
            minutes=text,
            revision=1 if text else 0,
        )
        for number, (title, code, text) in enumerate(told.points, 1)
    ]


def _attendees(row: Meeting, told: Held, organisations: Mapping[str, Organisation], rng: Random) -> list[Attendee]:
    owners = [one.owner for one in told.settled]
    codes = [code for code in dict.fromkeys([*(told.circle or CORE), *owners]) if code in organisations]
    found = []
    for number, code in enumerate(codes, 1):
        presence = rng.choices(PRESENCES, weights=(82, 11, 5, 2))[0] if row.state != MeetingState.CALLED else ""
        stand_in = rng.choice(PEOPLE) if presence == Presence.DEPUTY else ""
        if row.state == MeetingState.HELD and number > len(codes) - 2:
            presence = stand_in = ""
        one = Attendee(meeting=row, organisation=organisations[code], position=number)
        one.presence, one.stand_in = presence, stand_in
        found.append(one)
    return found
