"""What was published stays as it was, and check_integrity sees when it did not."""

import datetime as dt

import pytest

from evaluation.actions import assessments
from evaluation.engine.proof import verify
from evaluation.models import Result
from foundation.periods import Period, PeriodKind
from tests.factories import CheckFactory, IndicatorFactory, RegionFactory, SchemeFactory, UserFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 3, 4, 0, tzinfo=dt.UTC)


def published():
    SchemeFactory()
    IndicatorFactory()
    CheckFactory(done=True)
    root, month = UserFactory(is_superuser=True), Period.containing(dt.date(2026, 10, 14), PeriodKind.MONTH)
    assessment = assessments.score(RegionFactory(code="990102"), period=month, actor=None, at=NOON)
    assessments.approve(assessment, actor=root, at=NOON)
    assessments.publish(assessment, actor=root, at=NOON)
    return assessment


def broken() -> list[str]:
    return [fact.what for fact in verify(at=NOON) if not fact.holds]


def test_a_published_month_has_the_digest_it_was_published_with():
    published()

    assert broken() == []


def test_a_published_month_that_was_changed_is_found():
    Result.objects.filter(pk__in=Result.objects.filter(assessment=published()).values("pk")[:1]).update(final=1)

    assert broken() == ["published months changed after publication"]
