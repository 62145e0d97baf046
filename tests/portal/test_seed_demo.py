"""`seed_demo` makes the same of the same day every time, and stays out of real data."""

import datetime as dt

import pytest
from django.core.management import CommandError
from django.db import transaction

from evaluation.models import (
    Check,
    CheckItem,
    CheckPhoto,
    Problem,
    Result,
)
from tests.factories import RegionFactory, SiteFactory
from tests.portal.seeding import counts, seeded

NOON = dt.datetime(2026, 11, 23, 4, tzinfo=dt.UTC)
COUNTED = ("submitted", "confirmed")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def figures() -> list[tuple]:
    """What pages show of the months, without a key of any row."""
    results = Result.objects.order_by("assessment__month", "assessment__region", "region", "organisation__code")
    checks = Check.objects.order_by("on", "site__code")
    answers = CheckItem.objects.order_by("check_record__on", "check_record__site__code", "indicator__code")
    problems = Problem.objects.order_by("found_at", "site__code", "item")
    photos = CheckPhoto.objects.order_by("attachment__uploaded_at", "attachment__name", "pk")
    return [
        *results.values_list("assessment__month", "region", "organisation__code", "final", "rank", "checks"),
        *checks.values_list("on", "site__code", "inspector__username", "state", "client_id", "score", "finished_at"),
        *answers.values_list("indicator__code", "option", "count", "value", "earned", "note"),
        *problems.values_list("site__code", "item", "description", "state", "found_at"),
        *photos.values_list("attachment__digest", "attachment__name"),
    ]


def test_the_same_day_gives_the_same_figures_every_time():
    with transaction.atomic():
        seeded()
        first = figures()
        transaction.set_rollback(True)

    seeded()

    assert len(first) > 1500
    assert figures() == first


@pytest.mark.parametrize(
    ("prepare", "named"),
    [
        (lambda: RegionFactory(code="420102"), "the region 42"),
        (lambda: SiteFactory(code="QH-1"), "the site QH-1"),
        (lambda: SiteFactory(code="990102-0001"), "“ORG"),
    ],
    ids=["a real region", "somebody's own site", "an organisation in the way"],
)
def test_real_data_is_left_alone(prepare, named):
    prepare()
    before = counts()

    with pytest.raises(CommandError, match=named):
        seeded()

    assert counts() == before
