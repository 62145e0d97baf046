"""Ledgers as they are shipped, and entries of theirs."""

import datetime as dt
from functools import cache

import factory
import yaml
from django.conf import settings
from factory.django import DjangoModelFactory

from campaigns.engine import ledger_amounts
from campaigns.models import CeremonyLimit, LedgerEntry, LedgerKind
from portal.shipped.ledgers import values_of

from .evaluation import MOMENT
from .foundation import RegionFactory, UserFactory


@cache
def shipped_ledgers() -> dict:
    """The shipped definitions, by code."""
    path = settings.BASE_DIR / "catalogue" / "ledgers.yaml"
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["ledgers"]
    return {row["code"]: row for row in rows}


def ledger(code: str, region=None, **given) -> LedgerKind:
    """A shipped ledger; asking for it twice gives the same one."""
    found = LedgerKind.objects.filter(code=code, region=region).first()
    if found is None:
        found = LedgerKind.objects.create(code=code, region=region, **{**values_of(shipped_ledgers()[code]), **given})
    return found


class LedgerEntryFactory(DjangoModelFactory):
    """A verified session of the moral lecture hall in a village of the district 990102; ``waiting`` is not verified."""

    class Meta:
        model = LedgerEntry
        skip_postgeneration_save = True

    class Params:
        waiting = factory.Trait(state="entered", verified_at=None, verified_by=None)

    kind = factory.LazyFunction(lambda: ledger("moral_lectures"))
    ledger = factory.LazyAttribute(lambda made: made.kind.code)
    region = factory.SubFactory(RegionFactory, code="990102100201")
    district = factory.LazyAttribute(lambda made: RegionFactory(code=made.region.code[:6]))
    township = factory.LazyAttribute(lambda made: made.region.code[:9] if len(made.region.code) > 6 else "")
    dated_on = dt.date(2026, 10, 14)
    values = factory.LazyAttribute(
        lambda made: {
            "held_on": made.dated_on.isoformat(),
            "theme": "孝老爱亲",
            "steps": ["reflect", "sing"],
            "speaker": "model",
            "attendance": 35,
        }
    )
    state = "verified"
    entered_by = factory.SubFactory(UserFactory)
    entered_at = MOMENT
    verified_by = factory.SubFactory(UserFactory)
    verified_at = MOMENT

    @factory.post_generation
    def amounts(self, create, extracted, **more):
        """What it adds to figures, as verifying writes it."""
        ledger_amounts.write([self.pk], [self.kind])


class CeremonyLimitFactory(DjangoModelFactory):
    """Twenty tables for a wedding, in force since the beginning of 2026."""

    class Meta:
        model = CeremonyLimit

    region = factory.SubFactory(RegionFactory)
    occasion = "wedding"
    tables = 20
    starts_on = dt.date(2026, 1, 1)
