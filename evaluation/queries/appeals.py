"""Reads around appeals: whom a thing concerns, until when it can be disputed, who had a part in it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.decisions import Decision
from foundation.periods import Deadline
from foundation.web import moments
from foundation.web.moments import period as period_name

from ..choices import AppealState, AppealSubject, EvaluationState, PartyKind
from ..models import (
    Adjustment,
    Appeal,
    Check,
    CheckItem,
    EvaluationResult,
    Finding,
    NegativeEntry,
    Problem,
    ReviewerAssignment,
)
from .terms import scheme_for, term

DEFAULT_DAYS = 5
Subject = EvaluationResult | Check | CheckItem | Problem


def subject_of(appeal: Appeal) -> Subject:
    """What an appeal disputes."""
    return appeal.result or appeal.check_record or appeal.item or appeal.problem  # type: ignore[return-value]


def kind_of(subject: Subject) -> AppealSubject:
    """Which kind of thing it is."""
    kinds = {
        EvaluationResult: AppealSubject.RESULT,
        Check: AppealSubject.CHECK,
        CheckItem: AppealSubject.ITEM,
        Problem: AppealSubject.PROBLEM,
    }
    return kinds[type(subject)]


def district_of(subject: Subject) -> str:
    """The district whose office answers."""
    if isinstance(subject, EvaluationResult):
        return str(subject.evaluation.district_id)
    return str(subject.check_record.district_id if isinstance(subject, CheckItem) else subject.district_id)


def party_for(user: Any, subject: Subject) -> dict[str, Any]:
    """For which party somebody disputes: the organisation he serves, else the place he is an official of."""
    if isinstance(subject, EvaluationResult):
        return {
            "party_kind": subject.party_kind,
            "region_id": subject.region_id,
            "organisation_id": subject.organisation_id,
        }
    place = subject.check_record if isinstance(subject, CheckItem) else subject
    if user.has_role("official", organisation=place.organisation_id):
        return {"party_kind": PartyKind.ORGANISATION, "organisation_id": place.organisation_id, "region_id": None}
    if user.has_role("official", region=place.region_id):
        return {"party_kind": PartyKind.REGION, "region_id": place.region_id, "organisation_id": None}
    return {"party_kind": PartyKind.ORGANISATION, "organisation_id": place.organisation_id, "region_id": None}


def days_of(district: str, on: dt.date, name: str) -> int:
    """A term of the quarterly scheme in force, in working days."""
    scheme = scheme_for(district, on)
    return getattr(scheme, name) if scheme else DEFAULT_DAYS


def deadline_for(subject: Subject) -> Deadline | None:
    """Until when a thing can be disputed; None when it cannot be disputed at all now."""
    if isinstance(subject, EvaluationResult):
        evaluation = subject.evaluation
        if evaluation.state != EvaluationState.IN_APPEAL or evaluation.appeal_until is None:
            return None
        return Deadline(evaluation.appeal_until, evaluation.provisional)
    if isinstance(subject, Problem):
        begin = subject.assigned_at or subject.found_at
    else:
        check = subject.check_record if isinstance(subject, CheckItem) else subject
        begin = check.received_at
    if begin is None:
        return None
    return term(begin, days_of(district_of(subject), begin.date(), "review_days"))


def authors_of(subject: Subject) -> set[int]:
    """Who had a part in what is disputed, and therefore does not answer for it."""
    if isinstance(subject, EvaluationResult):
        return _authors_of_result(subject)
    if isinstance(subject, Problem):
        findings = Finding.objects.filter(problem=subject)
        inspectors = findings.values_list("check_item__check_record__inspector", flat=True)
        return {pk for pk in [subject.found_by_id, *inspectors] if pk is not None}
    check = subject.check_record if isinstance(subject, CheckItem) else subject
    return {check.inspector_id}


def _authors_of_result(result: EvaluationResult) -> set[int]:
    """Its reviewers, and whoever gave or took points or entered the party in the negative list."""
    about = {"region": result.region_id, "organisation": result.organisation_id}
    evaluation = result.evaluation
    reviewers = ReviewerAssignment.objects.filter(
        review__district=evaluation.district_id,
        review__quarter=evaluation.quarter,
        submitted_at__isnull=False,
        **{f"review__{name}": value for name, value in about.items()},
    )
    entries = NegativeEntry.objects.in_force().filter(
        district=evaluation.district_id, quarter=evaluation.quarter, **about
    )
    given = Adjustment.objects.in_force().filter(
        district=evaluation.district_id, quarter=evaluation.quarter, recorded_by__isnull=False, **about
    )
    return {
        *reviewers.values_list("reviewer", flat=True),
        *entries.values_list("recorded_by", flat=True),
        *given.exclude(ground__startswith="appeal:").values_list("recorded_by", flat=True),
    }


def appeals_of(user: Any, subject: Subject) -> list[Appeal]:
    """What was disputed about one thing, as far as the reader may see it; the newest first."""
    column = {"check": "check_record"}.get(kind_of(subject), kind_of(subject).value)
    return list(Appeal.objects.visible_to(user).filter(**{column: subject.pk}).order_by("-filed_at", "-pk"))


def find(user: Any, kind: str, pk: int) -> Subject | None:
    """The thing that somebody wants to dispute, if he may see it."""
    if kind == AppealSubject.RESULT:
        rows: Any = EvaluationResult.objects.visible_to(user).openable_by(user)
        return rows.select_related("evaluation__district", "region", "organisation").filter(pk=pk).first()
    if kind == AppealSubject.PROBLEM:
        return Problem.objects.visible_to(user).select_related("site").filter(pk=pk).first()
    checks = Check.objects.visible_to(user)
    if kind == AppealSubject.CHECK:
        return checks.select_related("site").filter(pk=pk).first()
    items = CheckItem.objects.filter(check_record__in=checks)
    return items.select_related("check_record__site", "indicator").filter(pk=pk).first()


def check_party(user: Any, subject: Subject, may: Callable[[Any, Any], Decision]) -> Decision:
    """Ask a permission for the party that somebody would dispute for."""
    return may(user, Appeal(**party_for(user, subject)))


def about(subject: Subject) -> dict[str, Any]:
    """What is disputed, in words, and where it can be looked at."""
    if isinstance(subject, EvaluationResult):
        text = _("{party}, {quarter}").format(party=subject.party, quarter=period_name(subject.evaluation.period))
        return {"kind": AppealSubject.RESULT.label, "text": text, "url": subject.get_absolute_url()}
    if isinstance(subject, Problem):
        text = f"{subject.site} · {subject.description}"
        return {"kind": AppealSubject.PROBLEM.label, "text": text, "url": subject.get_absolute_url()}
    if isinstance(subject, CheckItem):
        check = subject.check_record
        text = f"{check.site} · {moments.date(check.on)} · {subject.indicator.label}"
        return {"kind": AppealSubject.ITEM.label, "text": text, "url": check.get_absolute_url()}
    text = f"{subject.site} · {moments.date(subject.on)}"
    return {"kind": AppealSubject.CHECK.label, "text": text, "url": subject.get_absolute_url()}


def offer(user: Any, subject: Subject, may: Callable[[Any, Any], Decision], *, at: dt.datetime) -> dict[str, Any]:
    """What a record's page says about disputing it: whether one may, until when, and what was disputed before."""
    deadline, appeals = deadline_for(subject), appeals_of(user, subject)
    in_time = deadline is not None and at <= deadline.at
    return {
        "can": in_time and not _is_open(user, subject, appeals) and bool(check_party(user, subject, may)),
        "deadline": deadline,
        "url": reverse("evaluation:appeal-new", args=[kind_of(subject).value, subject.pk]),
        "appeals": appeals,
    }


def _is_open(user: Any, subject: Subject, appeals: list[Appeal]) -> bool:
    """Whether the party that somebody would dispute for waits for an answer already."""
    party = party_for(user, subject)
    waiting = (one for one in appeals if one.state == AppealState.FILED)
    return any(all(getattr(one, name) == value for name, value in party.items()) for one in waiting)
