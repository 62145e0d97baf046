"""Figures of subjects, places and schools: as they stood at the end of a period."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import SubjectTransfer
from foundation.metrics import registry
from foundation.metrics.registry import Party
from foundation.periods import Period, PeriodKind
from tests.factories import CycleFactory, FamilyFactory, OrganisationFactory, RegionFactory, SubjectFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 12, 31, 4, 0, tzinfo=dt.UTC)
SEPTEMBER = Period.containing(dt.date(2026, 9, 1), PeriodKind.MONTH)
NOVEMBER = Period.containing(dt.date(2026, 11, 1), PeriodKind.MONTH)
DISTRICT, VILLAGE = Party("990102"), Party("990102100201")


def value(name, party=DISTRICT, period=NOVEMBER, at=AT):
    return registry.values([name], [party], period, at=at)[name, party]


def test_subjects_are_counted_by_type_in_a_region_and_all_below():
    SubjectFactory(), FamilyFactory(), FamilyFactory(region=RegionFactory(code="990102001001"))
    SubjectFactory(region=RegionFactory(code="990103100201"))

    assert (value("subjects.family"), value("subjects.family", VILLAGE), value("subjects.village_town")) == (2, 1, 1)
    assert (value("subjects.city"), value("subjects.family", Party("990103"))) == (0, 0)


def test_an_organisation_counts_its_own():
    body = OrganisationFactory()
    SubjectFactory(creation_type="unit", level="organisation", region=body.region, organisation=body)

    assert value("subjects.unit", Party("990102", body.pk)) == 1
    assert value("subjects.unit", Party("990102", OrganisationFactory().pk)) == 0


def test_a_month_counts_those_who_were_in_the_campaign_on_its_last_day():
    FamilyFactory(enrolled_on="2026-09-30")
    FamilyFactory(enrolled_on="2026-10-01")
    FamilyFactory(enrolled_on="2026-01-01", state="withdrawn", withdrawn_on="2026-09-30", reason="迁出")
    FamilyFactory(enrolled_on="2026-01-01", state="withdrawn", withdrawn_on="2026-10-01", reason="迁出")

    assert (value("subjects.family", period=SEPTEMBER), value("subjects.family")) == (2, 2)


def test_the_running_month_stands_as_of_now():
    FamilyFactory(enrolled_on="2026-11-20")

    assert value("subjects.family", at=dt.datetime(2026, 11, 10, 4, 0, tzinfo=dt.UTC)) == 0


def test_a_family_that_moved_is_counted_where_it_lived_then():
    home, here = FamilyFactory(), RegionFactory(code="990102001001")
    SubjectTransfer.objects.create(
        subject=home, region_before=home.region, region=here, moved_on="2026-10-05", reason="迁居"
    )
    home.region = here
    home.save()

    there = Party(here.pk)
    assert [
        value("subjects.family", party, period) for party in (VILLAGE, there) for period in (SEPTEMBER, NOVEMBER)
    ] == [
        1,
        0,
        0,
        1,
    ]


def test_a_closed_cycle_no_longer_counts():
    old = CycleFactory(starts_on="2023-01-01", ends_on="2026-10-31", state="closed", closed_on="2026-10-31")
    FamilyFactory(cycle=old, enrolled_on="2023-01-01")

    assert (value("subjects.family", period=SEPTEMBER), value("subjects.family")) == (1, 0)


def test_places_and_schools_are_counted_as_they_stand():
    RegionFactory(code="990102001001"), RegionFactory(code="990102100201"), RegionFactory(code="990103001001")
    for code in ("990102001", "990102100"):
        OrganisationFactory(kind="school", region=RegionFactory(code=code))
    OrganisationFactory(kind="school", region=RegionFactory(code="990102100"), closed_on="2026-01-01")

    assert [value(name) for name in ("regions.townships", "regions.villages", "schools.total", "schools.rural")] == [
        2,
        2,
        2,
        1,
    ]
    assert value("regions.villages", Party("990102100")) == Decimal(1)
    assert value("schools.total", Party("990102", OrganisationFactory().pk)) == 0


def test_a_hundred_parties_take_as_many_statements_as_one_and_the_records_have_an_address():
    SubjectFactory()
    names = ["subjects.family", "subjects.city", "regions.villages"]

    def asked(count):
        with CaptureQueriesContext(connection) as queries:
            registry.values(names, [Party(f"990102{n:03d}") for n in range(count)], NOVEMBER, at=AT)
        return len(queries)

    assert asked(1) == asked(100)
    assert registry.records_url("subjects.family", VILLAGE, NOVEMBER) == (
        "/creations/subjects/?creation_type=family&state=enrolled&under=990102100201"
    )
    assert registry.records_url("schools.total", DISTRICT, NOVEMBER) == (
        "/manage/organisations/?kind=school&region=990102"
    )
