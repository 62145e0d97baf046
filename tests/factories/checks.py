"""A form of two items, photos, and filled forms as a device sends them."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from evaluation.choices import Rule, Severity
from evaluation.models import Draw
from foundation.attachments.models import Attachment

from .evaluation import DAY, MOMENT, IndicatorFactory, PlanFactory
from .foundation import UserFactory

NOW = MOMENT + dt.timedelta(hours=2)


class AttachmentFactory(DjangoModelFactory):
    """A photo that was taken and handed in on the day of the check, at the site."""

    class Meta:
        model = Attachment

    digest = factory.Sequence(lambda number: f"{number:064x}")
    name = "IMG_0001.jpg"
    content_type = "image/jpeg"
    size = 200_000
    taken_at = MOMENT
    longitude = Decimal("113.250000")
    latitude = Decimal("29.600000")
    uploaded_by = factory.SubFactory(UserFactory)
    uploaded_at = MOMENT


class DrawFactory(DjangoModelFactory):
    """The draw of a day."""

    class Meta:
        model = Draw

    plan = factory.SubFactory(PlanFactory)
    district = factory.SelfAttribute("plan.district")
    on = DAY
    seed = "0" * 64
    drawn_at = MOMENT - dt.timedelta(hours=4)
    inputs_digest = "0" * 64


def two_items() -> None:
    """A form of a graded item of ten points and a counted one of five, two lost for each occurrence."""
    IndicatorFactory(code="MKT-01", name="通道畅通", position=1, severity=Severity.SERIOUS)
    IndicatorFactory(code="MKT-02", name="无乱堆物", position=2, points=5, rule=Rule.COUNTED, deduct_each=2, options="")


def filled(site: Any, *, check: Any = None, items: list | None = None, **changes: Any) -> dict[str, Any]:
    """A filled form of ``two_items`` as a device sends it: grade B, nothing counted, at the site, in twenty minutes."""
    return {
        "client_id": str(uuid.uuid4()),
        "check": check and check.pk,
        "site": site.code,
        "started_at": MOMENT.isoformat(),
        "finished_at": (MOMENT + dt.timedelta(minutes=20)).isoformat(),
        "position": {"longitude": 113.25, "latitude": 29.6, "accuracy": 12.5},
        "items": [{"item": "MKT-01", "option": "B"}, {"item": "MKT-02", "count": 0}] if items is None else items,
        **changes,
    }
