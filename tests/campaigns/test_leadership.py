"""The leading group has two heads, groups keep their history, and only the office changes them."""

import datetime as dt

import pytest

from campaigns.actions import leadership
from campaigns.choices import GroupState
from campaigns.models import Group, Membership
from campaigns.queries.leadership import board_of, past_of
from campaigns.transitions import GROUP
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed
from tests.factories import OrganisationFactory, RegionFactory, UserFactory, admin_of, leader_of, official_of
from tests.factories.meetings import SHANGHAI, GroupFactory, MembershipFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 10, 14, 12, 0, tzinfo=SHANGHAI)
TODAY = dt.date(2026, 10, 14)
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture
def office():
    return admin_of("990102")


@pytest.fixture
def leading(office):
    """The leading group in force with two heads."""
    group = GroupFactory(kind="leading", name="创建工作领导小组")
    MembershipFactory(group=group, name="王某", office="区委书记")
    MembershipFactory(group=group, name="李某", office="区长")
    leadership.put_in_force(group, on=TODAY, actor=office, at=NOON)
    return group


def heads(group, on=TODAY):
    return sorted(group.memberships.heads().on(on).values_list("name", flat=True))


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_leading_group_goes_into_force_with_exactly_two_heads(office, count):
    group = GroupFactory(kind="leading")
    MembershipFactory.create_batch(count, group=group)

    with pytest.raises(leadership.WrongHeads, match=f"恰有两位，不能是 {count} 位"):
        leadership.put_in_force(group, on=TODAY, actor=office, at=NOON)

    assert Group.objects.get().state == "draft"


def test_two_heads_put_it_in_force_and_the_trail_says_so(leading, office):
    leading.refresh_from_db()

    assert (leading.state, leading.formed_on) == ("in_force", TODAY)
    entry = AuditEntry.objects.get(verb="group.put_in_force")
    assert (entry.actor, entry.region_code, entry.after["formed_on"]) == (office, "990102", "2026-10-14")


def test_a_working_group_needs_one_head_or_two(office):
    group = GroupFactory()
    with pytest.raises(leadership.WrongHeads, match="一位或两位"):
        leadership.put_in_force(group, on=TODAY, actor=office, at=NOON)

    MembershipFactory(group=group)
    leadership.put_in_force(group, on=TODAY, actor=office, at=NOON)

    assert Group.objects.get().state == "in_force"


def test_a_third_head_is_not_seated_and_a_head_leaves_only_with_a_successor(leading, office):
    third = Membership(group=leading, post="head", name="赵某", starts_on=TODAY)
    with pytest.raises(leadership.WrongHeads):
        leadership.seat(third, actor=office, at=NOON)
    first = leading.memberships.get(name="王某")
    with pytest.raises(leadership.WrongHeads, match="写明由谁接任"):
        leadership.end(first, on=TODAY, actor=office, at=NOON)

    leadership.succeed(first, successor=third, on=TODAY + 5 * ONE_DAY, actor=office, at=NOON)

    assert heads(leading) == ["李某", "王某"]
    assert heads(leading, TODAY + 4 * ONE_DAY) == ["李某", "王某"]
    assert heads(leading, TODAY + 5 * ONE_DAY) == ["李某", "赵某"]
    verbs = AuditEntry.objects.filter(verb__startswith="membership").values_list("verb", flat=True)
    assert sorted(verbs) == ["membership.add", "membership.end"]


def test_a_district_has_one_leading_group_in_force(leading, office):
    other = GroupFactory(kind="leading")
    MembershipFactory.create_batch(2, group=other)
    elsewhere = GroupFactory(kind="leading", district=RegionFactory(code="990103"))
    MembershipFactory.create_batch(2, group=elsewhere)

    with pytest.raises(BadInput, match="已有在任的领导小组"):
        leadership.put_in_force(other, on=TODAY, actor=office, at=NOON)
    leadership.put_in_force(elsewhere, on=TODAY, actor=admin_of("990103"), at=NOON)

    assert Group.objects.in_force().count() == 2


