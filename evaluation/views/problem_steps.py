"""The steps of a problem as pages: who may take them and when, what is asked for, and what the page says."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.decisions import Decision
from foundation.errors import TransitionNotAllowed

from ..actions import problems, recheckers
from ..choices import UNDER_WAY, ProblemState
from ..forms import problems as shapes
from ..models import Problem
from ..permissions import (
    can_answer_problem,
    can_close,
    can_decide_extension,
    can_give_back,
    can_return,
    can_steer_problem,
)
from ..queries import consequences

Run = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done with a problem, as a page."""

    name: str
    states: tuple[str, ...]
    may: Callable[[Any, Any], Decision]
    form: type[forms.Form]
    run: Run
    label: Any
    heading: Any
    consequence: Any
    button: Any
    done: Any
    icon: str
    is_next: bool = False
    is_beside: bool = False
    on_phone: bool = False
    knows_problem: bool = False
    needs_extension: bool = False

    def is_open(self, user: Any, problem: Problem) -> bool:
        """Whether this person may take the step now."""
        if problem.state not in self.states or (self.needs_extension and problem.asked is None):
            return False
        return bool(self.may(user, problem.asked if self.needs_extension else problem))

    def enforce(self, user: Any, problem: Problem) -> None:
        """Go on, or say who may, or that the problem has moved on."""
        if self.needs_extension and problem.asked is None:
            raise TransitionNotAllowed(_("No request for more time is open for this problem."))
        self.may(user, problem.asked if self.needs_extension else problem).enforce()
        if problem.state not in self.states:
            sentence = _("This is not possible while the record is “{state}”.")
            raise TransitionNotAllowed(str(sentence).format(state=problem.get_state_display()))

    def consequence_of(self, problem: Problem, *, at: dt.datetime) -> str:
        """What follows from the button, in words."""
        if self.name == "assign":
            return consequences.of_one(problem, at=at)
        return str(self.consequence).format(organisation=problem.organisation, n=problem.returns + 1)

    def take(self, problem: Problem, values: dict[str, Any], photos: list[int], **who: Any) -> str:
        """Do it; what was done, in words."""
        self.run(problem, values, photos, **who)
        return str(self.done).format(number=problem.number, organisation=problem.organisation)

    def link(self, problem: Problem) -> dict[str, Any]:
        url = reverse(f"evaluation:problem-{self.name}", args=[problem.pk])
        return {"url": url, "label": self.label, "icon": self.icon}


def _assign(problem: Problem, values: dict, photos: list[int], **who: Any) -> None:
    problems.assign(problem, organisation=values["organisation"], **who)


def _give_back(problem: Problem, values: dict, photos: list[int], **who: Any) -> None:
    problems.give_back(problem, reason=values["reason"], **who)


def _rectify(problem: Problem, values: dict, photos: list[int], **who: Any) -> None:
    problems.rectify(problem, text=values["text"], photos=photos, **who)


def _close(problem: Problem, values: dict, photos: list[int], **who: Any) -> None:
    problems.close(problem, note=values["note"], photos=photos, **who)


def _name_rechecker(problem: Problem, values: dict, photos: list[int], **who: Any) -> None:
    recheckers.name(problem, rechecker=values["rechecker"], **who)


def _return(problem: Problem, values: dict, photos: list[int], **who: Any) -> None:
    problems.return_(problem, reason=values["reason"], photos=photos, **who)


def _ask(problem: Problem, values: dict, photos: list[int], **who: Any) -> None:
    problems.ask_extension(problem, until=values["until"], reason=values["reason"], **who)


def _grant(problem: Problem, values: dict, photos: list[int], **who: Any) -> None:
    problems.grant_extension(problem.asked, **who)


def _refuse(problem: Problem, values: dict, photos: list[int], **who: Any) -> None:
    problems.refuse_extension(problem.asked, reason=values["reason"], **who)


def _suspend(problem: Problem, values: dict, photos: list[int], **who: Any) -> None:
    problems.suspend(problem, ground=values["ground"], look_again_on=values["look_again_on"], **who)


def _resume(problem: Problem, values: dict, photos: list[int], **who: Any) -> None:
    problems.resume(problem, **who)


def _cancel(problem: Problem, values: dict, photos: list[int], **who: Any) -> None:
    problems.cancel(problem, reason=values["reason"], **who)


FOUND, ASSIGNED, RECTIFIED = (ProblemState.FOUND,), (ProblemState.ASSIGNED,), (ProblemState.RECTIFIED,)
RUNNING, STANDING = tuple(UNDER_WAY), (ProblemState.SUSPENDED,)

