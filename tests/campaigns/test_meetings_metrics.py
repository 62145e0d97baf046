"""Figures of groups, meetings and decisions, each with the address of its records."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.metrics.meetings import SOURCES
from foundation.metrics import registry
from foundation.metrics.registry import Party
from foundation.periods import Period, PeriodKind
from tests.factories import OrganisationFactory, RegionFactory
from tests.factories.meetings import (
    MORNING,
    DecisionFactory,
    GroupFactory,
    MeetingFactory,
    MeetingKindFactory,
    signed_meeting,
)

pytestmark = pytest.mark.django_db
OCTOBER = Period.containing(dt.date(2026, 10, 1), PeriodKind.MONTH)
NOVEMBER = OCTOBER.next()
LATER = dt.datetime(2026, 12, 5, 4, 0, tzinfo=dt.UTC)
DISTRICT, CITY, ELSEWHERE = Party("990102"), Party("9901"), Party("990103")
ONE_DAY = dt.timedelta(days=1)


def values(names, parties, period=OCTOBER, at=LATER):
    return registry.values(names, parties, period, at=at)


def test_groups_count_while_they_are_in_force():
    held = {"state": "in_force", "formed_on": dt.date(2026, 10, 31)}
    GroupFactory(kind="leading", **held)
    GroupFactory(**held)
    GroupFactory(state="dissolved", formed_on=dt.date(2026, 1, 1), dissolved_on=dt.date(2026, 11, 15), reason="x")
    GroupFactory()
    names = ["leadership.groups", "leadership.working_groups"]

    october, november = (values(names, [DISTRICT, CITY, ELSEWHERE], period) for period in (OCTOBER, NOVEMBER))

    assert [october[name, DISTRICT] for name in names] == [3, 2]
    assert [november[name, CITY] for name in names] == [2, 1]
    assert november["leadership.groups", ELSEWHERE] == 0


def test_meetings_count_by_kind_when_they_were_held():
    street, joint = RegionFactory(code="990102001"), MeetingKindFactory(code="joint", name="联席会议")
    signed_meeting()
    signed_meeting(region=street, district=RegionFactory(code="990102"))
    MeetingFactory(kind=joint, state="held")
    MeetingFactory(state="called")
    MeetingFactory(state="cancelled", reason="防汛")
    MeetingFactory(state="held", starts_at=MORNING + 30 * ONE_DAY)
    names = [f"meetings.{kind}" for kind in ("promotion", "dispatch", "office", "joint")]

    found = values(names, [DISTRICT, Party("990102001")])

    assert [found[name, DISTRICT] for name in names] == [0, 2, 0, 1]
    assert [found[name, Party("990102001")] for name in names] == [0, 1, 0, 0]


@pytest.fixture
def owner():
    return OrganisationFactory(region=RegionFactory(code="990102001"))


@pytest.fixture
def decisions(owner):
    """In October: two in time, one late, one open; one called off, one due in November."""
    meeting, due = signed_meeting(), dt.date(2026, 10, 23)
    told = {"meeting": meeting, "organisation": owner, "due_on": due}
    done = {"state": "confirmed", "closed_at": MORNING + 40 * ONE_DAY}
    DecisionFactory(**told, **done, done_on=due)
    DecisionFactory(**told, **done, done_on=due - ONE_DAY)
    DecisionFactory(**told, **done, done_on=due + 10 * ONE_DAY)
    DecisionFactory(**told)
    DecisionFactory(**told, state="cancelled", closed_at=MORNING, reason="x")
    DecisionFactory(**told | {"due_on": due + 20 * ONE_DAY, "organisation": OrganisationFactory()})


def test_decisions_count_where_their_owner_is(decisions, owner):
    names = ["decisions.made", "decisions.done", "decisions.overdue", "decisions.done_rate"]
    mine = Party("990102001", owner.pk)

    october, november = (values(names, [DISTRICT, mine], period) for period in (OCTOBER, NOVEMBER))

    assert [october[name, DISTRICT] for name in names] == [5, 2, 2, Decimal(50)]
    assert [november[name, DISTRICT] for name in names] == [0, 1, 2, 0]
    assert [november[name, mine] for name in names] == [0, 1, 1, None]


def test_a_month_under_way_counts_what_is_over(decisions):
    at = dt.datetime(2026, 10, 23, 2, 0, tzinfo=dt.UTC)

    names = ["decisions.overdue", "decisions.done_rate"]
    found, next_day = (values(names, [DISTRICT], at=moment) for moment in (at, at + ONE_DAY))

    assert [found[name, DISTRICT] for name in names] == [0, None]
    assert [next_day[name, DISTRICT] for name in names] == [2, Decimal(50)]


def test_one_statement_answers_for_any_number_of_parties(decisions):
    parties = [Party(f"9901020{n:02}") for n in range(60)]
    for source in SOURCES:
        with CaptureQueriesContext(connection) as asked:
            source.compute(source.names(), parties, OCTOBER, at=LATER)
        assert len(asked) == 1


def test_every_figure_opens_the_list_of_its_records(decisions, owner):
    party = Party("990102001", owner.pk)
    done = "state=confirmed&done_after=2026-10-01&done_before=2026-10-31"
    held = "held_after=2026-10-01&held_before=2026-10-31"
    wanted = {
        "leadership.groups": "/creations/leadership/?district=990102",
        "meetings.joint": f"/creations/meetings/?region=990102001&kind=joint&{held}",
        "decisions.done": f"/creations/decisions/?organisation={owner.pk}&{done}",
        "decisions.overdue": f"/creations/decisions/?organisation={owner.pk}&deadline=overdue",
    }

    assert {name: registry.records_url(name, party, OCTOBER) for name in wanted} == wanted
