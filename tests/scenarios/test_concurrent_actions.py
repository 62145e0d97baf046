"""Numbers of action orders issued at once have no gap; one village is paired once; one month has one value."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection, transaction

from campaigns.actions import action_orders, milestones, pairings
from campaigns.models import ActionFigure, ActionOrder, Pairing
from foundation.errors import DomainError
from tests.factories import OrganisationFactory, RegionFactory, admin_of, official_of
from tests.factories.actions import ActionOrderFactory, ActionTaskFactory, SpecialActionFactory
from tests.factories.evaluation import MOMENT

pytestmark = pytest.mark.django_db(transaction=True)
DISTRICT = "990102"


class ChangedHisMind(Exception):
    """The transaction is rolled back after the number was taken."""


def at_once(deed, count: int, workers: int = 8) -> list:
    def run(number: int):
        try:
            return deed(number)
        except (DomainError, ChangedHisMind):
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(run, range(count)))


def test_thirty_orders_issued_at_once_leave_no_gap_whoever_rolls_back():
    district, office = RegionFactory(code=DISTRICT), admin_of(DISTRICT)
    orders = [ActionOrderFactory(district=district) for _number in range(30)]
    one = OrganisationFactory()
    for order in orders:
        ActionTaskFactory(order=order, organisation=one, issued_on=None)

    def issue(number: int) -> bool:
        with transaction.atomic():
            action_orders.issue(orders[number], actor=office, at=MOMENT)
            if number % 5 == 2:
                raise ChangedHisMind
        return True

    issued = at_once(issue, 30)

    assert issued.count(True) == 24
    assert sorted(ActionOrder.objects.out().values_list("serial", flat=True)) == list(range(1, 25))


def test_the_timetable_run_twice_at_once_drafts_one_order():
    RegionFactory(code=DISTRICT)
    on = dt.date(2026, 10, 28)

    made = at_once(lambda _number: action_orders.draft_next(DISTRICT, on=on, actor=None, at=MOMENT), 8)

    assert sum(order is not None for order in made) == 1
    assert ActionOrder.objects.count() == 1


def test_one_unit_and_one_village_are_paired_once_whoever_presses_the_button():
    office = admin_of(DISTRICT)
    units = [OrganisationFactory() for _number in range(3)]
    villages = [RegionFactory(code=f"99010210020{number}") for number in range(3)]

    def pair(number: int):
        told = {"organisation": units[number % 3], "region": villages[number // 3 % 3], "starts_on": MOMENT.date()}
        return pairings.pair(**told, actor=office, at=MOMENT)

    made = [row for row in at_once(pair, 18) if row is not None]

    assert len(made) == 3 == Pairing.objects.active().count()
    assert len({row.organisation_id for row in made}) == len({row.region_id for row in made}) == 3


def test_of_many_who_enter_a_month_one_value_stands():
    action = SpecialActionFactory()
    lead = official_of(action.lead)

    def enter(number: int):
        told = {"month": dt.date(2026, 9, 1), "value": Decimal(number + 1), "reason": ""}
        return milestones.enter(action, **told, actor=lead, at=MOMENT)

    made = [row for row in at_once(enter, 8) if row is not None]

    assert len(made) == 1 == ActionFigure.objects.count()