_ALL = (
    Step(
        "grant-extension", RUNNING, can_decide_extension, shapes.NothingForm, _grant,
        _("Grant more time"), _("Grant more time for this problem?"),
        _("The moment that was asked for becomes the deadline. More time is granted once only."),
        _("Grant more time"), _("More time is granted for problem {number}."), "calendar-check",
        is_next=True, needs_extension=True,
    ),
    Step(
        "rectify", RUNNING, can_answer_problem, shapes.RectifyForm, _rectify,
        _("Photograph and report"), _("How is it now?"),
        _("An inspector looks next, nobody of {organisation}. The clock stops with this report."),
        _("Report rectification"), _("Rectification of problem {number} is reported."), "camera",
        is_next=True, on_phone=True,
    ),
    Step(
        "close", RECTIFIED, can_close, shapes.RecheckForm, _close,
        _("In order, close it"), _("Is it in order?"),
        _("The problem is closed. Some closed problems are drawn for a second look later."),
        _("Close the problem"), _("Problem {number} is closed."), "circle-check",
        is_next=True, on_phone=True,
    ),
    Step(
        "assign", FOUND, can_steer_problem, shapes.AssignForm, _assign,
        _("Assign"), _("Who puts it right?"), "",
        _("Assign the problem"), _("Problem {number} is assigned to {organisation}."), "send",
        is_next=True, knows_problem=True,
    ),
    Step(
        "resume", STANDING, can_steer_problem, shapes.NothingForm, _resume,
        _("Resume"), _("Let the clock run again?"),
        _("What was left of the time runs on from now; {organisation} sees the new deadline."),
        _("Resume"), _("Problem {number} is under way again."), "player-play",
        is_next=True,
    ),
    Step(
        "return", RECTIFIED, can_return, shapes.ReturnForm, _return,
        _("Send back…"), _("What is still wrong?"),
        _("It goes back to {organisation} and counts as rework number {n}. The deadline stays as it is."),
        _("Send back"), _("Problem {number} is sent back to {organisation}."), "arrow-back-up",
        is_beside=True, on_phone=True,
    ),
    Step(
        "name-rechecker", RECTIFIED, can_steer_problem, shapes.RecheckerForm, _name_rechecker,
        _("Name the re-checker…"), _("Who looks again?"),
        _("It shows first in the inspector’s list; another inspector of the place may still decide on the way."),
        _("Name the re-checker"), _("The re-checker of problem {number} is named."), "user-check",
        knows_problem=True,
    ),
    Step(
        "refuse-extension", RUNNING, can_decide_extension, shapes.ReasonForm, _refuse,
        _("Refuse more time…"), _("Refuse more time?"),
        _("The deadline stays as it is; {organisation} reads the reason."),
        _("Refuse more time"), _("More time is refused for problem {number}."), "calendar-x",
        is_beside=True, needs_extension=True,
    ),
    Step(
        "ask-extension", RUNNING, can_answer_problem, shapes.ExtensionForm, _ask,
        _("Ask for more time…"), _("Ask for more time?"),
        _("Asked for before the deadline and granted once. Until the office decides, the deadline stays as it is."),
        _("Ask for more time"), _("More time is asked for; the office decides."), "calendar-plus",
        is_beside=True, on_phone=True,
    ),
    Step(
        "give-back", ASSIGNED, can_give_back, shapes.ReasonForm, _give_back,
        _("Not ours…"), _("Is another organisation responsible?"),
        _("It goes back to the office, which names another. Name the one that is responsible, if you know it."),
        _("Give back"), _("Problem {number} is given back to the office."), "arrow-forward-up",
        on_phone=True,
    ),
    Step(
        "suspend", ASSIGNED, can_steer_problem, shapes.SuspendForm, _suspend,
        _("Suspend…"), _("Can it not be solved now?"),
        _("The clock stands still until it is resumed; the ground is kept with the problem."),
        _("Suspend"), _("Problem {number} is suspended; its clock stands still."), "player-pause",
    ),
    Step(
        "cancel", (ProblemState.FOUND, ProblemState.ASSIGNED), can_steer_problem, shapes.ReasonForm, _cancel,
        _("Cancel…"), _("Cancel this problem?"),
        _("It stops counting; the record and its number stay, with the reason."),
        _("Cancel the problem"), _("Problem {number} is cancelled; it counts no longer."), "ban",
    ),
)  # fmt: skip
STEPS = {step.name: step for step in _ALL}
