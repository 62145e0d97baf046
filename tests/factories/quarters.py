"""A quarter with its published months, materials and appeals."""

import datetime as dt
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from evaluation.choices import Method, VersionState
from evaluation.models import (
    Assessment,
    Evaluation,
    MaterialReview,
    NegativeEntry,
    NegativeItem,
    QuarterScheme,
    Questionnaire,
    Result,
    ReviewerAssignment,
    ReviewerScore,
    Survey,
    SurveyAnswer,
)
from foundation.periods import Period, PeriodKind

from .evaluation import IndicatorFactory, IndicatorSystemFactory, SchemeFactory
from .foundation import OrganisationFactory, RegionFactory, UserFactory

DISTRICT = "990102"
Q3 = Period.parse("2026Q3", PeriodKind.QUARTER)
AFTER_Q3 = dt.datetime(2026, 10, 9, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))  # a Friday after the holiday


class QuarterSchemeFactory(DjangoModelFactory):
    class Meta:
        model = QuarterScheme
        django_get_or_create = ("region", "version")

    region = None
    version = 1
    state = VersionState.PUBLISHED
    starts_on = dt.date(2020, 1, 1)


class EvaluationFactory(DjangoModelFactory):
    """The draft of the third quarter of 2026."""

    class Meta:
        model = Evaluation

    district = factory.SubFactory(RegionFactory, code=DISTRICT)
    quarter = Q3.start
    scheme = factory.SubFactory(QuarterSchemeFactory)
    prepared_at = AFTER_Q3


class NegativeItemFactory(DjangoModelFactory):
    class Meta:
        model = NegativeItem
        django_get_or_create = ("code",)

    code = "evaluation.exposed"
    type = "evaluation"
    name = "辖区问题被曝光并查实"
    effect = "deduct"
    points = Decimal(2)


class NegativeEntryFactory(DjangoModelFactory):
    class Meta:
        model = NegativeEntry

    district = factory.SubFactory(RegionFactory, code=DISTRICT)
    quarter = Q3.start
    item = factory.SubFactory(NegativeItemFactory)
    effect = factory.SelfAttribute("item.effect")
    points = factory.SelfAttribute("item.points")
    on = dt.date(2026, 8, 5)
    ground = "市级通报第8期"
    recorded_at = AFTER_Q3
    recorded_by = factory.SubFactory(UserFactory)


class MaterialReviewFactory(DjangoModelFactory):
    class Meta:
        model = MaterialReview

    district = factory.SubFactory(RegionFactory, code=DISTRICT)
    quarter = Q3.start
    party_kind = "organisation"
    organisation = factory.SubFactory(OrganisationFactory)
    system = factory.LazyFunction(lambda: unit_system())
    opened_at = AFTER_Q3


class ReviewerAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = ReviewerAssignment

    review = factory.SubFactory(MaterialReviewFactory)
    reviewer = factory.SubFactory(UserFactory)
    assigned_at = AFTER_Q3


def unit_system():
    """A system of two items judged by material: one graded of ten points, one measured of five."""
    system = IndicatorSystemFactory(code="unit", name="文明单位测评体系")
    if not system.indicators.exists():
        IndicatorFactory(
            system=system, code="U-01", name="学习教育", method=Method.MATERIAL, severity="minor", position=1
        )
        IndicatorFactory(
            system=system,
            code="U-02",
            name="志愿服务时长",
            method=Method.MATERIAL,
            rule="measured",
            target=20,
            options="",
            points=5,
            severity="minor",
            position=2,
        )
    return system


def reviewed(review, *, earned, reviewer=None):
    """A reviewer's submitted scores of a material: what the two items earned, None for not applicable."""
    assignment = ReviewerAssignmentFactory(
        review=review, reviewer=reviewer or UserFactory(), submitted_at=AFTER_Q3 + dt.timedelta(hours=1)
    )
    for indicator, points in zip(review.system.indicators.order_by("position"), earned, strict=True):
        ReviewerScore.objects.create(
            assignment=assignment,
            indicator=indicator,
            earned=Decimal(points or 0),
            possible=Decimal(0) if points is None else indicator.points,
            not_applicable=points is None,
        )
    return assignment


def month_of(month: str, finals, *, district=DISTRICT, state="published"):
    """A month with the finals of some parties: regions by code, organisations as they are; 30 checks each."""
    region = RegionFactory(code=district)
    start = Period.parse(month, PeriodKind.MONTH).start
    frozen = {"published_at": AFTER_Q3, "digest": "d" * 64} if state == "published" else {}
    assessment = Assessment.objects.create(
        region=region, month=start, scheme=SchemeFactory(), scored_at=AFTER_Q3, state=state, **frozen
    )
    for party, final in finals.items():
        is_region = isinstance(party, str)
        Result.objects.create(
            assessment=assessment,
            party_kind="region" if is_region else "organisation",
            region=RegionFactory(code=party) if is_region else None,
            organisation=None if is_region else party,
            group=f"{RegionFactory(code=party).parent_id}:urban" if is_region else "organisation:department",
            final=None if final is None else Decimal(final),
            checks=30,
        )
    return assessment


def quarter_of(finals, *, district=DISTRICT):
    """The three months of the third quarter, each party with the same three finals in turn."""
    QuarterSchemeFactory()
    for place, month in enumerate(("2026-07", "2026-08", "2026-09")):
        month_of(month, {party: three[place] for party, three in finals.items()}, district=district)


class SurveyFactory(DjangoModelFactory):
    """A survey of the district, open for the whole of 2026."""

    class Meta:
        model = Survey

    questionnaire = factory.LazyFunction(
        lambda: Questionnaire.objects.get_or_create(
            code="satisfaction", defaults={"name": "满意度", "state": "published"}
        )[0]
    )
    district = factory.SubFactory(RegionFactory, code=DISTRICT)
    region = factory.SubFactory(RegionFactory, code=DISTRICT)
    title = "第三季度满意度调查"
    starts_on = dt.date(2026, 1, 1)
    ends_on = dt.date(2026, 12, 31)
    state = "open"


def answers(score, count, *, region, organisation=None, on=dt.date(2026, 8, 10)):
    """So many survey answers with one score."""
    survey = SurveyFactory()
    for number in range(count):
        SurveyAnswer.objects.create(
            survey=survey,
            district=RegionFactory(code=region[:6]),
            region=RegionFactory(code=region),
            organisation=organisation,
            on=on,
            month=on.replace(day=1),
            score=Decimal(score),
            device_day=str(number),
            answered_at=AFTER_Q3,
        )
