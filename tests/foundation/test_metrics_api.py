"""Figures for clients: value, unit, definition and records, inside one's grants only."""

import pytest
from django.core.management import call_command
from rest_framework.test import APIClient

from foundation.metrics.models import Metric
from tests.factories import RegionFactory, leader_of, official_of
from tests.factories.problems import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    Metric.objects.create(
        name="problems.found",
        title="发现问题数",
        title_en="Problems found",
        unit="个",
        unit_en="problems",
        definition="期内发现的问题数",
        definition_en="Problems found in the period",
        measure="count",
        counted="during",
    )
    place = Place()
    place.assigned()
    return place


def ask(user, **told):
    client = APIClient()
    client.force_authenticate(user)
    return client.get("/api/v1/metrics/", told, headers={"accept-language": "en"})


def test_a_figure_says_its_value_unit_definition_and_records(place):
    answer = ask(place.office, names="problems.found", region="990102", period="2026-11")
    assert answer.status_code == 200
    assert answer.json() == {
        "problems.found": {
            "value": "1.0000",
            "unit": "problems",
            "title": "Problems found",
            "definition": "Problems found in the period",
            "records_url": "/problems/?region=990102&state=all&found_min=2026-11-01&found_max=2026-11-30",
        }
    }


def test_an_organisation_has_figures_of_its_own(place):
    told = {"names": "problems.found", "organisation": place.organisation.code, "period": "2026-11"}
    assert ask(place.official, **told).json()["problems.found"]["value"] == "1.0000"
    assert ask(place.office, **told | {"organisation": place.above.code}).json()["problems.found"]["value"] == "0.0000"


def test_nothing_outside_ones_grants_exists(place):
    RegionFactory(code="990103")
    told = {"names": "problems.found", "period": "2026-11"}
    assert ask(place.office, **told, region="990103").status_code == 404
    assert ask(leader_of("990103"), **told, organisation=place.organisation.code).status_code == 404
    assert ask(official_of(RegionFactory(code="990102001")), **told, region="990102").status_code == 404
    assert ask(None, **told, region="990102").status_code == 401


@pytest.mark.parametrize(
    ("told", "attr"),
    [
        ({"names": "", "region": "990102", "period": "2026-11"}, "names"),
        ({"names": "nobody.knows", "region": "990102", "period": "2026-11"}, "names"),
        ({"names": "problems.found", "region": "990102", "period": "soon"}, "period"),
        ({"names": "problems.found", "region": "990102"}, "period"),
    ],
)
def test_what_cannot_be_understood_is_named(place, told, attr):
    answer = ask(place.office, **told)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == attr


def test_every_computed_figure_of_the_four_ones_is_defined():
    from evaluation.metrics import SOURCES

    call_command("seed_catalogue", verbosity=0)
    known = set(Metric.objects.values_list("pk", flat=True))
    assert {name for source in SOURCES for name in source.names()} <= known
