"""Two runs of escalation at once: every lapse has one notice, fifty times out of fifty."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from evaluation.actions import escalation
from evaluation.engine.notice_serials import verify
from evaluation.models import Lapse, Notice, Problem
from tests.factories import SiteFactory
from tests.factories.notices import clock, under_way

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = clock(10, 10, 17, 40)


def test_two_runs_at_once_issue_each_notice_once():
    site = SiteFactory()
    for number in range(6):
        under_way(clock(9, 30, 10), site=site, item=f"I-{number}")

    def run(moment):
        try:
            return escalation.escalate("990102", actor=None, at=moment).supervisions
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for n in range(50):
            at = FIRST + dt.timedelta(days=n)
            Problem.objects.update(due_at=at - dt.timedelta(minutes=1), remind_at=None, lapses=0)
            taken = list(pool.map(run, [at, at + dt.timedelta(seconds=1)]))
            assert sum(taken) == 6

    assert Lapse.objects.count() == Notice.objects.filter(kind="supervision").count() == 300
    assert [str(fact) for fact in verify() if not fact.holds] == []
