"""What the four ones tell in the dossier of a subject: its months, its open problems, nothing about households."""

import datetime as dt

import pytest
from django.urls import reverse

from evaluation.actions import assessments
from evaluation.models import Result
from foundation.periods import Period, PeriodKind
from tests.factories import (
    CheckFactory,
    FamilyFactory,
    ProblemFactory,
    RegionFactory,
    SchemeFactory,
    SiteFactory,
    SubjectFactory,
    admin_of,
    official_of,
)
from tests.factories.evaluation import DAY

pytestmark = pytest.mark.django_db
LATER = dt.datetime(2026, 11, 3, 4, 0, tzinfo=dt.UTC)


def panel(client, user, name, subject):
    client.force_login(user)
    return client.get(reverse(f"evaluation:subject-{name}", args=[subject.pk]))


def village_of(site):
    return SubjectFactory(region=site.region, name="和平社区")


def test_the_published_months_of_a_place_stand_in_its_dossier(client):
    site = SiteFactory()
    SchemeFactory()
    CheckFactory(site=site, done=True, score="88", on=DAY)
    office, month = admin_of("990102"), Period.containing(DAY, PeriodKind.MONTH)
    assessment = assessments.score(site.district, period=month, actor=None, at=LATER)

    before = panel(client, office, "scores", village_of(site)).content.decode()
    assessments.approve(assessment, actor=office, at=LATER)
    assessments.publish(assessment, actor=office, at=LATER)
    after = panel(client, official_of(site.region), "scores", village_of(site)).content.decode()

    result = Result.objects.get(region=site.region)
    assert before.strip() == ""
    assert f"{result.final:.2f}" in after
    assert result.get_absolute_url() in after


def test_open_problems_of_a_place_or_of_an_organisation_are_counted(client):
    site = SiteFactory()
    ProblemFactory(site=site, description="通道堆放杂物")
    ProblemFactory(site=site, item="I-002", state="cancelled")
    ProblemFactory(site=SiteFactory(region=RegionFactory(code="990102002001")), item="I-003")
    body = site.organisation
    unit = SubjectFactory(creation_type="unit", level="organisation", region=body.region, organisation=body)

    place = panel(client, admin_of("990102"), "problems", village_of(site))
    own = panel(client, official_of(body), "problems", unit)

    assert (place.context["problems"].count, own.context["problems"].count) == (1, 1)
    assert "通道堆放杂物" in place.content.decode()
    assert place.context["all_url"] == f"{reverse('evaluation:problems')}?region={site.region_id[:9]}"


def test_households_have_neither(client):
    home = FamilyFactory()

    for name in ("scores", "problems"):
        assert panel(client, admin_of("990102"), name, home).content.decode().strip() == ""


def test_panels_of_what_is_out_of_sight_are_not_found(client):
    village = SubjectFactory()

    for name in ("scores", "problems"):
        assert panel(client, admin_of("990103"), name, village).status_code == 404
