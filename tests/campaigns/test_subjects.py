"""Subjects: enrolled by the office or the party itself, moved, withdrawn; families only with their consent."""

import datetime as dt

import pytest

from campaigns.actions import subjects
from campaigns.actions.subject_facts import Consent, NotInTheCampaign, ProfileWrong
from campaigns.kinds import KINDS
from campaigns.models import Participation, Subject, SubjectTransfer
from campaigns.queries.subjects import NoCycle
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed, StaleState, TransitionNotAllowed
from foundation.organisations.models import OrganisationKind
from tests.factories import (
    CycleFactory,
    FamilyFactory,
    OrganisationFactory,
    ParticipationFactory,
    RegionFactory,
    SubjectFactory,
    admin_of,
    inspector_of,
    leader_of,
    official_of,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 10, 14, 4, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 10, 14)
SIGNED = Consent(dt.date(2026, 10, 1), "written")


@pytest.fixture
def village():
    CycleFactory()
    return RegionFactory(code="990102100201", name="柳林村")


def enrolled(creation_type="village_town", **given):
    return subjects.enrol(**{"creation_type": creation_type, "on": DAY, "actor": None, "at": NOON, **given})


def family(village, **given):
    return enrolled(
        "family", **{"region": village, "given": {"holder": "王建国", "members": 4}, "consent": SIGNED, **given}
    )


def test_a_village_is_enrolled_into_the_cycle_of_its_district_and_files_for_itself(village):
    made = enrolled(region=village, given={"households": "312", "population": 960}, actor=admin_of("990102"))

    made.refresh_from_db()
    assert (made.cycle.region_id, made.code, made.name, made.level, made.state) == (
        "990102",
        "990102100201",
        "柳林村",
        "village",
        "enrolled",
    )
    assert (made.profile, made.gaps, made.district_id) == ({"households": "312", "population": 960}, 0, "990102")
    assert list(made.participations.values_list("region", "organisation", "level", "joined_on")) == [
        ("990102100201", None, "village", DAY)
    ]
    assert AuditEntry.objects.get().verb == "subject.enrol"


def test_a_city_is_joined_by_its_streets_and_departments_only(village):
    OrganisationKind.objects.create(code="education", name="教育局", group="government", peer_group="g")
    OrganisationKind.objects.create(code="street_office", name="街道办事处", group="local", peer_group="l")
    street = RegionFactory(code="990102001")
    bureau = OrganisationFactory(kind="education")
    OrganisationFactory(kind="education", closed_on=DAY)
    OrganisationFactory(kind="street_office", region=street)
    OrganisationFactory(kind="education", region=RegionFactory(code="990103"))

    made = enrolled("city", region=RegionFactory(code="990102"))

    assert sorted(made.participations.values_list("level", "region", "organisation")) == [
        ("organisation", "990102", bureau.pk),
        ("township", "990102001", None),
        ("township", "990102100", None),
    ]


def test_a_unit_is_called_after_its_organisation_and_files_for_itself(village):
    bureau = OrganisationFactory(code="QH005", name="教育局")

    made = enrolled("unit", organisation=bureau, given={"nature": "government"})

    assert (made.code, made.name, made.region_id, made.level) == ("QH005", "教育局", "990102", "organisation")
    assert made.gaps == 2
    assert list(made.participations.values_list("organisation", flat=True)) == [bureau.pk]


@pytest.mark.parametrize(
    ("creation_type", "code"),
    [("city", "990102100"), ("village_town", "990102"), ("family", "990102100"), ("unit", None), ("campus", None)],
)
def test_each_type_has_its_own_kind_of_place(village, creation_type, code):
    region = RegionFactory(code=code) if code else village

    with pytest.raises(BadInput):
        enrolled(creation_type, region=region, given={"holder": "王建国"}, consent=SIGNED)

    assert not Subject.objects.exists()


def test_nobody_is_enrolled_where_no_cycle_runs_or_before_it_begins():
    with pytest.raises(NoCycle):
        enrolled(region=RegionFactory(code="990102100201"))
    CycleFactory(state="closed", closed_on=DAY)
    with pytest.raises(NoCycle):
        enrolled(region=RegionFactory(code="990102100201"))
    CycleFactory(starts_on=dt.date(2027, 1, 1))
    with pytest.raises(NoCycle):
        enrolled(region=RegionFactory(code="990102100201"))


