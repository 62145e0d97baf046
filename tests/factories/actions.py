"""Action orders, special actions, joint campaigns and pairings."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from campaigns.engine.action_serials import take
from campaigns.models import (
    ActionOrder,
    ActionTask,
    JointCampaign,
    Milestone,
    Pairing,
    SpecialAction,
    SpecialActionKind,
    SupportRecord,
)

from .evaluation import MOMENT
from .foundation import OrganisationFactory, RegionFactory


class ActionOrderFactory(DjangoModelFactory):
    """The draft for 3 November 2026 in the district 990102, with a theme and a text."""

    class Meta:
        model = ActionOrder

    district = factory.SubFactory(RegionFactory)
    on = dt.date(2026, 11, 3)
    due_on = dt.date(2026, 11, 10)
    theme = "城乡环境大清扫"
    text = "各单位清扫责任区。"
    drafted_at = MOMENT

    class Params:
        issued = factory.Trait(
            state="issued",
            year=2026,
            serial=factory.LazyAttribute(lambda made: take(made.district.pk, 2026)),
            issued_at=MOMENT,
        )


class ActionTaskFactory(DjangoModelFactory):
    """A task of a department in an issued order."""

    class Meta:
        model = ActionTask

    order = factory.SubFactory(ActionOrderFactory, issued=True)
    district = factory.SelfAttribute("order.district")
    organisation = factory.LazyAttribute(lambda made: OrganisationFactory(region=made.district))
    region = factory.SelfAttribute("organisation.region")
    asked = "清理背街小巷"
    issued_on = factory.LazyAttribute(lambda made: MOMENT.date() if made.order.is_out else None)
    due_on = factory.SelfAttribute("order.due_on")


class SpecialActionKindFactory(DjangoModelFactory):
    """Pocket parks: months are added up, three milestones."""

    class Meta:
        model = SpecialActionKind
        django_get_or_create = ("code",)

    code = "pocket_parks"
    position = factory.Sequence(lambda number: number)
    name = "小游园建设"
    name_en = "Pocket parks"
    purpose = "居民出门不远就有绿地。"
    lead_kind = "parks_greening"
    supporter_kinds = factory.LazyFunction(lambda: ["housing", "street_office"])
    milestones = factory.LazyFunction(
        lambda: [
            {"month": 2, "name": "选址公示", "name_en": "Sites chosen"},
            {"month": 9, "name": "建成过半", "name_en": "Half built"},
            {"month": 12, "name": "养护移交", "name_en": "Handed over"},
        ]
    )
    figure = "建成小游园数"
    unit = "个"
    unit_en = "parks"
    measure = "sum"


class SpecialActionFactory(DjangoModelFactory):
    """Pocket parks of 2026 in the district 990102."""

    class Meta:
        model = SpecialAction

    district = factory.SubFactory(RegionFactory)
    kind = factory.SubFactory(SpecialActionKindFactory)
    year = 2026
    name = factory.SelfAttribute("kind.name")
    name_en = factory.SelfAttribute("kind.name_en")
    purpose = factory.SelfAttribute("kind.purpose")
    lead = factory.LazyAttribute(lambda made: OrganisationFactory(region=made.district, kind="parks_greening"))
    figure = factory.SelfAttribute("kind.figure")
    unit = factory.SelfAttribute("kind.unit")
    measure = factory.SelfAttribute("kind.measure")
    adopted_on = dt.date(2026, 1, 15)


class MilestoneFactory(DjangoModelFactory):
    """A milestone due at the end of October 2026."""

    class Meta:
        model = Milestone

    action = factory.SubFactory(SpecialActionFactory)
    district = factory.SelfAttribute("action.district")
    name = "建成过半"
    first_due_on = dt.date(2026, 10, 31)
    due_on = factory.SelfAttribute("first_due_on")


class JointCampaignFactory(DjangoModelFactory):
    """A campaign that every district has."""

    class Meta:
        model = JointCampaign
        django_get_or_create = ("code",)

    code = "patriotic_health"
    name = "爱国卫生运动"


class PairingFactory(DjangoModelFactory):
    """A unit of the district 990102 paired with a village since the first day of 2026."""

    class Meta:
        model = Pairing

    region = factory.Sequence(lambda number: RegionFactory(code=f"990102100{200 + number % 700:03d}"))
    district = factory.LazyAttribute(lambda made: RegionFactory(code=made.region.code[:6]))
    organisation = factory.LazyAttribute(lambda made: OrganisationFactory(region=made.district))
    starts_on = dt.date(2026, 1, 1)
    paired_at = MOMENT


class SupportRecordFactory(DjangoModelFactory):
    """Two lessons in the village on 14 October 2026."""

    class Meta:
        model = SupportRecord

    pairing = factory.SubFactory(PairingFactory)
    district = factory.SelfAttribute("pairing.district")
    region = factory.SelfAttribute("pairing.region")
    organisation = factory.SelfAttribute("pairing.organisation")
    kind = "knowledge"
    on = MOMENT.date()
    text = "垃圾分类宣讲两场"
    entered_at = MOMENT
