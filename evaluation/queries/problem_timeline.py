"""Everything that happened to a problem, in one line of time."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from foundation.audit.models import AuditEntry
from foundation.web import moments

from ..choices import ExtensionState, SecondLookState, Source
from ..models import Problem, Rectification
from .check_pages import Step

# What the trail alone knows; everything else stands in records of its own.
AUDITED = {
    "problem.open": ("flag", ""),
    "problem.find_again": ("repeat", gettext_lazy("Found again by another check")),
    "problem.give_back": ("arrow-back-up", gettext_lazy("Given back: another organisation is responsible")),
    "problem.name_rechecker": ("user-check", gettext_lazy("Re-checker named")),
    "problem.cancel": ("ban", gettext_lazy("Cancelled")),
    "problem.overturn": ("scale", gettext_lazy("Overturned after a review")),
    "problem.merge": ("git-merge", gettext_lazy("Merged into another problem")),
    "problem.take_over": ("git-merge", gettext_lazy("Another problem was merged into this one")),
    "problem.move_deadline": ("calendar-time", gettext_lazy("Deadline worked out anew")),
    "problem.lapse": ("alarm", gettext_lazy("Deadline passed")),
}


def timeline(problem: Problem, rounds: Iterable[Rectification]) -> list[Step]:
    """All steps of a problem, the latest first; the rectifications are given."""
    steps = [
        *_from_the_trail(problem),
        *_of_notices(problem),
        *_of_rounds(rounds),
        *_of_extensions(problem),
        *_of_suspensions(problem),
        *_of_second_look(problem),
    ]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _from_the_trail(problem: Problem) -> Iterator[Step]:
    entries = list(AuditEntry.objects.about(problem).for_list())
    for entry in entries:
        if entry.verb in AUDITED:
            icon, what = AUDITED[entry.verb] if entry.verb != "problem.open" else ("flag", _found(problem))
            yield Step(icon, what, _name(entry.actor), entry.at, _note(entry.after or {}))
    if not any(entry.verb == "problem.open" for entry in entries):
        yield Step("flag", _found(problem), _name(problem.found_by), problem.found_at, problem.description)


def _of_notices(problem: Problem) -> Iterator[Step]:
    for row in problem.notices.select_related("organisation", "issued_by", "received_by", "withdrawn_by").order_by(
        "pk"
    ):
        icon = {"assignment": "mail-forward", "reminder": "bell", "supervision": "alarm"}[row.kind]
        note = _("time until {moment}").format(moment=moments.moment(row.due_at))
        what = _("{notice} to {organisation}").format(notice=row, organisation=row.organisation)
        yield Step(icon, what, _name(row.issued_by), row.issued_at, note)
        if row.withdrawn_at is not None:
            what = _("{notice} withdrawn; its number stays taken").format(notice=row)
            yield Step("arrow-back", what, _name(row.withdrawn_by), row.withdrawn_at, "")
        if row.received_at is not None:
            what = _("{notice} received").format(notice=row)
            yield Step("check", what, _name(row.received_by), row.received_at, "")


def _of_rounds(rounds: Iterable[Rectification]) -> Iterator[Step]:
    for row in rounds:
        photos = len(row.photos.all())
        said = ngettext("{text}; {n} photo", "{text}; {n} photos", photos).format(text=row.text.rstrip("。."), n=photos)
        late = _(" (after the deadline)") if row.late else ""
        what = _("{organisation} reported rectification {n}").format(organisation=row.organisation, n=row.round)
        yield Step("send", what + late, row.filed_by.masked_name, row.filed_at, said)
        recheck = getattr(row, "recheck", None)
        if recheck is None:
            continue
        if recheck.passed:
            words, icon = _("Re-check passed, problem closed"), "circle-check"
        else:
            words, icon = _("Re-check not passed, sent back"), "arrow-back-up"
        yield Step(icon, words, _name(recheck.checked_by), recheck.checked_at, recheck.note)


def _of_extensions(problem: Problem) -> Iterator[Step]:
    for row in problem.extensions.select_related("asked_by", "decided_by").order_by("pk"):
        asked = _("More time asked for, until {until}").format(until=moments.moment(row.until))
        yield Step("calendar-plus", asked, row.asked_by.masked_name, row.asked_at, row.reason)
        if row.decided_at is None:
            continue
        granted = row.state == ExtensionState.GRANTED
        words = _("More time granted") if granted else _("More time refused")
        yield Step(
            "calendar-check" if granted else "calendar-x", words, _name(row.decided_by), row.decided_at, row.answer
        )


def _of_suspensions(problem: Problem) -> Iterator[Step]:
    for row in problem.suspensions.select_related("suspended_by", "resumed_by").order_by("pk"):
        words = _("Suspended, to be looked at again on {day}").format(day=moments.date(row.look_again_on))
        yield Step("player-pause", words, row.suspended_by.masked_name, row.suspended_at, row.ground)
        if row.resumed_at is not None:
            yield Step("player-play", _("Resumed, the clock runs again"), _name(row.resumed_by), row.resumed_at, "")


def _of_second_look(problem: Problem) -> Iterator[Step]:
    look = getattr(problem, "second_look", None)
    if look is None or look.looked_at is None:
        return
    passed = look.state == SecondLookState.PASSED
    words = _("Second look: still in order") if passed else _("Second look: wrong again, opened anew")
    yield Step("eye-check" if passed else "eye-exclamation", words, _name(look.looked_by), look.looked_at, look.note)


def _found(problem: Problem) -> str:
    return _("Found by a check") if problem.source == Source.CHECK else pgettext("timeline", "Found")


def _note(after: dict[str, Any]) -> str:
    """What the trail says beside the step: a reason, the deadline that runs, the other problem."""
    due_at = parse_datetime(str(after.get("due_at") or ""))
    if due_at:
        return _("time until {moment}").format(moment=moments.moment(due_at))
    return str(after.get("reason") or after.get("into") or after.get("from") or after.get("name") or "")


def _name(user: Any) -> str:
    return user.masked_name if user else _("the portal")
