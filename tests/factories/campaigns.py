"""Records of the five creations."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from campaigns.kinds import seal
from campaigns.models import BoardEntry, Cycle, Participation, Subject

from .evaluation import MOMENT
from .foundation import RegionFactory


class BoardEntryFactory(DjangoModelFactory):
    """A market proposed for the black board of the district 990102."""

    class Meta:
        model = BoardEntry

    region = factory.SubFactory(RegionFactory, code="990102001001")
    district = factory.LazyAttribute(lambda made: RegionFactory(code=made.region.code[:6]))
    colour = "black"
    title = factory.Sequence(lambda number: f"市场{number}")
    ground = "本周得分 72.50，低于 85 分。"
    proposed_at = MOMENT


class CycleFactory(DjangoModelFactory):
    """The cycle 2026–2028 of the district 990102; asking for it twice gives the same one."""

    class Meta:
        model = Cycle
        django_get_or_create = ("region", "starts_on")

    region = factory.SubFactory(RegionFactory)
    name = "第七届（2026—2028年）"
    name_en = "Seventh cycle, 2026–2028"
    starts_on = dt.date(2026, 1, 1)
    ends_on = dt.date(2028, 12, 31)


class SubjectFactory(DjangoModelFactory):
    """A village of the district 990102 on its way to a civilised village."""

    class Meta:
        model = Subject

    region = factory.SubFactory(RegionFactory, code="990102100201")
    district = factory.LazyAttribute(lambda made: RegionFactory(code=made.region.code[:6]))
    cycle = factory.LazyAttribute(lambda made: CycleFactory(region=made.district))
    creation_type = "village_town"
    level = "village"
    code = factory.Sequence(lambda number: f"V{number:05d}")
    name = factory.LazyAttribute(lambda made: made.region.name)
    enrolled_on = dt.date(2026, 1, 1)


class FamilyFactory(SubjectFactory):
    """The family of 王建国 in the village 990102100201, with its consent."""

    creation_type = "family"
    level = "household"
    code = factory.Sequence(lambda number: f"990102100201-{number + 1:03d}")
    name = "王*家庭"
    profile = factory.LazyFunction(lambda: {"members": 4})
    sealed = factory.LazyFunction(lambda: seal({"holder": "王建国"}))
    consented_on = dt.date(2026, 1, 1)
    consent_kind = "written"


class ParticipationFactory(DjangoModelFactory):
    """The party that files for a subject: by default its own village."""

    class Meta:
        model = Participation

    subject = factory.SubFactory(SubjectFactory)
    region = factory.LazyAttribute(lambda made: made.subject.region)
    organisation = factory.LazyAttribute(lambda made: made.subject.organisation)
    level = factory.LazyAttribute(lambda made: "organisation" if made.organisation else made.subject.level)
