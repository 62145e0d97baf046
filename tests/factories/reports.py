"""Report templates, reports and filed versions."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from campaigns.models import ProgressReport, ReportTemplate, ReportVersion
from foundation.periods import ZONE, Period

from .foundation import RegionFactory

OCTOBER = Period.parse("2026-10")
OPENED = dt.datetime(2026, 10, 21, 7, 30, tzinfo=ZONE)
FILED = dt.datetime(2026, 11, 3, 10, tzinfo=ZONE)
HOUSEHOLDS = {
    "code": "households", "name": "常住户数", "name_en": "Households", "unit": "户", "unit_en": "households",
    "required": True, "propose": "last",
}  # fmt: skip
MATTER = {"code": "matter", "question": "本月村民最关心的一件事", "max_length": 500, "required": True}
RECORDS = {"code": "records", "ask": "记录链接", "accepts": ["link", "file"], "at_most": 2, "required": False}


class ReportTemplateFactory(DjangoModelFactory):
    """A monthly template in force for villages and towns: a typed figure and a text that must be filled in."""

    class Meta:
        model = ReportTemplate

    code = "village_town.month"
    version = "2026"
    creation_type = "village_town"
    period = "month"
    name = "文明村镇创建月度进展"
    filed_by = factory.LazyFunction(lambda: ["village", "township"])
    due_working_days = 3
    figures = factory.LazyFunction(lambda: [{"typed": dict(HOUSEHOLDS)}])
    texts = factory.LazyFunction(lambda: [dict(MATTER)])
    evidence = factory.LazyFunction(lambda: [dict(RECORDS)])
    state = "published"


class ProgressReportFactory(DjangoModelFactory):
    """October's report of the village 990102100201, open, due on 4 November."""

    class Meta:
        model = ProgressReport
        skip_postgeneration_save = True

    class Params:
        filed = factory.Trait(
            state="submitted",
            first_submitted_at=FILED,
            submitted_at=FILED,
            version=factory.RelatedFactory("tests.factories.reports.ReportVersionFactory", "report"),
        )

    template = factory.SubFactory(ReportTemplateFactory)
    region = factory.SubFactory(RegionFactory, code="990102100201")
    district = factory.LazyAttribute(lambda made: RegionFactory(code=made.region.code[:6]))
    level = "village"
    period = "2026-10"
    starts_on = factory.LazyAttribute(lambda made: Period.parse(made.period).start)
    first_due_on = dt.date(2026, 11, 4)
    due_on = factory.LazyAttribute(lambda made: made.first_due_on)
    remind_on = dt.date(2026, 11, 2)
    opened_at = OPENED


class ReportVersionFactory(DjangoModelFactory):
    """What a village filed: 312 households and a sentence."""

    class Meta:
        model = ReportVersion

    report = factory.SubFactory(ProgressReportFactory)
    number = 1
    figures = factory.LazyFunction(
        lambda: [
            {"code": "households", "name": "常住户数", "name_en": "Households", "unit": "户", "unit_en": "households",
             "value": "312", "source": "typed"}
        ]
    )  # fmt: skip
    texts = factory.LazyFunction(lambda: {"matter": "路灯已修好。"})
    evidence = factory.LazyFunction(lambda: {"records": []})
    filed_at = FILED