def test_a_village_works_in_the_cycle_nearest_to_it(village):
    CycleFactory(region=RegionFactory(code="9901"))
    elsewhere = RegionFactory(code="990103100201")

    assert enrolled(region=village).cycle.region_id == "990102"
    assert enrolled(region=elsewhere).cycle.region_id == "9901"


def test_what_is_enrolled_is_not_enrolled_again_until_it_has_left(village):
    first = enrolled(region=village)

    with pytest.raises(subjects.AlreadyEnrolled):
        enrolled(region=village)
    subjects.withdraw(first, reason="合并", on=DAY, actor=None, at=NOON)
    again = enrolled(region=village)

    assert again.pk != first.pk
    assert list(Subject.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "enrolled"]


def test_all_faults_of_a_profile_are_told_at_once_and_gaps_are_counted(village):
    with pytest.raises(ProfileWrong) as refused:
        enrolled(region=village, given={"households": "many", "population": "3.5", "features": "x" * 201})
    made = enrolled(region=village, given={"features": "积分超市"})

    assert sorted(refused.value.faults) == ["features", "households", "population"]
    assert (made.gaps, made.profile) == (2, {"features": "积分超市"})


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (lambda: admin_of("990102"), {"village_town", "unit", "family", "city"}),
        (lambda: official_of(RegionFactory(code="990102100201")), {"village_town", "family"}),
        (lambda: official_of(RegionFactory(code="990102100")), {"village_town", "family"}),
        (lambda: official_of(RegionFactory(code="990102100202")), set()),
        (lambda: leader_of("990102"), set()),
        (lambda: inspector_of("990102"), set()),
        (lambda: admin_of("990103"), set()),
    ],
    ids=["office", "village", "town", "village beside", "leader", "inspector", "other district"],
)
def test_the_office_enrols_everybody_and_a_party_itself(village, who, may):
    actor, body, found = who(), OrganisationFactory(), set()
    for kind, place in {
        "village_town": {"region": village},
        "unit": {"organisation": body},
        "city": {"region": RegionFactory(code="990102")},
        "family": {"region": village, "given": {"holder": "李四"}, "consent": SIGNED},
    }.items():
        try:
            enrolled(kind, actor=actor, **place)
            found.add(kind)
        except NotAllowed:
            pass

    assert found == may


def test_an_organisation_enrols_itself(village):
    body = OrganisationFactory()

    assert enrolled("unit", organisation=body, actor=official_of(body)).organisation == body


def test_a_change_of_a_village_tells_before_and_after(village):
    made = enrolled(region=village, given={"households": "300"})

    subjects.change(made, given={"households": "312"}, name="柳林新村", on=DAY, actor=admin_of("990102"), at=NOON)

    entry = AuditEntry.objects.get(verb="subject.change")
    assert entry.before == {"name": "柳林村", "profile": {"households": "300"}}
    assert entry.after == {"name": "柳林新村", "profile": {"households": "312"}}


def test_what_belongs_to_a_cycle_that_is_over_stays_as_it_was(village):
    made = enrolled(region=village)
    made.cycle.state = "closed"

    with pytest.raises(NotInTheCampaign):
        subjects.change(made, given={}, on=DAY, actor=None, at=NOON)
    with pytest.raises(NotInTheCampaign):
        subjects.transfer(made, region=RegionFactory(code="990102100202"), reason="撤并", on=DAY, actor=None, at=NOON)


def test_a_transfer_ends_the_old_place_and_begins_the_new_one(village):
    made, there = family(village), RegionFactory(code="990102001002")

    subjects.transfer(made, region=there, reason="迁居", on=DAY, actor=admin_of("990102"), at=NOON)

    made.refresh_from_db()
    assert (made.region_id, made.code, made.state) == ("990102001002", "990102100201-001", "enrolled")
    assert list(made.participations.order_by("pk").values_list("region", "joined_on", "ended_on")) == [
        ("990102100201", DAY, DAY),
        ("990102001002", DAY, None),
    ]
    move = SubjectTransfer.objects.get()
    assert (move.region_before_id, move.region_id, move.reason) == ("990102100201", "990102001002", "迁居")
    assert AuditEntry.objects.get(verb="subject.transfer").before["region_id"] == "990102100201"


def test_a_unit_that_was_merged_goes_to_the_other_organisation_with_its_code(village):
    old, new = OrganisationFactory(code="A"), OrganisationFactory(code="B")
    made = enrolled("unit", organisation=old)

    subjects.transfer(made, organisation=new, reason="机构改革", on=DAY, actor=admin_of("990102"), at=NOON)

    made.refresh_from_db()
    assert (made.code, made.organisation) == ("B", new)


