"""What the desk says of progress reports, to who files and to who looks at them."""

import datetime as dt

import pytest

from campaigns.models import ProgressReport, ReportExtension
from portal import desk
from tests.factories import OrganisationFactory, RegionFactory, admin_of, official_of
from tests.factories.reports import FILED, ProgressReportFactory, ReportTemplateFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 3)
NOW = dt.datetime(2026, 11, 3, 1, 0, tzinfo=dt.UTC)


@pytest.fixture
def template():
    return ReportTemplateFactory()


def rows(user):
    return [
        (row.group, row.what) for row in desk.todos(user, on=TODAY, at=NOW) if "报告" in row.what or "进展" in row.what
    ]


def made(template, number, **told):
    return ProgressReportFactory(template=template, region=RegionFactory(code=f"99010210020{number}"), **told)


def test_a_town_sees_what_is_to_file_overdue_returned_and_to_look_at(template):
    made(template, 1)
    made(template, 2, first_due_on=dt.date(2026, 11, 2))
    returned = made(template, 3, filed=True)
    ProgressReport.objects.filter(pk=returned.pk).update(state="returned", reason="不实")
    made(template, 4, filed=True)
    region = RegionFactory(code="990102100")

    assert rows(official_of(region)) == [
        ("today", "修改后重新报送：区划990102100203文明村镇创建月度进展"),
        ("today", "1 份进展报告逾期未报"),
        ("week", "1 份进展报告待报送"),
        ("week", "1 份村（社区）报告待审核"),
    ]


def test_the_office_sees_requests_what_to_look_at_and_what_is_overdue(template):
    body = OrganisationFactory()
    place = {"organisation": body, "region": body.region, "level": "organisation"}
    asking = ProgressReportFactory(template=template, **place)
    ReportExtension.objects.create(report=asking, until=dt.date(2026, 11, 9), reason="停电", asked_at=FILED)
    ProgressReportFactory(template=template, period="2026-09", filed=True, **place)
    made(template, 4, filed=True)
    made(template, 2, first_due_on=dt.date(2026, 11, 2))

    assert rows(admin_of("990102")) == [
        ("today", f"申请报告延期：{body.name}"),
        ("week", "1 份报告待审核"),
        ("later", "1 份村（社区）报告在镇街待审核"),
        ("later", "1 份进展报告逾期未报"),
    ]


def test_nothing_is_said_where_nothing_waits():
    assert (rows(official_of(RegionFactory(code="990102100"))), rows(admin_of("990102"))) == ([], [])
