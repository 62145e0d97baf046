"""What became of each problem of the demonstration: assigned, put right, looked at again, late or not."""

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from evaluation.engine.escalation import MOST_LAPSES
from evaluation.queries.policies import first_columns, supervision_columns
from evaluation.scoring.deadlines import Policy
from foundation.periods import WorkCalendar, add_working_minutes, local

ON_TIME, OFTEN_LATE, ARE_LATE = 0.93, 0.7, 0.12
RETURNED, SAMPLED = 0.11, 0.2
MINUTE = dt.timedelta(minutes=1)


@dataclass(slots=True)
class Answer:
    """One answer of the organisation, and what whoever looked again found; nobody where the sample left it out."""

    filed_at: dt.datetime
    due_at: dt.datetime
    looked_at: dt.datetime | None = None
    passed: bool = False
    by_portal: bool = False


@dataclass(slots=True)
class Sent:
    """A notice: its kind, when, with which deadline, after which lapse."""

    kind: str
    at: dt.datetime
    due_at: dt.datetime
    lapse: int | None = None


@dataclass(slots=True)
class Life:
    """Everything that happened to a problem until the demonstration's last moment, and its columns then."""

    columns: dict = field(default_factory=dict)
    notices: list[Sent] = field(default_factory=list)
    lapses: list[tuple[int, dt.datetime, dt.datetime]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    @property
    def closed_at(self) -> dt.datetime | None:
        return next((one.looked_at for one in self.answers if one.passed), None)


def promptness(organisation: int, seed: int) -> float:
    """How likely an organisation answers in time; a few are often late."""
    rng = Random(f"{seed} organisation {organisation} prompt")
    return OFTEN_LATE if rng.random() < ARE_LATE else min(0.99, ON_TIME + rng.uniform(-0.05, 0.05))


class Clock:
    """Runs a problem's time until it is answered or the demonstration ends."""

    def __init__(self, policy: Policy, calendar: WorkCalendar, last: dt.datetime, rng: Random) -> None:
        self.policy, self.calendar, self.last, self.rng, self.life = policy, calendar, last, rng, Life()

    def live(self, found_at: dt.datetime, prompt: float) -> Life:
        """From the finding to the last moment."""
        at = found_at + MINUTE if self.policy.is_automatic else self._later(found_at, 25, 420)
        if at > self.last:
            return self.life
        columns = first_columns(self.policy, at, self.calendar)
        self.life.columns = columns | {"state": "assigned", "assigned_at": at, "lapses": 0, "returns": 0}
        self.life.notices.append(Sent("assignment", at, columns["due_at"]))
        answer_at = self._first_answer(at, prompt)
        while self._wait_for(answer_at):
            answer_at = self._answer(answer_at)
            if answer_at is None:
                break
        return self.life

    def _first_answer(self, at: dt.datetime, prompt: float) -> dt.datetime:
        due = self.life.columns["due_at"]
        if self.rng.random() < prompt:
            return at + (due - at) * min(0.98, self.rng.betavariate(2.2, 1.9))
        return self._later(due, 60, 1100) if self.rng.random() < 0.8 else self._later(due, 900, 3600)

    def _wait_for(self, answer_at: dt.datetime) -> bool:
        """Remind, and supervise after each missed deadline; false when the demonstration ends before the answer."""
        columns = self.life.columns
        until = min(answer_at, self.last)
        while True:
            remind = columns["remind_at"]
            if remind is not None and _tick(remind) <= until and _tick(remind) < columns["due_at"]:
                self.life.notices.append(Sent("reminder", _tick(remind), columns["due_at"]))
                columns["remind_at"] = None
            lapsed_at = _tick(columns["due_at"])
            if lapsed_at > until or columns["lapses"] >= MOST_LAPSES:
                break
            number = columns["lapses"] + 1
            self.life.lapses.append((number, columns["due_at"], lapsed_at))
            columns |= supervision_columns(self.policy, lapsed_at, self.calendar) | {"lapses": number}
            self.life.notices.append(Sent("supervision", lapsed_at, columns["due_at"], number))
        return answer_at <= self.last

    def _answer(self, at: dt.datetime) -> dt.datetime | None:
        """File an answer and let somebody look; when the next one comes if it was returned."""
        columns = self.life.columns
        one = Answer(at, columns["due_at"], by_portal=not self.policy.rechecks_all and self.rng.random() > SAMPLED)
        self.life.answers.append(one)
        columns |= {"state": "rectified", "rectified_at": at, "needs_recheck": not one.by_portal}
        looked_at = at + MINUTE if one.by_portal else self._later(at, 90, 800)
        if looked_at > self.last:
            return None
        one.looked_at = looked_at
        one.passed = one.by_portal or len(self.life.answers) > 2 or self.rng.random() >= RETURNED
        if one.passed:
            columns |= {"state": "closed", "closed_at": looked_at}
            return None
        columns |= {"state": "returned", "returns": columns["returns"] + 1}
        return self._later(looked_at, 120, 700)

    def _later(self, moment: dt.datetime, least: int, most: int) -> dt.datetime:
        """So many working minutes later."""
        return add_working_minutes(moment, self.rng.randint(least, most), self.calendar).at


def _tick(moment: dt.datetime) -> dt.datetime:
    """The first ten-minute run of the timetable after a moment."""
    start = local(moment).replace(second=0, microsecond=0)
    return start + dt.timedelta(minutes=10 - start.minute % 10)
