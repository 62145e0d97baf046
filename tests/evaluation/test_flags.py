"""What a check's photos show to be implausible; questions, never refusals."""

import datetime as dt
from decimal import Decimal

import pytest

from evaluation.actions import photos
from evaluation.models import CheckFlag, CheckPhoto
from evaluation.tasks import examine_photos, examine_photos_left
from foundation.audit.models import AuditEntry
from tests.factories import CheckFactory, SiteFactory
from tests.factories.checks import NOW, AttachmentFactory
from tests.factories.evaluation import MOMENT

pytestmark = pytest.mark.django_db


def photographed(check=None, **photo):
    """A check with one photo."""
    check = check or CheckFactory(done=True)
    CheckPhoto.objects.create(check_record=check, attachment=AttachmentFactory(**photo))
    return check


def examined(check):
    """The questions that come of examining, with their details."""
    photos.examine(check, actor=None, at=NOW)
    return dict(CheckFlag.objects.filter(check_record=check).values_list("kind", "detail"))


def test_a_photo_of_the_day_and_the_place_raises_nothing():
    check = photographed(difference_hash=0b1010)

    assert examined(check) == {}
    assert CheckPhoto.objects.get().examined_at == NOW


def test_a_photo_of_another_day_is_asked_about():
    check = photographed(taken_at=MOMENT - dt.timedelta(days=1))

    ((kind, detail),) = examined(check).items()

    assert (kind, detail["photos"][0]["taken_on"]) == ("other_day", "2026-10-13")


def test_the_day_of_a_photo_is_the_day_here():
    check = photographed(taken_at=dt.datetime(2026, 10, 13, 16, 30, tzinfo=dt.UTC))

    assert examined(check) == {}


@pytest.mark.parametrize(("east", "asked"), [("0.0051", False), ("0.0053", True)], ids=["494 m", "513 m"])
def test_a_photo_taken_beyond_500_metres_is_asked_about(east, asked):
    check = photographed(longitude=Decimal("113.25") + Decimal(east))

    assert ("photo_far" in examined(check)) is asked


def test_a_photo_without_time_and_place_raises_nothing():
    check = photographed(taken_at=None, longitude=None, latitude=None)

    assert examined(check) == {}


def test_the_same_photo_in_an_earlier_check_is_asked_about():
    earlier = photographed(digest="d" * 64)
    later = photographed(digest="d" * 64)

    assert examined(earlier) == {}
    assert examined(later)["seen_before"]["photos"][0]["check"] == earlier.pk


@pytest.mark.parametrize(("bits", "asked"), [(5, True), (6, False)])
def test_a_photo_that_can_hardly_be_told_from_an_earlier_one_is_asked_about(bits, asked):
    photographed(difference_hash=0)
    later = photographed(difference_hash=2**bits - 1)

    assert ("seen_before" in examined(later)) is asked


def test_photos_of_other_districts_and_of_the_same_check_are_not_compared():
    photographed(CheckFactory(done=True, site=SiteFactory(region__code="990103001001")), difference_hash=7)
    check = photographed(difference_hash=7)
    photographed(check, difference_hash=7)

    assert examined(check) == {}


def test_examining_twice_asks_once():
    check = photographed(taken_at=MOMENT - dt.timedelta(days=1))

    first, second = (photos.examine(check, actor=None, at=NOW) for _ in range(2))

    assert (first, second, CheckFlag.objects.count()) == (["other_day"], [], 1)
    assert AuditEntry.objects.filter(verb="check.question").count() == 1


def test_a_photo_that_comes_later_joins_the_open_question_and_not_the_answered_one():
    check = photographed(taken_at=MOMENT - dt.timedelta(days=1))
    examined(check)
    photographed(check, taken_at=MOMENT - dt.timedelta(days=2))
    assert len(examined(check)["other_day"]["photos"]) == 2

    CheckFlag.objects.update(answered_at=NOW, answer="查过")
    photographed(check, taken_at=MOMENT - dt.timedelta(days=3))

    assert len(examined(check)["other_day"]["photos"]) == 2


def test_the_nightly_run_finds_what_was_lost_and_nothing_twice():
    check = photographed(taken_at=MOMENT - dt.timedelta(days=1))

    examine_photos_left()
    examine_photos_left()
    examine_photos(check=check.pk)

    assert CheckFlag.objects.count() == 1
    assert not CheckPhoto.objects.filter(examined_at=None).exists()
