"""Problems: open, assign, give back, cancel, merge; what else is done with them stands beside and is named here."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.calendars.queries import work_calendar
from foundation.cleaning import checked
from foundation.errors import DomainError
from foundation.jobs.queueing import after_commit
from foundation.periods import WorkCalendar
from foundation.transitions import move

from ..choices import OPEN_PROBLEMS, NoticeKind, ProblemState, SiteState, Source
from ..engine.numbering import give_numbers
from ..models import Finding, Notice, Problem, ProblemPhoto
from ..permissions import can_give_back, can_open_problem, can_steer_problem
from ..queries.policies import first_columns, policies_of
from ..queries.problems import left_to_assign, open_problem_of
from ..scoring.deadlines import Policy
from ..transitions import OVERTURNED_PROBLEM, PROBLEM
from . import notices
from .extensions import ask_extension, grant_extension, refuse_extension, resume, suspend
from .own_photos import taken
from .problem_clocks import NO_CLOCK
from .problem_messages import tell_office, tell_organisation
from .rectifications import close, rectify, return_
from .standing import stands
from .words import reason_of

__all__ = [
    "ask_extension",
    "assign",
    "assign_by_policy",
    "assign_many",
    "cancel",
    "close",
    "give_back",
    "grant_extension",
    "merge",
    "open_",
    "overturn",
    "rectify",
    "refuse_extension",
    "resume",
    "return_",
    "suspend",
]
ASSIGN = "evaluation.tasks.assign_by_policy"


class AlreadyOpen(DomainError):
    """The same item is open at the site; another finding belongs to it."""


class NotItsOrganisation(DomainError):
    """A closed organisation, or one of another district, cannot put anything right here."""


class NotToBeMerged(DomainError):
    """What is merged has to be open and of the same district."""


@transaction.atomic
def open_(
    *,
    site: Any,
    description: str,
    severity: str,
    item: str = "",
    source: str = Source.MANUAL,
    organisation: Any = None,
    photos: Iterable[int] = (),
    earlier: Problem | None = None,
    actor: Any,
    at: dt.datetime,
) -> Problem:
    """Write down a problem that no check found (登记问题): from a meeting, or seen on the way."""
    can_open_problem(actor, site).enforce()
    if site.state != SiteState.ACTIVE:
        raise NotItsOrganisation(_("This site is no longer in use."))
    problem = Problem(
        site=site,
        district_id=site.district_id,
        region_id=site.region_id,
        organisation=_organisation(organisation or site.organisation, site.district_id),
        item=item,
        description=reason_of(description),
        severity=severity,
        source=source,
        found_at=at,
        found_by=actor,
        earlier=earlier,
    )
    checked(problem, exclude=["site", "district", "region", "organisation", "found_by", "earlier"])
    try:
        with transaction.atomic():
            problem.save(force_insert=True)
    except IntegrityError as fault:
        there = open_problem_of(site.pk, item)
        sentence = _("Problem {number} about this is still open here.")
        raise AlreadyOpen(sentence.format(number=there.number if there else "")) from fault
    give_numbers([problem.pk])
    problem.refresh_from_db(fields=["year", "serial"])
    kept = taken(photos, actor=actor)
    rows = [ProblemPhoto(problem=problem, attachment_id=photo, position=n) for n, photo in enumerate(kept)]
    ProblemPhoto.objects.bulk_create(rows)
    after = {"source": source, "item": item, "severity": severity, "photos": kept}
    record("problem.open", problem, actor=actor, at=at, after=after)
    after_commit(ASSIGN, found=[problem.pk])
    return problem


@transaction.atomic
def assign(problem: Problem, *, organisation: Any = None, actor: Any, at: dt.datetime) -> Notice:
    """Give a problem to the organisation that has to put it right (交办): its time runs from now on."""
    can_steer_problem(actor, problem).enforce()
    policy = policies_of(problem.district_id)[problem.severity]
    chosen = _organisation(organisation or problem.organisation, problem.district_id)
    return _assign(problem, chosen, policy, work_calendar(), actor=actor, at=at)


@transaction.atomic
def assign_many(problems: Iterable[Problem], *, actor: Any, at: dt.datetime) -> list[Notice]:
    """Give several problems to their organisations (批量交办): all of them or, when one cannot be, none."""
    chosen = sorted(problems, key=lambda problem: problem.pk)
    for problem in chosen:
        can_steer_problem(actor, problem).enforce()
    policies = {district: policies_of(district) for district in {problem.district_id for problem in chosen}}
    calendar = work_calendar()
    return [
        _assign(
            problem,
            _organisation(problem.organisation, problem.district_id),
            policies[problem.district_id][problem.severity],
            calendar,
            actor=actor,
            at=at,
        )
        for problem in chosen
    ]


@transaction.atomic
def assign_by_policy(problems: Iterable[int], *, actor: Any, at: dt.datetime) -> list[Notice]:
    """Give out what the policy of its severity gives out by itself (自动交办); what the office holds back stays."""
    rows = list(left_to_assign(problems).select_for_update(of=("self",), skip_locked=True))
    for problem in rows:
        can_steer_problem(actor, problem).enforce()
    policies = {district: policies_of(district) for district in {problem.district_id for problem in rows}}
    calendar = work_calendar()
    return [
        _assign(problem, problem.organisation, policy, calendar, actor=actor, at=at)
        for problem in rows
        if (policy := policies[problem.district_id][problem.severity]).is_automatic
        and problem.organisation.closed_on is None
    ]


@transaction.atomic
def give_back(problem: Problem, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """The organisation that was named is not the one responsible (回退): the office has to name another."""
    can_give_back(actor, problem).enforce()
    reason = reason_of(reason)
    told = {"state": problem.state, "organisation": problem.organisation_id, "due_at": problem.due_at}
    move(problem, PROBLEM, to=ProblemState.FOUND, **NO_CLOCK)
    after = {"state": problem.state, "reason": reason}
    record("problem.give_back", problem, actor=actor, at=at, before=told, after=after)
    tell_office(problem, "problem.given_back", at=at, reason=reason)


@transaction.atomic
def cancel(problem: Problem, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """The office takes a problem back (撤销): it counts no longer, and stays readable with the reason."""
    can_steer_problem(actor, problem).enforce()
    reason = reason_of(reason)
    before = move(problem, PROBLEM, to=ProblemState.CANCELLED, reason=reason)
    after = {"state": problem.state, "reason": reason}
    record("problem.cancel", problem, actor=actor, at=at, before={"state": before}, after=after)
    if before != ProblemState.FOUND:
        tell_organisation(problem, "problem.cancelled", at=at, reason=reason)


@transaction.atomic
def overturn(problem: Problem, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """Take back a problem however far it has come, since what it rested on does not hold (撤销已办问题)."""
    can_steer_problem(actor, problem).enforce()
    reason = reason_of(reason)
    before = move(problem, OVERTURNED_PROBLEM, to=ProblemState.CANCELLED, reason=reason, closed_at=None)
    after = {"state": problem.state, "reason": reason}
    record("problem.cancel", problem, actor=actor, at=at, before={"state": before}, after=after)
    if before != ProblemState.FOUND:
        tell_organisation(problem, "problem.cancelled", at=at, reason=reason)


@transaction.atomic
def merge(problem: Problem, *, into: Problem, actor: Any, at: dt.datetime) -> None:
    """The same thing was found twice (合并): what was found moves over to the other problem, both keep their story."""
    can_steer_problem(actor, problem).enforce()
    can_steer_problem(actor, into).enforce()
    rows = Problem.objects.select_for_update().filter(pk__in=(problem.pk, into.pk)).order_by("pk").in_bulk()
    target = rows[into.pk]
    if problem.pk == into.pk or target.district_id != problem.district_id:
        raise NotToBeMerged(_("Choose another problem of the same district."))
    if target.state not in OPEN_PROBLEMS:
        raise NotToBeMerged(_("Problem {number} is no longer open.").format(number=target.number))
    before = move(problem, PROBLEM, to=ProblemState.MERGED, merged_into=target)
    findings = list(Finding.objects.filter(problem=problem).order_by("pk").values_list("pk", flat=True))
    Finding.objects.filter(pk__in=findings).update(problem=target)
    held = ProblemPhoto.objects.filter(problem=target, recheck=None, second_look=None).values("attachment")
    moved = ProblemPhoto.objects.filter(problem=problem, recheck=None, second_look=None).exclude(attachment__in=held)
    moved.update(problem=target)
    after = {"state": problem.state, "into": target.number}
    record("problem.merge", problem, actor=actor, at=at, before={"state": before}, after=after)
    told = {"from": problem.number, "findings": findings}
    record("problem.take_over", target, actor=actor, at=at, after=told)


def _assign(
    problem: Problem, organisation: Any, policy: Policy, calendar: WorkCalendar, *, actor: Any, at: dt.datetime
) -> Notice:
    stands(problem, ProblemState.FOUND)
    columns = first_columns(policy, at, calendar) | {"lapses": 0, "assigned_at": at, "organisation": organisation}
    before = {"state": problem.state, "organisation": problem.organisation_id}
    move(problem, PROBLEM, to=ProblemState.ASSIGNED, **columns)
    after = {
        "state": problem.state,
        "organisation": organisation.pk,
        "due_at": problem.due_at,
        "provisional": problem.provisional,
    }
    record("problem.assign", problem, actor=actor, at=at, before=before, after=after)
    return notices.issue(problem, kind=NoticeKind.ASSIGNMENT, due_at=problem.due_at, actor=actor, at=at)


def _organisation(organisation: Any, district: str) -> Any:
    if organisation.closed_on is not None:
        raise NotItsOrganisation(_("{name} is closed. Name another organisation.").format(name=organisation))
    if not organisation.region_id.startswith(district) and not district.startswith(organisation.region_id):
        raise NotItsOrganisation(_("{name} belongs to another district.").format(name=organisation))
    return organisation
