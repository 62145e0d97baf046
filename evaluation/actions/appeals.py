"""Appeals against quarterly results and reviews of checks and findings: lodge, accept, reject."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from foundation.attachments.models import Attachment
from foundation.audit.trail import record
from foundation.errors import BadInput, DomainError
from foundation.transitions import move

from ..choices import AdjustmentKind, AppealState, EvaluationState
from ..engine.quarters import alone, store_party
from ..models import Appeal, AppealEvidence, Check, CheckItem, EvaluationResult, NegativeEntry
from ..permissions import can_answer, can_appeal
from ..queries import appeals as reads
from ..queries.terms import term
from ..transitions import APPEAL
from . import adjustments, negatives, reviews
from .quarter_messages import tell_office, tell_who_lodged

MOST_FILES = 9
TEXT_LENGTH = 500


class TooLate(DomainError):
    """The term is over, or the thing cannot be disputed."""


class AlreadyDisputed(DomainError):
    """The same party has an open appeal about this."""


class NothingChanges(DomainError):
    """An appeal against a result is accepted through a recorded adjustment."""


@transaction.atomic
def lodge(
    subject: reads.Subject, *, ground: str, files: Iterable[Attachment] = (), actor: Any, at: dt.datetime
) -> Appeal:
    """A party disputes a result (申诉), a check or a finding (复核), within the term."""
    kind, district = reads.kind_of(subject), reads.district_of(subject)
    appeal = Appeal(
        **reads.party_for(actor, subject),
        district_id=district,
        subject=kind,
        ground=_text(ground),
        filed_at=at,
        filed_by=actor,
        due_at=term(at, reads.days_of(district, at.date(), "answer_days")).at,
        **{"check_record" if kind == "check" else kind.value: subject},
    )
    can_appeal(actor, appeal).enforce()
    if isinstance(subject, EvaluationResult):
        alone(district, subject.evaluation.quarter)
        subject.evaluation.refresh_from_db(fields=["state", "appeal_until"])
    deadline = reads.deadline_for(subject)
    if deadline is None:
        raise TooLate(_("This cannot be disputed now."))
    if at > deadline.at:
        raise TooLate(_("The term to dispute this is over."))
    given = list(files)
    if len(given) > MOST_FILES or any(one.uploaded_by_id != actor.pk for one in given):
        raise BadInput(_("Attach at most nine files that you uploaded yourself."))
    appeal.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            appeal.save(force_insert=True)
    except IntegrityError as twice:
        raise AlreadyDisputed(_("This is disputed already; the office is looking into it.")) from twice
    AppealEvidence.objects.bulk_create(AppealEvidence(appeal=appeal, attachment=one) for one in given)
    after = {"subject": kind, "of": subject.pk, "ground": appeal.ground}
    record("appeal.lodge", appeal, actor=actor, at=at, after=after)
    tell_office(appeal, at=at)
    return appeal


@transaction.atomic
def accept(
    appeal: Appeal,
    *,
    decision: str,
    points: Decimal | None = None,
    entry: NegativeEntry | None = None,
    actor: Any,
    at: dt.datetime,
) -> None:
    """Uphold an appeal (采纳): a result changes by a recorded adjustment only, a finding is voided."""
    subject = reads.subject_of(appeal)
    can_answer(actor, appeal, reads.authors_of(subject)).enforce()
    decision = _text(decision)
    if isinstance(subject, EvaluationResult):
        alone(appeal.district_id, subject.evaluation.quarter)
    _answer(appeal, AppealState.ACCEPTED, decision=decision, actor=actor, at=at)
    if isinstance(subject, EvaluationResult):
        _change(subject, appeal, decision=decision, points=points, entry=entry, actor=actor, at=at)
    elif isinstance(subject, CheckItem):
        reviews.overturn_item(subject, reason=decision, actor=actor, at=at)
    elif isinstance(subject, Check):
        reviews.overturn_check(subject, reason=decision, actor=actor, at=at)
    else:
        reviews.overturn_problem(subject, reason=decision, actor=actor, at=at)


@transaction.atomic
def reject(appeal: Appeal, *, decision: str, actor: Any, at: dt.datetime) -> None:
    """Do not uphold an appeal (不予采纳), and say why."""
    can_answer(actor, appeal, reads.authors_of(reads.subject_of(appeal))).enforce()
    _answer(appeal, AppealState.REJECTED, decision=_text(decision), actor=actor, at=at)


def _answer(appeal: Appeal, state: AppealState, *, decision: str, actor: Any, at: dt.datetime) -> None:
    before = move(appeal, APPEAL, to=state, decision=decision, answered_at=at, answered_by=actor)
    after = {"state": appeal.state, "decision": decision}
    record(
        f"appeal.{'accept' if state == AppealState.ACCEPTED else 'reject'}",
        appeal,
        actor=actor,
        at=at,
        before={"state": before},
        after=after,
    )
    tell_who_lodged(appeal, f"appeal_{appeal.state}", at=at)


def _change(
    result: EvaluationResult,
    appeal: Appeal,
    *,
    decision: str,
    points: Decimal | None,
    entry: NegativeEntry | None,
    actor: Any,
    at: dt.datetime,
) -> None:
    """Record the adjustment, or withdraw the entry of the negative list, and work the party out anew."""
    evaluation = result.evaluation
    if evaluation.state != EvaluationState.IN_APPEAL:
        raise TooLate(_("This result can no longer be changed by an appeal."))
    if (points is None) == (entry is None):
        raise NothingChanges(_("Say how many points are given back, or which entry of the negative list is withdrawn."))
    if entry is not None:
        if entry.key != result.key or entry.quarter != evaluation.quarter:
            raise BadInput(_("This entry is not one of the party and quarter."))
        negatives.withdraw(entry, reason=decision, actor=actor, at=at)
    else:
        adjustments.record_(
            result.party,
            district=evaluation.district,
            period=evaluation.period,
            kind=AdjustmentKind.BONUS,
            points=points,
            reason=decision,
            ground=f"appeal:{appeal.pk}",
            actor=actor,
            at=at,
        )
    store_party(result)


def _text(text: str) -> str:
    text = text.strip()
    if not 1 <= len(text) <= TEXT_LENGTH or "\0" in text:
        raise BadInput(_("Write 1 to 500 characters."))
    return text
