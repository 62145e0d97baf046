"""Sites, indicators, checks, problems, schemes."""

import datetime as dt
from contextlib import contextmanager
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from evaluation.choices import CheckState, Method, Rule, Severity, Source, VersionState
from evaluation.engine.numbering import give_numbers
from evaluation.models import Check, Indicator, IndicatorSystem, Plan, Problem, Scheme, Site, SiteType

from .foundation import OrganisationFactory, RegionFactory, UserFactory

DAY = dt.date(2026, 10, 14)
MOMENT = dt.datetime(2026, 10, 14, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))


class SiteTypeFactory(DjangoModelFactory):
    class Meta:
        model = SiteType
        django_get_or_create = ("code",)

    code = "market"
    name = factory.LazyAttribute(lambda made: f"类型{made.code}")
    group = "market"


class SiteFactory(DjangoModelFactory):
    """A market in a community of the district 990102."""

    class Meta:
        model = Site

    code = factory.Sequence(lambda number: f"S{number:05d}")
    name = factory.LazyAttribute(lambda made: f"点位{made.code}")
    type = factory.SubFactory(SiteTypeFactory)
    region = factory.SubFactory(RegionFactory, code="990102001001")
    district = factory.LazyAttribute(lambda made: RegionFactory(code=made.region.code[:6]))
    organisation = factory.LazyAttribute(lambda made: OrganisationFactory(region=made.district))
    longitude = Decimal("113.250000")
    latitude = Decimal("29.600000")


class IndicatorSystemFactory(DjangoModelFactory):
    """The daily system in force."""

    class Meta:
        model = IndicatorSystem
        django_get_or_create = ("code", "version", "region")

    code = "daily"
    version = "2026"
    name = "日常督查测评体系"
    region = None
    state = VersionState.PUBLISHED
    published_at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@contextmanager
def opened(system):
    """Lets a test write into a published version, whose indicators the database guards."""
    IndicatorSystem.objects.filter(pk=system.pk).update(state=VersionState.DRAFT)
    yield
    IndicatorSystem.objects.filter(pk=system.pk).update(state=system.state)


class IndicatorFactory(DjangoModelFactory):
    """A graded leaf of ten points, for every site type unless ``site_types`` are named."""

    class Meta:
        model = Indicator
        skip_postgeneration_save = True

    system = factory.SubFactory(IndicatorSystemFactory)
    code = factory.Sequence(lambda number: f"I-{number:03d}")
    position = factory.Sequence(lambda number: number)
    name = factory.LazyAttribute(lambda made: f"检查项{made.code}")
    points = Decimal(10)
    method = Method.FIELD
    rule = Rule.GRADED
    options = "A=1;B=0.66;C=0.33;D=0"
    severity = Severity.NORMAL

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        with opened(kwargs["system"]):
            return super()._create(model_class, *args, **kwargs)

    @factory.post_generation
    def site_types(self, create, extracted, **kwargs):
        if create and extracted:
            with opened(self.system):
                self.site_types.set(extracted)


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    name = "2026年日常督查计划"
    district = factory.SubFactory(RegionFactory)
    state = "adopted"
    starts_on = dt.date(2026, 1, 1)


class CheckFactory(DjangoModelFactory):
    """A drawn check; with a score it is a submitted one."""

    class Meta:
        model = Check

    class Params:
        done = factory.Trait(
            state=CheckState.SUBMITTED,
            client_id=factory.Faker("uuid4"),
            system=factory.SubFactory(IndicatorSystemFactory),
            started_at=MOMENT,
            finished_at=MOMENT + dt.timedelta(minutes=20),
            received_at=MOMENT + dt.timedelta(minutes=21),
            earned=factory.LazyAttribute(lambda made: made.score),
            possible=Decimal(100),
            score=Decimal(100),
        )

    site = factory.SubFactory(SiteFactory)
    district = factory.SelfAttribute("site.district")
    region = factory.SelfAttribute("site.region")
    organisation = factory.SelfAttribute("site.organisation")
    inspector = factory.SubFactory(UserFactory)
    on = DAY


class ProblemFactory(DjangoModelFactory):
    """A problem that was found, with its number."""

    class Meta:
        model = Problem
        skip_postgeneration_save = True

    site = factory.SubFactory(SiteFactory)
    district = factory.SelfAttribute("site.district")
    region = factory.SelfAttribute("site.region")
    organisation = factory.SelfAttribute("site.organisation")
    item = "I-001"
    description = "通道堆放杂物"
    severity = Severity.NORMAL
    source = Source.CHECK
    found_at = MOMENT
    due_at = None
    first_due_at = factory.SelfAttribute("due_at")

    @factory.post_generation
    def number(self, create, extracted, **kwargs):
        if create and self.serial is None:
            give_numbers([self.pk])
            self.refresh_from_db(fields=["year", "serial"])


class SchemeFactory(DjangoModelFactory):
    class Meta:
        model = Scheme

    version = factory.Sequence(lambda number: number + 1)
    state = VersionState.PUBLISHED
    starts_on = dt.date(2026, 1, 1)
