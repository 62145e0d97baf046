"""Checks: submit, confirm, cancel, void; and what is asked about them: answer."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.trail import record
from foundation.errors import DomainError
from foundation.jobs.queueing import after_commit
from foundation.periods import local
from foundation.transitions import move

from ..choices import CheckState, SiteState
from ..engine import submission
from ..engine.numbering import give_numbers
from ..engine.site_months import subtract
from ..engine.submission import Known, Ready
from ..engine.submission_judging import judge_submission
from ..engine.submission_shapes import NotTaken, Refused, SentCheck, Taken, Why, Winner
from ..models import Check, CheckFlag, CheckPhoto
from ..permissions import can_check, can_decide_check, is_in_sight
from ..queries.checks import is_drawn_elsewhere, new_extra_photos, problems_of, problems_resting_on
from ..queries.forms import Form, form_of
from ..transitions import CHECK
from . import problems
from .words import reason_of

EXAMINE = "evaluation.tasks.examine_photos"


@transaction.atomic
def submit(sent: Sequence[SentCheck], *, actor: Any, at: dt.datetime) -> list[Taken | Refused]:
    """Take filled forms (提交督查), each for itself; what was sent before is answered as before."""
    outcomes: list[Taken | Refused] = []
    for wave in _waves(sent):
        own = submission.own_photos((photo for one in wave for photo in one.photos), owner=actor.pk)
        examined = [
            _examine(one, known, own, actor=actor, at=at)
            for one, known in zip(wave, submission.read(wave), strict=True)
        ]
        ready = [one for one in examined if isinstance(one, Ready)]
        written = submission.record(ready, actor=actor.pk, at=at) if ready else {}
        for one in examined:
            outcomes.append(_settle(one, written, actor=actor, at=at) if isinstance(one, Ready) else one)
    new = give_numbers(problem for one in outcomes if isinstance(one, Taken) and one.first for problem in one.problems)
    if new:
        after_commit(problems.ASSIGN, found=new)
    return outcomes


def _waves(sent: Sequence[SentCheck]) -> Iterator[list[SentCheck]]:
    """Submissions in their order, cut wherever two would touch the same site, check or client's number."""
    wave: list[SentCheck] = []
    seen: set[Any] = set()
    for one in sent:
        marks = {one.site, one.client_id, one.check or one.client_id}
        if marks & seen:
            yield wave
            wave, seen = [], set()
        wave.append(one)
        seen |= marks
    if wave:
        yield wave


def _examine(one: SentCheck, known: Known, own: set[int], *, actor: Any, at: dt.datetime) -> Ready | Taken | Refused:
    """Everything that can be said about a submission before it is written."""
    try:
        if known.prior is not None:
            return _earlier(known.prior, known.prior_inspector, known.prior_score, actor=actor)
        _ask(one, known, own, actor=actor)
        if known.check is not None and known.check_state != CheckState.DRAWN:
            return _second(one, known.check, actor=actor, at=at)
        form = _form(known)
        judged = judge_submission(one, form, at=at)
        if (
            known.check is not None
            and judged.on != known.check_on
            and is_drawn_elsewhere(known.check, known.site, judged.on)
        ):
            raise NotTaken(
                Why.REFUSED, _("Another check of this site was drawn for that day. Submit that one."), "check"
            )
        return Ready(known, judged, form)
    except NotTaken as refusal:
        return refusal.refusal


def _ask(one: SentCheck, known: Known, own: set[int], *, actor: Any) -> None:
    """May this person submit this check of this site, with these photos?"""
    if known.site is None or not (known.check_inspector == actor.pk or is_in_sight(actor, known)):
        raise NotTaken(Why.NOT_FOUND, _("There is no such site in your reach."), "site")
    if one.check is not None and known.check is None:
        raise NotTaken(Why.NOT_FOUND, _("There is no such check in your reach."), "check")
    decision = can_check(actor, known)
    if not decision:
        raise NotTaken(Why.NOT_ALLOWED, decision.reason)
    if known.check is not None and known.check_site != known.site:
        raise NotTaken(Why.INVALID, _("This check is of another site."), "site")
    if known.check is None and known.site_state != SiteState.ACTIVE:
        raise NotTaken(Why.REFUSED, _("This site is no longer in use."), "site")
    for item in one.items:
        if not own.issuperset(item.photos or ()):
            sentence = _("A photo of item {item} is not one that you uploaded.")
            raise NotTaken(Why.INVALID, str(sentence).format(item=item.item[:40]), f"items.{item.item[:40]}")


def _form(known: Known) -> Form:
    if known.system is None:
        raise NotTaken(
            Why.REFUSED, _("No daily indicator system is in force here. The office has to publish one."), "site"
        )
    form = form_of(known.system, known.type)
    if not form.items:
        raise NotTaken(Why.REFUSED, _("The daily indicator system has no item for sites of this type."), "site")
    return form


