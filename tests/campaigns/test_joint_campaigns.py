"""Joint campaigns: a record is entered once and counted in each campaign it serves."""

import datetime as dt

import pytest
from django.db import transaction

from campaigns import linking
from campaigns.actions import joint_campaigns, support_records
from campaigns.choices import JointCampaignState
from campaigns.models import CampaignLink, JointCampaign
from campaigns.queries.joint_campaigns import campaigns_of, shared_records, tallies
from campaigns.transitions import JOINT_CAMPAIGN
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed
from portal.shipped import joint_campaigns as shipped
from tests.factories import RegionFactory, admin_of, leader_of, official_of
from tests.factories.actions import (
    ActionTaskFactory,
    JointCampaignFactory,
    MilestoneFactory,
    SupportRecordFactory,
)
from tests.factories.ledgers import LedgerEntryFactory
from tests.factories.meetings import DecisionFactory, signed_meeting

pytestmark = pytest.mark.django_db
DISTRICT = "990102"
NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
YEAR = {"first": dt.date(2026, 1, 1), "last": dt.date(2026, 12, 31)}


def count_in(campaigns, kind, row, actor=None):
    facts = linking.linkable(kind).facts(row)
    return joint_campaigns.count_in(campaigns, kind=kind, key=row.pk, facts=facts, actor=actor, at=NOON)


@pytest.fixture
def health():
    return JointCampaignFactory()


@pytest.fixture
def city():
    return JointCampaignFactory(code="civilised_city", name="文明城市创建")


def test_four_campaigns_ship_and_install_once(tmp_path):
    assert shipped.install(tmp_path, NOON) == ("joint campaigns: 4 created, 0 unchanged", True)
    assert shipped.install(tmp_path, NOON) == ("joint campaigns: 0 created, 4 unchanged", False)
    names = JointCampaign.objects.order_by("position").values_list("name", flat=True)
    assert list(names) == ["文明城市创建", "爱国卫生运动", "农村人居环境整治", "民族团结进步创建"]


def test_one_task_counts_in_two_campaigns_and_in_each_only_once(health, city):
    task = ActionTaskFactory()

    first, again = count_in([health, city], "action_task", task), count_in([health, city], "action_task", task)

    assert (first, again) == (2, 0)
    assert campaigns_of("action_task", task.pk) == [health, city] or campaigns_of("action_task", task.pk) == [
        city,
        health,
    ]
    assert shared_records(admin_of(DISTRICT), **YEAR) == 1
    assert [(one.campaign, one.total) for one in tallies(admin_of(DISTRICT), **YEAR)] == [(health, 1), (city, 1)]
    link = CampaignLink.objects.first()
    assert (link.on, link.region_id, link.organisation) == (task.order.on, task.region_id, task.organisation)


def test_taking_a_record_out_of_a_campaign_leaves_a_trace_and_it_can_come_back(health, city):
    milestone = MilestoneFactory()
    count_in([health, city], "milestone", milestone)

    assert count_in([city], "milestone", milestone) == 1
    assert campaigns_of("milestone", milestone.pk) == [city]
    assert count_in([health, city], "milestone", milestone) == 1
    assert CampaignLink.objects.filter(campaign=health).count() == 2
    verbs = AuditEntry.objects.filter(verb__startswith="campaign_link").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["campaign_link.add"] * 2 + ["campaign_link.remove", "campaign_link.add"]


def test_a_closed_campaign_counts_nothing_new_and_keeps_what_it_counts(health, city):
    kept, fresh = ActionTaskFactory(), ActionTaskFactory()
    count_in([health], "action_task", kept)
    joint_campaigns.close(health, actor=None, at=NOON)

    assert count_in([], "action_task", kept) == 0
    assert count_in([health, city], "action_task", fresh) == 1
    assert (campaigns_of("action_task", kept.pk), campaigns_of("action_task", fresh.pk)) == ([health], [city])


def test_the_office_and_whose_record_it_is_count_it_others_do_not(health):
    task = ActionTaskFactory()

    assert count_in([health], "action_task", task, official_of(task.organisation)) == 1
    for stranger in (leader_of(DISTRICT), admin_of("990103")):
        with pytest.raises(NotAllowed):
            count_in([], "action_task", task, stranger)


def test_a_district_adds_its_own_which_others_neither_see_nor_use(health):
    office = admin_of(DISTRICT)
    own = joint_campaigns.define(
        JointCampaign(district=RegionFactory(code=DISTRICT), code="own-1", name="无废城市"), actor=office, at=NOON
    )
    task = ActionTaskFactory(order__district=RegionFactory(code="990103"))

    assert set(JointCampaign.objects.visible_to(office)) == {health, own}
    assert set(JointCampaign.objects.visible_to(admin_of("990103"))) == {health}
    with pytest.raises(BadInput, match="别的区"):
        count_in([own], "action_task", task)
    with pytest.raises(NotAllowed):
        joint_campaigns.close(health, actor=office, at=NOON)


def test_a_reversed_support_record_counts_nowhere(health):
    row = SupportRecordFactory()
    count_in([health], "support_record", row)

    support_records.reverse(row, reason="写错", actor=official_of(row.organisation), at=NOON)

    assert campaigns_of("support_record", row.pk) == []


def test_meetings_decisions_and_ledger_entries_are_counted_too_and_a_reversed_entry_no_longer(health):
    meeting = signed_meeting()
    decision = DecisionFactory(meeting=meeting, state="open", issued_at=NOON)
    entry = LedgerEntryFactory(state="verified", verified_at=NOON)
    office = admin_of(entry.district_id)

    for kind, row in (("meeting", meeting), ("decision", decision), ("ledger_entry", entry)):
        seen = linking.linkable(kind).visible_to(admin_of(row.district_id)).get(pk=row.pk)
        assert count_in([health], kind, seen) == 1
    assert (
        CampaignLink.objects.get(kind="ledger_entry").title
        == f"{entry.kind.name}：{entry.organisation or entry.region}"
    )

    with transaction.atomic():
        assert joint_campaigns.count_nowhere("ledger_entry", entry.pk, actor=office, at=NOON) == 1
    assert campaigns_of("ledger_entry", entry.pk) == []
    assert campaigns_of("decision", decision.pk) == [health]


@pytest.mark.parametrize("old", JointCampaignState.values)
@pytest.mark.parametrize("new", JointCampaignState.values)
def test_campaigns_move_only_as_the_table_says(old, new):
    assert JOINT_CAMPAIGN.allows(old, new) == (old != new)
