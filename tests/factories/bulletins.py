"""Weekly bulletins."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from evaluation.engine.bulletin_figures import figures_of
from evaluation.models import Bulletin
from foundation.periods import Period, PeriodKind

from .foundation import RegionFactory

MONDAY = dt.date(2026, 10, 12)
COMPILED_AT = dt.datetime(2026, 10, 19, 6, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


class BulletinFactory(DjangoModelFactory):
    """The draft of the week from 12 October 2026 in the district 990102."""

    class Meta:
        model = Bulletin

    district = factory.SubFactory(RegionFactory, code="990102")
    week = MONDAY
    compiled_at = COMPILED_AT
    figures = factory.LazyAttribute(
        lambda made: figures_of(made.district.pk, Period.containing(made.week, PeriodKind.WEEK))
    )
