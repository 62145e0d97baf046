"""The registry of figures: one definition each, computed by what keeps the records, ratios by formula."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from foundation.metrics import registry
from foundation.metrics.loading import load
from foundation.metrics.models import Metric
from foundation.metrics.registry import Party
from foundation.periods import Period

pytestmark = pytest.mark.django_db
OCTOBER = Period.parse("2026-10")
NOON = dt.datetime(2026, 11, 1, 4, 0, tzinfo=dt.UTC)
HERE, THERE = Party("990102001"), Party("990102001", 7)


class Counting:
    """A source of two figures that remembers what it was asked."""

    def __init__(self, found):
        self.found, self.asked = found, []

    def names(self):
        return {"test.clean", "test.all"}

    def compute(self, names, parties, period, *, at):
        self.asked.append((tuple(names), len(parties)))
        return {(name, party): self.found[name] for name in names for party in parties}

    def records_url(self, name, party, period):
        return f"/list/?of={name}&region={party.region}&period={period.code}"


@pytest.fixture
def source(monkeypatch):
    source = Counting({"test.clean": Decimal(3), "test.all": Decimal(4)})
    monkeypatch.setattr(registry, "_SOURCES", [source])
    for name, formula in {"test.clean": "", "test.all": "", "test.rate": "test.clean / test.all"}.items():
        Metric.objects.create(
            name=name, title=name, unit="%" if formula else "户", measure="count", counted="during", formula=formula
        )
    return source


def test_a_figure_is_asked_once_for_all_parties(source):
    found = registry.values(["test.clean"], [HERE, THERE, HERE], OCTOBER, at=NOON)
    assert found == {("test.clean", HERE): Decimal(3), ("test.clean", THERE): Decimal(3)}
    assert source.asked == [(("test.clean",), 2)]


def test_a_ratio_follows_from_its_formula_in_percent(source):
    assert registry.values(["test.rate"], [HERE], OCTOBER, at=NOON) == {("test.rate", HERE): Decimal(75)}


def test_a_ratio_of_nothing_has_no_value(source):
    source.found["test.all"] = Decimal(0)
    assert registry.values(["test.rate"], [HERE], OCTOBER, at=NOON) == {("test.rate", HERE): None}


def test_what_nobody_computes_is_left_out(source):
    assert registry.values(["hours.confirmed"], [HERE], OCTOBER, at=NOON) == {}
    assert registry.computed(["hours.confirmed", "test.all", "test.rate"]) == {"test.all", "test.rate"}


def test_records_of_a_ratio_are_those_of_its_first_part(source):
    assert registry.records_url("test.rate", HERE, OCTOBER) == "/list/?of=test.clean&region=990102001&period=2026-10"
    assert registry.records_url("hours.confirmed", HERE, OCTOBER) == ""


def test_the_shipped_definitions_load_once():
    path = Path(settings.BASE_DIR) / "catalogue" / "metrics.yaml"
    assert load(path) == (322, True)
    assert load(path) == (322, False)
    assert Metric.objects.get(pk="contests.clean_rate").formula == "contests.clean_households / contests.households"
