"""Two administrators who begin a scheme's draft at once work on one draft."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from evaluation.actions import schemes
from evaluation.models import Scheme
from tests.factories import SchemeFactory, admin_of

NOON = dt.datetime(2026, 10, 14, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.mark.django_db(transaction=True)
def test_drafts_begun_at_once_are_one_draft():
    SchemeFactory()
    office = admin_of("990102")

    def begin(_number: int) -> int:
        try:
            return schemes.draft(actor=office, at=NOON).pk
        finally:
            connection.close()

    for _round in range(10):
        with ThreadPoolExecutor(4) as pool:
            begun = set(pool.map(begin, range(4)))
        assert len(begun) == 1
        Scheme.objects.filter(pk__in=begun).delete()
