"""The dossier of a subject: who files about it, what a village keeps for its families, what an empty one says."""

import pytest
from django.urls import reverse

from campaigns.models import ProgressReport, ReportTemplate
from foundation.periods import Period
from tests.factories import FamilyFactory, OrganisationFactory, RegionFactory, SubjectFactory, admin_of
from tests.factories.evaluation import MOMENT
from tests.factories.ledgers import LedgerEntryFactory, ledger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_middle_of_october(time_machine):
    time_machine.move_to("2026-10-15T02:00:00Z", tick=False)


def get(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(name, args=args), query)


def report_about(about, *, template, period="2026-09", **more):
    span = Period.parse(period)
    return ProgressReport.objects.create(
        template=template, district=about.district, period=period, starts_on=span.start,
        first_due_on="2026-10-10", due_on="2026-10-10", opened_at=MOMENT,
        **{"subject": about, "region": about.region, "level": "village", **more},
    )  # fmt: skip


def template_of(kind, period="month"):
    return ReportTemplate.objects.create(
        code=f"{kind}.{period}", version="1", creation_type=kind, period=period, name="进展", filed_by=["village"],
        due_working_days=3, state="published",
    )  # fmt: skip


def test_a_citys_dossier_counts_all_reports_that_wait_and_names_who_files_each(client):
    city = SubjectFactory(
        creation_type="city", level="county", region=RegionFactory(code="990102"), code="990102", name="清河区"
    )
    template = template_of("city", "quarter")
    for number in range(1, 11):
        body = OrganisationFactory(name=f"第{number}单位")
        report_about(city, template=template, period="2026Q3", organisation=body, level="organisation")

    page = get(client, admin_of("990102"), "campaigns:subject", city.pk)

    assert page.context["title"] == "清河区：10 份报告待报"
    assert len(page.context["reports"]) == 8
    body = page.content.decode()
    assert "2026 年第三季度 · 第10单位 · 10 月 10 日前报送" in body
    assert f"?tab=all&amp;subject={city.pk}" in body
    found = get(client, admin_of("990102"), "campaigns:reports", tab="all", subject=city.pk)
    assert len(list(found.context["reports"])) == 10


def test_a_familys_dossier_shows_what_its_village_files_and_keeps_for_all_families(client):
    home = FamilyFactory()
    village = SubjectFactory(region=home.region, code=home.region_id)
    report_about(home, template=template_of("family"), subject=None)
    report_about(village, template=template_of("village_town"))
    mottos = ledger("family_mottos")
    LedgerEntryFactory(kind=mottos, region=home.region)
    LedgerEntryFactory(region=home.region)

    page = get(client, admin_of("990102"), "campaigns:subject", home.pk)

    assert [report.template.creation_type for report in page.context["reports"]] == ["family"]
    assert [(line.name, line.url.partition("?")[2]) for line in page.context["ledgers"]] == [
        ("家风家训", f"region={home.region_id}")
    ]
    assert page.context["title"] == str(home)
    assert f"家庭不用自己填报，由{home.region}统一填报。" in page.content.decode()


def test_a_dossier_without_anything_says_what_comes(client):
    body = get(client, admin_of("990102"), "campaigns:subject", SubjectFactory().pk).content.decode()

    assert "还没有到期的报告。每期结束前十天，平台自动开启填报。" in body
    assert "还没有台账条目。" in body