@pytest.mark.parametrize("place", ["990102100201", "990103100201", "990102100", "990102"])
def test_a_family_does_not_move_to_where_it_is_or_cannot_be(village, place):
    CycleFactory(region=RegionFactory(code="990103"))
    made = family(village)

    with pytest.raises((BadInput, subjects.AlreadyThere)):
        subjects.transfer(made, region=RegionFactory(code=place), reason="迁居", on=DAY, actor=None, at=NOON)

    assert not SubjectTransfer.objects.exists()


def test_a_village_official_moves_families_among_his_own_places_only(village):
    made, there = family(village), RegionFactory(code="990102100202")

    with pytest.raises(NotAllowed):
        subjects.transfer(made, region=there, reason="迁居", on=DAY, actor=official_of(village), at=NOON)
    subjects.transfer(made, region=there, reason="迁居", on=DAY, actor=official_of(village.parent), at=NOON)

    assert made.region == there


def test_a_city_stays_and_nothing_moves_before_it_was_enrolled_or_tomorrow(village):
    city, made = enrolled("city", region=RegionFactory(code="990102")), family(village)

    with pytest.raises(BadInput):
        subjects.transfer(city, region=RegionFactory(code="9901"), reason="x", on=DAY, actor=None, at=NOON)
    for day in (DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)):
        with pytest.raises(BadInput):
            subjects.transfer(
                made, region=RegionFactory(code="990102100202"), reason="迁居", on=day, actor=None, at=NOON
            )


def test_withdrawing_needs_a_reason_and_is_the_offices(village):
    made = enrolled(region=village)

    with pytest.raises(BadInput):
        subjects.withdraw(made, reason="  ", on=DAY, actor=admin_of("990102"), at=NOON)
    with pytest.raises(NotAllowed):
        subjects.withdraw(made, reason="合并", on=DAY, actor=official_of(village), at=NOON)
    subjects.withdraw(made, reason="合并", on=DAY, actor=admin_of("990102"), at=NOON)

    made.refresh_from_db()
    assert (made.state, made.withdrawn_on, made.reason) == ("withdrawn", DAY, "合并")
    assert not Participation.objects.in_force().exists()
    with pytest.raises(TransitionNotAllowed):
        subjects.withdraw(made, reason="合并", on=DAY, actor=None, at=NOON)


def test_of_two_who_withdraw_one_is_told(village):
    made = enrolled(region=village)
    stale = Subject.objects.get(pk=made.pk)
    subjects.withdraw(made, reason="合并", on=DAY, actor=None, at=NOON)

    with pytest.raises(StaleState):
        subjects.withdraw(stale, reason="合并", on=DAY, actor=None, at=NOON)


def test_everybody_sees_his_own_places_and_families_only_those_who_look_after_them(village):
    body = OrganisationFactory(region=RegionFactory(code="990102"))
    mine, home = SubjectFactory(region=village), FamilyFactory(region=village)
    city = SubjectFactory(creation_type="city", level="county", region=RegionFactory(), code="990102")
    unit = SubjectFactory(creation_type="unit", level="organisation", region=body.region, organisation=body)
    ParticipationFactory(subject=city, region=village.parent, level="township")

    def seen(user):
        return set(Subject.objects.visible_to(user))

    assert seen(admin_of("990102")) == seen(leader_of("990102")) == {mine, home, city, unit}
    assert seen(inspector_of("990102")) == {mine, city, unit}
    assert seen(official_of(village)) == {mine, home}
    assert seen(official_of(village.parent)) == {mine, home, city}
    assert seen(official_of(body)) == {unit}
    assert seen(admin_of("990103")) == set()


def test_each_type_has_a_profile_in_both_languages_and_only_families_identify_people():
    fields = [(kind, one) for kind, spec in KINDS.items() for one in spec.profile]

    assert {kind: len(spec.profile) for kind, spec in KINDS.items()} == {
        "city": 8,
        "village_town": 8,
        "unit": 8,
        "campus": 10,
        "family": 2,
    }
    assert [one.code for _kind, one in fields if not one.name_en or (one.unit and not one.unit_en)] == []
    assert [(kind, one.code) for kind, one in fields if one.personal] == [("family", "holder")]
