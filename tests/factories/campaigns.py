"""Records of the five creations."""

import factory
from factory.django import DjangoModelFactory

from campaigns.models import BoardEntry

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
