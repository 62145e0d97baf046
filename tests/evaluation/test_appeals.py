"""Appeals against quarterly results: they change a result only through a recorded decision."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils.translation import override

from evaluation.actions import adjustments, appeals, evaluations, negatives
from evaluation.actions.appeals import NothingChanges, TooLate
from evaluation.models import Adjustment, NegativeEntry
from foundation.errors import BadInput, NotAllowed, StaleState
from foundation.notifications.models import Notification
from foundation.periods import Period
from tests.factories import OrganisationFactory, RegionFactory, admin_of, leader_of, official_of
from tests.factories.quarters import (
    AFTER_Q3,
    DISTRICT,
    Q3,
    NegativeEntryFactory,
    NegativeItemFactory,
    quarter_of,
)

pytestmark = pytest.mark.django_db
STREET, OTHER = "990102001", "990102002"


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def in_publicity(office, **finals):
    quarter_of({STREET: ["84", "84", "84"], OTHER: ["85", "85", "85"]})
    made = evaluations.prepare(RegionFactory(code=DISTRICT), period=Q3, actor=None, at=AFTER_Q3)
    evaluations.open_for_appeal(made, actor=office, at=AFTER_Q3)
    return made


def lodged(made, party=STREET):
    return appeals.lodge(made.results.get(region=party), ground="市级表彰未计入", actor=official_of(party), at=AFTER_Q3)


def ranking(made):
    return [(row.region_id, str(row.final), row.rank) for row in made.results.order_by("rank", "region")]


def test_an_upheld_appeal_is_a_recorded_adjustment_and_ranks_the_group_again():
    office = admin_of(DISTRICT)
    made = in_publicity(office)
    appeal = lodged(made)

    appeals.accept(appeal, decision="补记表彰加分", points=Decimal(2), actor=office, at=AFTER_Q3)

    given = Adjustment.objects.get()
    assert (given.kind, given.points, given.quarter, given.reason) == ("bonus", Decimal(2), Q3.start, "补记表彰加分")
    assert given.ground == f"appeal:{appeal.pk}"
    assert ranking(made) == [(STREET, "86.00", 1), (OTHER, "85.00", 2)]
    source = made.results.get(region=STREET).sources["adjustments"]
    assert [(row["points"], row["counts"], row["reason"]) for row in source] == [("2.000", True, "补记表彰加分")]


def test_an_appeal_against_a_veto_is_upheld_by_withdrawing_its_entry():
    office, other = admin_of(DISTRICT), admin_of(DISTRICT)
    veto = NegativeItemFactory(code="evaluation.falsified", effect="veto", points=None)
    entry = NegativeEntryFactory(item=veto, party_kind="region", region=RegionFactory(code=STREET), recorded_by=other)
    made = in_publicity(office)
    appeal = lodged(made)
    assert ranking(made) == [(OTHER, "85.00", 1), (STREET, "84.00", None)]

    appeals.accept(appeal, decision="查无实据", entry=entry, actor=office, at=AFTER_Q3)

    assert ranking(made) == [(OTHER, "85.00", 1), (STREET, "84.00", 2)]
    assert NegativeEntry.objects.get().withdrawal == "查无实据"


def test_who_entered_the_party_or_gave_it_points_does_not_answer_its_appeal():
    office = admin_of(DISTRICT)
    NegativeEntryFactory(party_kind="region", region=RegionFactory(code=STREET), recorded_by=office)
    appeal = lodged(in_publicity(admin_of(DISTRICT)))

    with pytest.raises(NotAllowed, match="You had a part"):
        appeals.reject(appeal, decision="不属实", actor=office, at=AFTER_Q3)


def test_an_appeal_is_upheld_by_points_or_by_an_entry_and_not_by_words():
    office = admin_of(DISTRICT)
    appeal = lodged(in_publicity(office))

    with pytest.raises(NothingChanges):
        appeals.accept(appeal, decision="属实", actor=office, at=AFTER_Q3)

    appeal.refresh_from_db()
    assert (appeal.state, Adjustment.objects.count()) == ("filed", 0)


def test_an_entry_of_another_party_is_not_withdrawn_by_an_appeal():
    office = admin_of(DISTRICT)
    entry = NegativeEntryFactory(party_kind="region", region=RegionFactory(code=OTHER), recorded_by=admin_of(DISTRICT))
    appeal = lodged(in_publicity(office))

    with pytest.raises(BadInput, match="not one of the party and quarter"):
        appeals.accept(appeal, decision="属实", entry=entry, actor=office, at=AFTER_Q3)


def test_a_result_is_disputed_only_while_its_quarter_is_in_publicity():
    office = admin_of(DISTRICT)
    made = in_publicity(office)
    result = made.results.get(region=STREET)
    after = made.appeal_until + dt.timedelta(seconds=1)

    with pytest.raises(TooLate, match="The term to dispute this is over"):
        appeals.lodge(result, ground="x", actor=official_of(STREET), at=after)

    evaluations.approve(made, actor=office, at=after)
    with pytest.raises(TooLate, match="cannot be disputed now"):
        appeals.lodge(made.results.get(region=STREET), ground="x", actor=official_of(STREET), at=AFTER_Q3)


def test_an_appeal_that_is_not_upheld_leaves_every_number():
    office = admin_of(DISTRICT)
    made = in_publicity(office)
    before = ranking(made)

    appeals.reject(lodged(made), decision="证据不足", actor=office, at=AFTER_Q3)

    assert ranking(made) == before


def test_of_bonuses_for_one_project_in_a_year_only_the_largest_counts_also_over_months():
    office, district, street = admin_of(DISTRICT), RegionFactory(code=DISTRICT), RegionFactory(code=STREET)
    told = {
        "district": district,
        "kind": "bonus",
        "reason": "全国文明村镇",
        "project": "wmcz",
        "actor": office,
        "at": AFTER_Q3,
    }
    adjustments.record_(street, period=Period.parse("2026-03"), points=Decimal(3), **told)
    adjustments.record_(street, period=Q3, points=Decimal(2), **told)
    adjustments.record_(street, period=Q3, points=Decimal(1), **(told | {"project": ""}))

    row = in_publicity(office).results.get(region=STREET)

    assert (row.bonus, row.final) == (Decimal(1), Decimal("85.00"))


def test_bonuses_and_deductions_are_capped_and_those_of_months_do_not_count_again():
    office, district, street = admin_of(DISTRICT), RegionFactory(code=DISTRICT), RegionFactory(code=STREET)
    told = {"district": district, "reason": "决定", "actor": office, "at": AFTER_Q3}
    adjustments.record_(street, period=Q3, kind="bonus", points=Decimal(9), **told)
    adjustments.record_(street, period=Q3, kind="deduction", points=Decimal(1), **told)
    adjustments.record_(street, period=Period.parse("2026-08"), kind="deduction", points=Decimal(4), **told)

    row = in_publicity(office).results.get(region=STREET)

    assert (row.bonus, row.deduction, row.final) == (Decimal(5), Decimal(1), Decimal("88.00"))


def test_an_adjustment_asks_for_a_reason_the_office_and_a_party_of_the_district():
    district, street = RegionFactory(code=DISTRICT), RegionFactory(code=STREET)
    told = {"district": district, "period": Q3, "kind": "bonus", "points": Decimal(1), "at": AFTER_Q3}

    with pytest.raises(adjustments.ReasonMissing):
        adjustments.record_(street, reason=" ", actor=admin_of(DISTRICT), **told)
    with pytest.raises(NotAllowed, match="records bonuses and deductions"):
        adjustments.record_(street, reason="x", actor=leader_of(DISTRICT), **told)
    with pytest.raises(BadInput, match="does not belong to the district"):
        adjustments.record_(RegionFactory(code="990103001"), reason="x", actor=admin_of(DISTRICT), **told)


def test_an_adjustment_is_withdrawn_once_with_a_reason():
    office = admin_of(DISTRICT)
    given = adjustments.record_(
        RegionFactory(code=STREET),
        district=RegionFactory(code=DISTRICT),
        period=Q3,
        kind="bonus",
        points=Decimal(1),
        reason="决定",
        actor=office,
        at=AFTER_Q3,
    )
    adjustments.withdraw(given, reason="重复登记", actor=office, at=AFTER_Q3)

    with pytest.raises(StaleState):
        adjustments.withdraw(given, reason="重复登记", actor=office, at=AFTER_Q3)
    assert in_publicity(office).results.get(region=STREET).bonus == 0


def test_a_party_is_entered_in_the_negative_list_by_the_office_of_its_district():
    district, office = RegionFactory(code=DISTRICT), OrganisationFactory()
    told = {"district": district, "party": office, "on": dt.date(2026, 8, 5), "ground": "通报", "at": AFTER_Q3}
    entry = negatives.enter(NegativeItemFactory(), actor=admin_of(DISTRICT), **told)

    assert (entry.quarter, entry.effect, entry.points) == (Q3.start, "deduct", Decimal(2))
    with pytest.raises(NotAllowed, match="keeps the negative list"):
        negatives.enter(NegativeItemFactory(), actor=official_of(office), **told)
    with pytest.raises(negatives.ReasonMissing):
        negatives.enter(NegativeItemFactory(), actor=admin_of(DISTRICT), **(told | {"ground": ""}))
    with pytest.raises(BadInput, match="does not belong"):
        negatives.enter(
            NegativeItemFactory(), actor=admin_of(DISTRICT), **(told | {"party": RegionFactory(code="990103001")})
        )


def test_an_entry_is_withdrawn_once_with_a_reason():
    office = admin_of(DISTRICT)
    entry = NegativeEntryFactory(party_kind="region", region=RegionFactory(code=STREET))
    with pytest.raises(negatives.ReasonMissing):
        negatives.withdraw(entry, reason="", actor=office, at=AFTER_Q3)
    negatives.withdraw(entry, reason="查无实据", actor=office, at=AFTER_Q3)

    with pytest.raises(StaleState):
        negatives.withdraw(entry, reason="查无实据", actor=office, at=AFTER_Q3)


def told(user):
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def test_the_party_the_office_and_who_appealed_are_told():
    office, person = admin_of(DISTRICT), official_of(STREET)
    made = in_publicity(office)
    appeal = appeals.lodge(made.results.get(region=STREET), ground="表彰", actor=person, at=AFTER_Q3)
    appeals.reject(appeal, decision="证据不足", actor=office, at=AFTER_Q3)
    over = made.appeal_until + dt.timedelta(minutes=1)
    evaluations.approve(made, actor=office, at=over)
    evaluations.publish(made, actor=office, at=over)

    assert told(person) == ["quarter_in_publicity", "appeal_rejected", "quarter_published"]
    assert told(office) == ["appeal_lodged"]