def test_dissolving_ends_every_seat_and_keeps_the_history(leading, office):
    leadership.dissolve(leading, on=TODAY + ONE_DAY, reason="机构调整", actor=office, at=NOON)

    assert set(leading.memberships.values_list("ends_on", flat=True)) == {TODAY + ONE_DAY}
    assert [str(row) for row in past_of(leading, on=TODAY + 2 * ONE_DAY)] == ["李某", "王某"]
    with pytest.raises(leadership.GroupIsClosed):
        leadership.seat(Membership(group=leading, name="赵某", starts_on=TODAY), actor=office, at=NOON)


def test_nobody_leaves_before_he_came_or_twice(leading, office):
    member = MembershipFactory(group=leading, post="member", name="周某", starts_on=TODAY)

    with pytest.raises(BadInput):
        leadership.end(member, on=TODAY - ONE_DAY, actor=office, at=NOON)
    leadership.end(member, on=TODAY, actor=office, at=NOON)
    with pytest.raises(leadership.GroupIsClosed):
        leadership.end(member, on=TODAY, actor=office, at=NOON)


def test_a_member_is_somebody_and_sits_once(leading, office):
    person = UserFactory(name="陈某")
    nobody = Membership(group=leading, post="member", starts_on=TODAY)
    with pytest.raises(BadInput, match="职务"):
        leadership.seat(nobody, actor=office, at=NOON)

    seated = leadership.seat(
        Membership(group=leading, post="member", user=person, starts_on=TODAY), actor=office, at=NOON
    )
    with pytest.raises(BadInput, match="已在组内"):
        leadership.seat(Membership(group=leading, post="deputy", user=person, starts_on=TODAY), actor=office, at=NOON)

    assert seated.full_name == "陈某"


def test_changing_keeps_what_was(leading, office):
    lead = OrganisationFactory(name="区委宣传部")

    leadership.change(leading, values={"name": "指挥部", "organisation": lead}, actor=office, at=NOON)

    assert (Group.objects.get().name, Group.objects.get().organisation) == ("指挥部", lead)
    assert AuditEntry.objects.get(verb="group.change").before == {"name": "创建工作领导小组", "organisation": None}


@pytest.mark.parametrize("who", [leader_of, official_of])
def test_only_the_office_of_the_district_forms_groups(leading, who):
    group = GroupFactory.build(district=leading.district)
    for actor in (who("990102"), admin_of("990103")):
        with pytest.raises(NotAllowed, match="本区文明办"):
            leadership.draft(group, actor=actor, at=NOON)
        with pytest.raises(NotAllowed):
            leadership.dissolve(leading, on=TODAY, reason="调整", actor=actor, at=NOON)

    assert Group.objects.count() == 1


def test_everybody_of_the_district_sees_who_leads_and_only_the_office_what_is_being_formed(leading):
    forming, member = GroupFactory(), official_of(OrganisationFactory(region=RegionFactory(code="990102001")))

    def seen(user):
        return set(Group.objects.visible_to(user))

    assert seen(member) == seen(official_of("990102001001")) == {leading}
    assert seen(admin_of("990102")) == seen(admin_of("9901")) == {leading, forming}
    assert seen(admin_of("990103")) == seen(official_of("990103001")) == set()


def test_the_board_puts_the_heads_apart_and_the_posts_in_order(leading):
    MembershipFactory(group=leading, post="member", name="丁某")
    MembershipFactory(group=leading, post="deputy", name="乙某")
    MembershipFactory(group=leading, post="deputy", name="走了", ends_on=TODAY - ONE_DAY)

    board = board_of(admin_of("990102"), "990102", on=TODAY)

    (bench,) = board.leading
    assert [row.name for row in bench.heads] == ["王某", "李某"]
    assert [row.name for row in bench.others] == ["乙某", "丁某"]
    assert (board.working, board.forming, board.dissolved) == ([], [], [])


@pytest.mark.parametrize("old", GroupState.values)
@pytest.mark.parametrize("new", GroupState.values)
def test_groups_move_only_as_the_table_says(old, new):
    allowed = {("draft", "in_force"), ("draft", "dissolved"), ("in_force", "dissolved")}

    assert GROUP.allows(old, new) == ((old, new) in allowed)