def _settle(one: Ready, written: dict, *, actor: Any, at: dt.datetime) -> Taken | Refused:
    """What became of a submission that was ready: written, or overtaken while it was being examined."""
    if one.known.n in written:
        check, problems = written[one.known.n]
        if one.judged.sent.photos:
            after_commit(EXAMINE, check=check)
        return Taken(check, one.judged.score.score, problems)
    earlier = Check.objects.filter(client_id=one.judged.sent.client_id).first()
    try:
        if earlier is not None:
            return _earlier(earlier.pk, earlier.inspector_id, earlier.score, actor=actor)
        return _second(one.judged.sent, one.known.check, actor=actor, at=at)
    except NotTaken as refusal:
        return refusal.refusal


def _earlier(check: int, inspector: int, score: Any, *, actor: Any) -> Taken:
    """The first answer again."""
    if inspector != actor.pk:
        raise NotTaken(Why.REFUSED, _("This client_id belongs to a submission of somebody else."), "client_id")
    return Taken(check, score, problems_of(check), first=False)


def _second(one: SentCheck, check: int, *, actor: Any, at: dt.datetime) -> Refused:
    """Somebody else was first: his submission stands, and the photos of this one are kept beside it."""
    row = Check.objects.select_related("inspector").get(pk=check)
    if row.state == CheckState.CANCELLED:
        raise NotTaken(Why.REFUSED, _("The office has cancelled this check."), "check")
    if row.finished_at is None:
        raise NotTaken(Why.REFUSED, _("Somebody else has just changed this record. Reload and try again."), "check")
    kept = new_extra_photos(check, one.photos)
    if kept:
        CheckPhoto.objects.bulk_create(
            [CheckPhoto(check_record=row, attachment_id=photo, position=n) for n, photo in enumerate(kept)],
            ignore_conflicts=True,
        )
        record("check.add_evidence", row, actor=actor, at=at, after={"photos": kept})
        after_commit(EXAMINE, check=check)
    winner = Winner(check, row.inspector.masked_name, local(row.finished_at), row.score)
    sentence = str(_("{name} has already submitted this check. Your photos are kept with it as further evidence."))
    return Refused(
        Why.ALREADY_SUBMITTED, sentence.format(name=winner.inspector), "check", winner, tuple(sorted(one.photos))
    )


@transaction.atomic
def confirm(check: Check, *, actor: Any, at: dt.datetime) -> None:
    """The office agrees with a submitted check (确认)."""
    can_decide_check(actor, check).enforce()
    before = move(check, CHECK, to=CheckState.CONFIRMED)
    record("check.confirm", check, actor=actor, at=at, before={"state": before}, after={"state": check.state})


@transaction.atomic
def cancel(check: Check, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """The office takes back a drawn check (取消); it counts as neither done nor missed."""
    can_decide_check(actor, check).enforce()
    reason = reason_of(reason)
    before = move(check, CHECK, to=CheckState.CANCELLED, reason=reason)
    after = {"state": check.state, "reason": reason}
    record("check.cancel", check, actor=actor, at=at, before={"state": before}, after=after)


@transaction.atomic
def void(check: Check, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """The office declares a submitted check void (作废): it stays visible and counts no longer, nor do its problems."""
    can_decide_check(actor, check).enforce()
    reason = reason_of(reason)
    before = move(check, CHECK, to=CheckState.VOIDED, reason=reason)
    subtract(check)
    cancelled = list(problems_resting_on(check).select_for_update())
    for problem in cancelled:
        problems.overturn(problem, reason=reason, actor=actor, at=at)
    after = {"state": check.state, "reason": reason, "problems": [problem.pk for problem in cancelled]}
    record("check.void", check, actor=actor, at=at, before={"state": before}, after=after)


class AlreadyAnswered(DomainError):
    """Somebody has answered this question before."""


@transaction.atomic
def answer(flag: CheckFlag, *, text: str, actor: Any, at: dt.datetime) -> None:
    """The office writes down what came of a question about a check (核实存疑)."""
    can_decide_check(actor, flag.check_record).enforce()
    text = reason_of(text)
    open_flag = CheckFlag.objects.filter(pk=flag.pk, answered_at=None)
    if not open_flag.update(answer=text, answered_at=at, answered_by=actor):
        raise AlreadyAnswered(_("This question has been answered already."))
    flag.answer, flag.answered_at, flag.answered_by = text, at, actor
    after = {"kind": flag.kind, "answer": text}
    record("check.answer", flag.check_record, actor=actor, at=at, after=after)
