"""What the meetings of the demonstration decided, on every step of its way."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from campaigns.choices import UNDER_WAY_DECISIONS, DecisionState, LinkPurpose, StepKind
from campaigns.models import AgendaItem, Decision, DecisionLink, DecisionStep, Meeting
from evaluation.models import Problem
from foundation.accounts.choices import Role
from foundation.accounts.models import Grant, User
from foundation.audit.trail import record_all
from foundation.organisations.models import Organisation
from foundation.periods import at_local, local_day

from .meeting_words import Held, Settled

ONE_DAY, WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
TEN, FOUR = dt.time(10), dt.time(16)
TAKEN_UP = (DecisionState.IN_PROGRESS, DecisionState.DONE, DecisionState.RETURNED, DecisionState.CONFIRMED)
ANSWERED = (DecisionState.DONE, DecisionState.RETURNED, DecisionState.CONFIRMED)
Pairs = Sequence[tuple[Meeting, Held]]


def seed_decisions(
    pairs: Pairs,
    items: Sequence[AgendaItem],
    organisations: Mapping[str, Organisation],
    *,
    today: dt.date,
    people: Mapping[str, User],
) -> int:
    """All decisions with their steps and links in a few statements; how many."""
    told = [
        (meeting, one, number)
        for meeting, held in pairs
        for number, one in enumerate((one for one in held.settled if one.owner in organisations), 1)
    ]
    first: dict[int, AgendaItem] = {}
    for item in items:
        first.setdefault(item.meeting_id, item)
    rows = Decision.objects.bulk_create(
        _decision(meeting, one, number, organisations[one.owner], first[meeting.pk], today)
        for meeting, one, number in told
    )
    both = [(row, one) for row, (_meeting, one, _number) in zip(rows, told, strict=True)]
    officials = _officials(people)
    office = people["admin"]
    DecisionStep.objects.bulk_create(
        step for row, one in both for step in _steps(row, one, office, officials.get(row.organisation_id))
    )
    DecisionLink.objects.bulk_create(_links(both))
    issued = ((row, None, {"text": row.text}) for row in rows if row.issued_at)
    record_all("decision.issue", issued, actor=office, at=at_local(today, dt.time(8)))
    return len(rows)


def _decision(
    meeting: Meeting, one: Settled, number: int, owner: Organisation, item: AgendaItem, today: dt.date
) -> Decision:
    day = local_day(meeting.starts_at)
    first_due = day + dt.timedelta(days=one.due)
    due = first_due + dt.timedelta(days=one.postponed)
    reported = day + dt.timedelta(days=one.after)
    closed = one.fate in (DecisionState.CONFIRMED, DecisionState.CANCELLED)
    late = due < today and one.fate in UNDER_WAY_DECISIONS
    return Decision(
        district_id=meeting.district_id,
        region_id=meeting.region_id,
        meeting=meeting,
        item=item,
        position=number,
        text=one.text,
        organisation=owner,
        due_on=due,
        first_due_on=first_due,
        state=one.fate,
        issued_at=meeting.signed_at,
        done_on=reported if one.fate in (DecisionState.DONE, DecisionState.CONFIRMED) else None,
        answer=one.answer,
        returns=1 if one.fate == DecisionState.RETURNED or (closed and one.note and one.answer) else 0,
        postponed_at=at_local(day + 6 * ONE_DAY, TEN) if one.postponed else None,
        closed_at=at_local(reported + ONE_DAY, TEN) if closed else None,
        reason=one.note if one.fate == DecisionState.CANCELLED else "",
        reminded_on=due - 3 * ONE_DAY if late else None,
        pressed_on=due + ONE_DAY + (today - due - ONE_DAY) // WEEK * WEEK if late else None,
    )


def _steps(row: Decision, one: Settled, office: User, official: User | None) -> Iterator[DecisionStep]:
    if row.issued_at is None:
        return
    day = local_day(row.meeting.starts_at)
    reported = day + dt.timedelta(days=one.after)

    def step(kind: str, at: dt.datetime, by: User | None, text: str = "", due: dt.date | None = None) -> DecisionStep:
        return DecisionStep(decision=row, kind=kind, text=text, due_on=due or row.due_on, by=by, at=at)

    yield step(StepKind.ISSUED, row.issued_at, office, due=row.first_due_on)
    if one.fate in TAKEN_UP:
        yield step(StepKind.STARTED, at_local(day + 2 * ONE_DAY, TEN), official)
    if row.postponed_at:
        yield step(StepKind.POSTPONED, row.postponed_at, office, one.note)
    if one.answer and one.note:
        yield step(StepKind.REPORTED, at_local(reported - 2 * ONE_DAY, FOUR), official, "已组织整改。")
        yield step(StepKind.RETURNED, at_local(reported - ONE_DAY, TEN), office, one.note)
    if one.fate in (DecisionState.DONE, DecisionState.CONFIRMED):
        yield step(StepKind.REPORTED, at_local(reported, FOUR), official, one.answer)
    if one.fate == DecisionState.CONFIRMED:
        yield step(StepKind.CONFIRMED, row.closed_at or row.issued_at, office)
    if one.fate == DecisionState.CANCELLED:
        yield step(StepKind.CANCELLED, row.closed_at or row.issued_at, office, one.note)
    if row.pressed_on and row.reminded_on:
        yield step(StepKind.REMINDED, at_local(row.reminded_on, dt.time(7, 40)), None)
        pressed = row.due_on + ONE_DAY
        while pressed <= row.pressed_on:
            yield step(StepKind.OVERDUE, at_local(pressed, dt.time(7, 40)), None)
            pressed += WEEK


def _links(both: Sequence[tuple[Decision, Settled]]) -> Iterator[DecisionLink]:
    """Problems of the owner as evidence, where the decision was about some."""
    wanted = [row for row, one in both if one.links]
    problems: dict[int, Any] = {}
    found = Problem.objects.filter(organisation__in=[row.organisation_id for row in wanted], state="closed")
    for problem in found.order_by("-closed_at", "pk").only("pk", "organisation", "description", "year", "serial"):
        problems.setdefault(problem.organisation_id, problem)
    for row in wanted:
        problem = problems.get(row.organisation_id)
        if problem is not None:
            title = f"问题{problem.number or ''} {problem.description}"[:120]
            url, at = problem.get_absolute_url(), row.closed_at or row.issued_at
            yield DecisionLink(decision=row, purpose=LinkPurpose.EVIDENCE, title=title, url=url, added_at=at)


def _officials(people: Mapping[str, User]) -> dict[int, User]:
    """Somebody who answers for each organisation."""
    users = {user.pk: user for user in people.values()}
    grants = Grant.objects.filter(user__in=users, role=Role.OFFICIAL, organisation__isnull=False).order_by("-pk")
    return {organisation: users[user] for organisation, user in grants.values_list("organisation", "user")}
