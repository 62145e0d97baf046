"""A submission against its form: what does not fit, what it earns, what fails, what looks implausible."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from foundation.periods import ZONE, local_day

from ..choices import FlagKind
from ..scoring.answers import AnswerDoesNotFit, Misfit, fit
from ..scoring.checks import CheckScore, score_check
from ..scoring.items import Judgement, judge, withhold
from .distances import metres
from .submission_shapes import LONGEST_NOTE, NotTaken, SentCheck, SentItem, Why

if TYPE_CHECKING:
    from ..queries.forms import Form, FormItem

EARLIEST = dt.date(2000, 1, 1)
SECONDS_AN_ITEM = 5
NEAR_ENOUGH = 300

MISFITS = {
    Misfit.NO_ANSWER: _("Item {item} is not answered. Answer it, or say that it does not apply."),
    Misfit.SEVERAL_ANSWERS: _("Item {item} has several answers. Give one."),
    Misfit.WRONG_KIND: _("The answer to item {item} is not of the kind that the item asks for."),
    Misfit.UNKNOWN_OPTION: _("Item {item} has no such option."),
    Misfit.NOT_WHOLE: _("Item {item} is counted: give a whole number."),
    Misfit.NOT_A_NUMBER: _("Item {item} is measured: give a number."),
    Misfit.NEGATIVE: _("The number given for item {item} is below 0."),
    Misfit.TOO_LARGE: _("The number given for item {item} is too large."),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A submission that fits: its day, its judged items in the order of the form, its score."""

    sent: SentCheck
    on: dt.date
    started_at: dt.datetime
    finished_at: dt.datetime
    judgements: tuple[Judgement, ...]
    score: CheckScore


def judge_submission(sent: SentCheck, form: "Form", *, at: dt.datetime) -> Judged:
    """Every item of the form answered once, by an answer of its kind, on a day that has come; or ``NotTaken``."""
    started, finished = (_moment(sent, name) for name in ("started_at", "finished_at"))
    if finished < started:
        raise NotTaken(Why.INVALID, _("A check cannot be finished before it was started."), "finished_at")
    on = local_day(finished)
    if on > local_day(at):
        raise NotTaken(Why.INVALID, _("A check cannot be finished on a day that is still to come."), "finished_at")
    if len(sent.remark or "") > LONGEST_NOTE or "\0" in (sent.remark or ""):
        raise NotTaken(
            Why.INVALID, _("The remark is longer than 500 characters or holds signs that are not text."), "remark"
        )
    judgements = withhold(_judged(sent, form))
    return Judged(sent, on, started, finished, judgements, score_check(judgements))


def _moment(sent: SentCheck, name: str) -> dt.datetime:
    given: dt.datetime = getattr(sent, name)
    if not EARLIEST.year <= given.year < 9999:
        raise NotTaken(Why.INVALID, _("This moment lies outside the years that the portal keeps."), name)
    return given if given.tzinfo else given.replace(tzinfo=ZONE)


def _judged(sent: SentCheck, form: "Form") -> list[Judgement]:
    given = {}
    for item in sent.items:
        if item.item not in form.by_code:
            raise _about(item.item, _("Item {item} is not on the form of this site."))
        if item.item in given:
            raise _about(item.item, _("Item {item} is answered twice."))
        if len(item.note or "") > LONGEST_NOTE or "\0" in (item.note or ""):
            raise _about(
                item.item, _("The note to item {item} is longer than 500 characters or holds signs that are not text.")
            )
        given[item.item] = item
    return [_judge(known, given.get(known.code)) for known in form.items]


def _judge(known: "FormItem", item: SentItem | None) -> Judgement:
    """One item and its answer; what an option earns is known already."""
    if item is None:
        raise _about(known.code, MISFITS[Misfit.NO_ANSWER])
    if isinstance(item.option, str) and item.count is None and item.value is None and not item.na and not item.failed:
        chosen = known.chosen.get(item.option)
        if chosen is not None:
            return chosen
    try:
        answer = fit(known.rule, option=item.option, count=item.count, value=item.value, na=item.na)
    except AnswerDoesNotFit as misfit:
        raise _about(misfit.item, MISFITS[misfit.reason]) from None
    return judge(known.rule, answer, says_failed=bool(item.failed))


def _about(item: str, sentence: Any) -> NotTaken:
    shown = item[:40].replace("\0", "")
    return NotTaken(Why.INVALID, str(sentence).format(item=shown), f"items.{shown}")


def flags_of(judged: Judged, site_position: tuple[float, float] | None) -> dict[str, dict[str, Any]]:
    """What the submission itself shows to be implausible (存疑提示): the pace, the place."""
    flags: dict[str, dict[str, Any]] = {}
    seconds = (judged.finished_at - judged.started_at).total_seconds()
    items = len(judged.judgements)
    if seconds < SECONDS_AN_ITEM * items:
        flags[FlagKind.TOO_FAST] = {"seconds": int(seconds), "items": items}
    position = judged.sent.position
    if position is not None and site_position is not None:
        distance = metres((position.longitude, position.latitude), site_position)
        if distance > NEAR_ENOUGH + (position.accuracy or 0):
            flags[FlagKind.FAR_AWAY] = {"metres": round(distance), "accuracy": round(position.accuracy or 0)}
    return flags
