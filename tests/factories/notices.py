"""Problems under way with the deadline of their policy, and what escalation makes of them."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from evaluation.actions import notices
from evaluation.choices import ProblemState
from evaluation.models import Interview, Lapse, Problem
from evaluation.queries.policies import first_columns, policy_of
from foundation.calendars.queries import work_calendar

from .evaluation import ProblemFactory

SHANGHAI = dt.timezone(dt.timedelta(hours=8))


def clock(month: int, day: int, hour: int = 12, minute: int = 0, year: int = 2026) -> dt.datetime:
    """A moment by the clock on the wall."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def under_way(at: dt.datetime, **fields) -> Problem:
    """A problem that was given to its organisation at a moment, without a notice."""
    problem = ProblemFactory(found_at=at, **fields)
    columns = first_columns(policy_of(problem.district_id, problem.severity), at, work_calendar())
    Problem.objects.filter(pk=problem.pk).update(state=ProblemState.ASSIGNED, assigned_at=at, **columns)
    problem.refresh_from_db()
    return problem


def noticed(at: dt.datetime, **fields):
    """The assignment notice of such a problem."""
    problem = under_way(at, **fields)
    return notices.issue(problem, kind="assignment", due_at=problem.due_at, actor=None, at=at)


class LapseFactory(DjangoModelFactory):
    """The second deadline of a problem that passed."""

    class Meta:
        model = Lapse

    problem = factory.LazyFunction(lambda: under_way(clock(10, 8)))
    district = factory.SelfAttribute("problem.district")
    region = factory.SelfAttribute("problem.region")
    organisation = factory.SelfAttribute("problem.organisation")
    number = 2
    in_a_row = 2
    due_at = clock(10, 13, 17, 30)
    recorded_at = clock(10, 13, 17, 40)


class InterviewFactory(DjangoModelFactory):
    """An interview that was asked for and not held yet."""

    class Meta:
        model = Interview

    lapse = factory.SubFactory(LapseFactory)
    problem = factory.SelfAttribute("lapse.problem")
    district = factory.SelfAttribute("lapse.district")
    region = factory.SelfAttribute("lapse.region")
    organisation = factory.SelfAttribute("lapse.organisation")
    asked_at = factory.SelfAttribute("lapse.recorded_at")
