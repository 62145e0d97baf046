"""Where subjects show beyond their own pages: the desk, the search in the bar, the reports that fall due."""

import datetime as dt

import pytest
from django.utils import translation

from campaigns.actions import report_timetable
from campaigns.models import ProgressReport
from foundation.periods import ZONE
from portal import desk
from tests.factories import (
    FamilyFactory,
    ParticipationFactory,
    RegionFactory,
    SubjectFactory,
    admin_of,
    leader_of,
    official_of,
)
from tests.factories.reports import ReportTemplateFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)


def due(user):
    with translation.override("zh-hans"):
        return [(row.group, row.what) for row in desk.todos(user, on=TODAY, at=NOON)]


def test_an_official_is_told_of_gaps_in_his_own_profiles_and_nobody_else_is():
    village = SubjectFactory(gaps=2)
    SubjectFactory(gaps=1, region=RegionFactory(code="990102001001"))
    SubjectFactory(gaps=1, region=village.region, state="withdrawn", withdrawn_on=TODAY, reason="撤村")

    assert due(official_of(village.region)) == [("later", "1 份创建档案有缺项")]
    assert due(leader_of("990102")) == []


def test_the_search_finds_subjects_but_no_family(client):
    SubjectFactory(name="柳林新村"), FamilyFactory()
    client.force_login(admin_of("990102"))

    found = client.get("/search/", {"q": "王*家庭"}).context["subjects"]
    hit = client.get("/search/", {"q": "柳林新"})

    assert found == []
    assert (hit.status_code, hit.url[:20]) == (302, "/creations/subjects/")


def test_who_takes_part_no_longer_is_asked_for_no_report():
    ReportTemplateFactory()
    ParticipationFactory()
    ParticipationFactory(
        subject=SubjectFactory(region=RegionFactory(code="990102100202")), ended_on=dt.date(2026, 5, 1)
    )

    at = dt.datetime(2026, 10, 21, 7, 30, tzinfo=ZONE)
    report_timetable.open_and_remind("990102", on=at.date(), actor=None, at=at)

    assert list(ProgressReport.objects.values_list("region", flat=True)) == ["990102100201"]
