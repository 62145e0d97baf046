"""The catalogue that the portal ships with installs itself once, whole and in force."""

import csv
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from evaluation.models import Indicator, IndicatorSystem, Scheme, SiteType
from evaluation.queries.forms_in_force import forms_of
from evaluation.queries.trees import entries_of
from foundation.audit.models import AuditEntry
from foundation.organisations.models import OrganisationKind

CATALOGUE = Path(settings.BASE_DIR) / "catalogue"
pytestmark = pytest.mark.django_db


def seeded() -> list[str]:
    said = io.StringIO()
    call_command("seed_catalogue", stdout=said)
    return said.getvalue().splitlines()


def test_the_catalogue_is_installed_and_in_force_with_one_fact_a_line():
    said = seeded()

    assert said[:14] == [
        "site types: 56 created, 0 updated, 0 unchanged",
        "kinds of organisations: 53 created, 0 unchanged",
        "indicator system daily 2026: 263 indicators, published",
        "indicator system city 2026: 44 indicators, published",
        "indicator system village_town 2026: 32 indicators, published",
        "indicator system unit 2026: 36 indicators, published",
        "indicator system campus 2026: 32 indicators, published",
        "indicator system family 2026: 28 indicators, published",
        "scoring scheme 1: published",
        "quarterly scheme 1: published",
        "lines of the negative list: 59 created, 0 unchanged",
        "working calendar: 7 years loaded",
        "severity policies: 4 installed",
        "questionnaires: 2 created, 0 unchanged",
    ]
    assert said[-2:] == [
        "special actions: 10 created, 0 updated, 0 unchanged",
        "joint campaigns: 4 created, 0 unchanged",
    ]
    assert {system.state for system in IndicatorSystem.objects.all()} == {"published"}
    assert IndicatorSystem.objects.get(code="daily").name_en == "Daily inspection"
    assert Scheme.objects.values_list("version", "state", "region", "field_weight").get() == (1, "published", None, 60)


def test_installing_twice_changes_nothing_and_says_so():
    seeded()
    before = list(Indicator.objects.order_by("pk").values()), AuditEntry.objects.count()

    said = seeded()

    assert said[0] == "site types: 0 created, 0 updated, 56 unchanged"
    assert said[-1] == "nothing changed"
    assert (list(Indicator.objects.order_by("pk").values()), AuditEntry.objects.count()) == before
    assert (SiteType.objects.count(), OrganisationKind.objects.count(), Scheme.objects.count()) == (56, 53, 1)


def test_what_an_office_changed_in_a_site_type_comes_back_to_the_catalogue_and_its_own_types_stay():
    seeded()
    SiteType.objects.create(code="own", name="自设类型")

    seeded()

    assert SiteType.objects.filter(code="own").exists()


def test_every_daily_form_adds_up_to_one_hundred_points():
    seeded()
    system = IndicatorSystem.objects.get(code="daily")

    forms = {site_type.code: form for site_type, form in forms_of(entries_of(system))}

    assert {points for _items, points in forms.values()} == {100}
    assert {8 <= items <= 18 for items, _points in forms.values()} == {True}
    assert len(forms) == 56


@pytest.mark.parametrize("code", ["daily", "city", "village_town", "unit", "campus", "family"])
def test_every_indicator_of_the_files_stands_in_the_database_in_both_languages(code):
    seeded()
    with (CATALOGUE / f"indicators_{code}.csv").open(encoding="utf-8") as file:
        expected = [(row["code"], row["name"], row["name_en"], row["guidance_en"]) for row in csv.DictReader(file)]

    rows = Indicator.objects.filter(system__code=code).order_by("position")

    assert list(rows.values_list("code", "name", "name_en", "guidance_en")) == expected


def test_installing_435_indicators_34_ledgers_and_10_templates_takes_few_statements(django_assert_max_num_queries):
    with django_assert_max_num_queries(600):
        seeded()
