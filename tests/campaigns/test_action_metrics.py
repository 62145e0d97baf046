"""Figures of action orders, special actions, joint campaigns and pairings, each with an exact value."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.metrics.action_orders import ActionOrders
from campaigns.metrics.joint_campaigns import JointCampaigns
from campaigns.metrics.pairings import Pairings
from campaigns.metrics.special_actions import SpecialActions
from campaigns.models import CampaignLink
from foundation.metrics.registry import Party
from foundation.periods import Period
from tests.factories import OrganisationFactory, RegionFactory
from tests.factories.actions import (
    ActionTaskFactory,
    JointCampaignFactory,
    MilestoneFactory,
    PairingFactory,
    SpecialActionFactory,
    SpecialActionKindFactory,
    SupportRecordFactory,
)

pytestmark = pytest.mark.django_db
DISTRICT, TOWN = Party("990102"), Party("990102001")
OCTOBER, THIRD, YEAR = Period.parse("2026-10"), Period.parse("2026Q3"), Period.parse("2026")
LATER = dt.datetime(2026, 12, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def values(source, name, *parties, period=OCTOBER, at=LATER):
    found = source.compute([name], parties, period, at=at)
    return [found[name, party] for party in parties]


def test_orders_and_tasks_of_a_month_and_the_share_that_is_done():
    done = ActionTaskFactory(state="confirmed", answered_at=LATER, first_answered_at=LATER)
    street = OrganisationFactory(kind="street_office", region=RegionFactory(code="990102001"))
    ActionTaskFactory(order=done.order, organisation=street)
    unit, source = Party("990102", done.organisation_id), ActionOrders()

    assert values(source, "action_orders.issued", DISTRICT, Party("990103")) == [1, 0]
    assert values(source, "action_orders.tasks", DISTRICT, TOWN, unit) == [2, 1, 1]
    assert values(source, "action_orders.tasks_done_rate", DISTRICT, TOWN, unit) == [50, 0, 100]
    assert values(source, "action_orders.tasks_done_rate", DISTRICT, period=OCTOBER.next()) == [None]


def test_special_actions_running_at_the_end_and_milestones_met_by_their_day():
    action = SpecialActionFactory()
    stopped = SpecialActionFactory(
        kind=SpecialActionKindFactory(code="open_walls"),
        state="stopped",
        ended_on=dt.date(2026, 10, 20),
        summary="并入",
        lead=action.lead,
    )
    met = {"reported_at": LATER, "done_on": dt.date(2026, 10, 31)}
    MilestoneFactory(action=action, **met)
    MilestoneFactory(action=action, **(met | {"done_on": dt.date(2026, 11, 1)}))
    MilestoneFactory(action=action)
    MilestoneFactory(action=stopped)
    source, lead = SpecialActions(), Party("990102", action.lead_id)

    assert values(source, "special_actions.running", DISTRICT, lead) == [1, 1]
    assert values(source, "special_actions.running", DISTRICT, period=Period.parse("2026-09")) == [2]
    assert values(source, "special_actions.milestones_due", DISTRICT, lead) == [3, 3]
    assert values(source, "special_actions.milestones_met_rate", DISTRICT) == [Decimal(100) / 3]


def test_only_records_in_two_campaigns_are_shared():
    health, city = JointCampaignFactory(), JointCampaignFactory(code="civilised_city")
    place = RegionFactory(code="990102001")
    told = {"kind": "action_task", "title": "清扫", "on": dt.date(2026, 10, 3), "linked_at": LATER, "region": place}
    for record, campaigns in ((1, [health, city]), (2, [health])):
        for campaign in campaigns:
            CampaignLink.objects.create(campaign=campaign, record=record, district_id="990102", **told)

    source = JointCampaigns()
    assert values(source, "joint_campaigns.records", DISTRICT, TOWN, Party("990102002")) == [1, 1, 0]


def test_pairings_units_support_and_funds_in_ten_thousand_yuan():
    first = PairingFactory(region=RegionFactory(code="990102001001"))
    PairingFactory(region=RegionFactory(code="990102001002"), organisation=first.organisation, is_exclusive=False)
    ended = PairingFactory(state="ended", ends_on=dt.date(2026, 10, 5), ended_at=LATER, reason="调整")
    SupportRecordFactory(pairing=first, funds=Decimal("12500.00"))
    SupportRecordFactory(pairing=first, funds=None)
    SupportRecordFactory(pairing=first, funds=9, state="reversed", reversed_at=LATER, reason="写错")
    source, unit = Pairings(), Party("990102", first.organisation_id)

    assert values(source, "pairings.active", DISTRICT, TOWN, unit) == [2, 2, 2]
    assert values(source, "pairings.units", DISTRICT, TOWN) == [1, 1]
    assert values(source, "pairings.records", DISTRICT, TOWN, unit, Party("990102", ended.organisation_id)) == [
        2,
        2,
        2,
        0,
    ]
    assert values(source, "pairings.funds", DISTRICT) == [Decimal("1.25")]


def test_gaps_are_whole_quarters_that_are_over_and_a_year_counts_a_pairing_once():
    PairingFactory()
    supported = PairingFactory()
    for day in (dt.date(2026, 2, 1), dt.date(2026, 5, 1), dt.date(2026, 8, 1)):
        SupportRecordFactory(pairing=supported, on=day)
    source = Pairings()

    assert values(source, "pairings.gaps", DISTRICT, period=THIRD) == [1]
    assert values(source, "pairings.gaps", DISTRICT, period=YEAR) == [1]
    assert values(source, "pairings.gaps", DISTRICT, period=Period.parse("2026Q4")) == [0]


def test_the_number_of_statements_does_not_depend_on_the_parties():
    parties = [Party(PairingFactory().region_id) for _number in range(5)]
    names = ["pairings.active", "pairings.units", "pairings.records", "pairings.funds", "pairings.gaps"]

    def statements(some):
        with CaptureQueriesContext(connection) as asked:
            Pairings().compute(names, some, THIRD, at=LATER)
        return len(asked)

    assert statements(parties) == statements(parties[:1])
