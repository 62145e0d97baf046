"""Fifty issue notices at once, some change their minds: the numbers run from 1 without a gap."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from evaluation.actions import notices
from evaluation.models import Notice
from tests.factories import ProblemFactory
from tests.factories.evaluation import MOMENT

pytestmark = pytest.mark.django_db(transaction=True)


class ChangedHisMind(Exception):
    """The transaction is rolled back after the number was taken."""


def test_fifty_issuers_at_once_leave_no_gap_whoever_rolls_back():
    problems = [ProblemFactory() for _number in range(50)]

    def issue(number: int) -> bool:
        try:
            with transaction.atomic():
                notices.issue(
                    problems[number], kind="assignment", due_at=MOMENT + dt.timedelta(days=3), actor=None, at=MOMENT
                )
                if number % 5 == 2:
                    raise ChangedHisMind
        except ChangedHisMind:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(10) as pool:
        issued = list(pool.map(issue, range(50)))

    assert sum(issued) == 40
    assert sorted(Notice.objects.values_list("serial", flat=True)) == list(range(1, 41))
