"""What several modules of tests about bulletins start from."""

import datetime as dt
from decimal import Decimal

import pytest

from evaluation.models import BulletinCase, CheckPhoto, Finding, Problem
from foundation.attachments import actions as attachments
from foundation.organisations.models import Region
from tests.factories import CheckFactory, IndicatorFactory, ProblemFactory, SchemeFactory, SiteFactory
from tests.factories.files import photo_file

from .bulletin_weeks import MONDAY, at, compiled


@pytest.fixture
def week():
    """Two sites, three counted checks and a missed one; one problem closed in time, one late."""
    good, bad = SiteFactory(name="滨江广场"), SiteFactory(name="永安市场")
    for site, day, score in ((good, 13, 99), (bad, 14, 60), (bad, 16, 70)):
        CheckFactory(site=site, on=dt.date(2026, 10, day), done=True, score=Decimal(score))
    CheckFactory(site=good, on=dt.date(2026, 10, 15))
    CheckFactory(site=bad, on=dt.date(2026, 10, 9), done=True, score=Decimal(80))
    due = {"due_at": at(16), "first_due_at": at(16)}
    ProblemFactory(site=bad, item="A", found_at=at(13), state="closed", closed_at=at(15), **due)
    ProblemFactory(site=bad, item="B", found_at=at(14), state="assigned", **due)
    ProblemFactory(site=good, item="C", found_at=at(14), state="cancelled")
    SchemeFactory()
    return Region.objects.get(pk="990102")


@pytest.fixture
def case(week):
    """A closed problem with a photo before, masked or not."""
    problem = Problem.objects.get(item="A")
    check = problem.site.checks.filter(state="submitted").first()
    item = check.items.first()
    finding = Finding.objects.filter(problem=problem).first()
    if finding is None:
        item = check.items.create(indicator=IndicatorFactory(), earned=0, possible=10, failed=True)
        Finding.objects.create(problem=problem, check_item=item, found_at=problem.found_at)
    photo = attachments.store(photo_file("before.jpg"), actor=check.inspector, at=MONDAY)
    CheckPhoto.objects.create(check_record=check, item=item, attachment=photo)
    compiled(week)
    return BulletinCase.objects.get(problem=problem)
