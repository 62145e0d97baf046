"""How much filing was asked of whom, and how much of it the portal did."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.models import LedgerEntry, LedgerKind, ProgressReport, ReportTemplate, ReportVersion
from campaigns.queries.burden import burdens
from foundation.audit.models import AuditEntry
from foundation.metrics import registry
from foundation.metrics.registry import Party
from foundation.periods import ZONE, Period
from tests.factories import OrganisationFactory, RegionFactory, admin_of, official_of

pytestmark = pytest.mark.django_db
OCTOBER = Period.parse("2026-10")
NOON = dt.datetime(2026, 10, 9, 12, tzinfo=ZONE)
LATER = dt.datetime(2026, 11, 2, 12, tzinfo=ZONE)
FIGURES = [{"metric": "contests.held"}, {"metric": "contests.clean_rate"}, {"typed": {"code": "households"}}]
TEXTS = [{"code": "matter", "question": "本月村民最关心的一件事"}]
FILED = [
    {"code": "contests.held", "value": "3", "source": "records"},
    {"code": "contests.clean_rate", "value": "80", "source": "records"},
    {"code": "households", "value": "310", "source": "typed"},
]


@pytest.fixture
def village():
    return RegionFactory(code="990102100201", name="龙泉村")


@pytest.fixture
def template():
    return ReportTemplate.objects.create(
        code="village_town.month",
        version="2026",
        creation_type="village_town",
        period="month",
        name="月报",
        filed_by=["village"],
        due_working_days=3,
        figures=FIGURES,
        texts=TEXTS,
        state="published",
    )


def due(template, region, organisation=None, on=dt.date(2026, 10, 13), **more):
    return ProgressReport.objects.create(
        template=template,
        district_id="990102",
        region=region,
        organisation=organisation,
        level="organisation" if organisation else "village",
        period="2026-09",
        starts_on=dt.date(2026, 9, 1),
        first_due_on=on,
        due_on=on,
        opened_at=NOON,
        **more,
    )


def filed(report, number=1, seconds=0):
    return ReportVersion.objects.create(
        report=report, number=number, figures=FILED, texts={"matter": "路灯"}, filed_at=NOON, seconds_spent=seconds
    )


def entered(region, at=NOON):
    kind, _made = LedgerKind.objects.get_or_create(
        code="service_reforms",
        defaults={
            "name": "改革事项",
            "creation_types": ["unit"],
            "entered_by": ["village"],
            "nature": "event",
            "dated_by": "on",
            "frequency": "quarter",
            "fields": [
                {"code": "on", "name": "日期", "type": "date"},
                {"code": "before", "name": "改革前", "type": "number"},
                {"code": "after", "name": "改革后", "type": "number"},
                {"code": "cut", "name": "减少", "type": "number", "computed": "before - after"},
            ],
        },
    )
    return LedgerEntry.objects.create(
        kind=kind, district_id="990102", region=region, dated_on=dt.date(2026, 10, 8), entered_at=at
    )


def sums(row):
    return (row.reports, row.entries, row.asked, row.prefilled, row.by_hand, row.minutes)


def everything():
    return burdens(ProgressReport.objects.all(), LedgerEntry.objects.all(), OCTOBER)


def test_a_filed_report_asks_its_figures_and_texts_and_counts_every_filing(template, village):
    report = due(template, village)
    filed(report, seconds=240)
    filed(report, number=2, seconds=120)

    (row,) = everything().rows

    assert sums(row) == (1, 0, 4, 2, 2, 6)
    assert (row.name, row.place, row.share) == ("龙泉村", str(village.parent), 50)


def test_a_report_not_filed_yet_asks_what_its_template_asks(template, village):
    due(template, village)
    (row,) = everything().rows
    assert sums(row) == (1, 0, 4, 2, 2, 0)


def test_a_ledger_entry_asks_its_fields_and_what_is_worked_out_is_not_typed(village):
    entered(village)
    entered(village, at=LATER)
    (row,) = everything().rows
    assert sums(row) == (0, 1, 4, 1, 3, 0)


def test_the_busiest_come_first_and_the_whole_is_the_sum(template, village):
    school = OrganisationFactory(region=RegionFactory(code="990102"), name="第一小学")
    filed(due(template, village), seconds=60)
    entered(village)
    filed(due(template, school.region, school), seconds=600)
    due(template, RegionFactory(code="990102100202"), on=dt.date(2026, 11, 4))

    table = everything()

    assert [row.name for row in table.rows] == ["龙泉村", "第一小学"]
    assert sums(table.total) == (2, 1, 12, 5, 7, 11)


def test_the_number_of_queries_does_not_depend_on_the_parties(template, django_assert_num_queries):
    for number in range(201, 212):
        filed(due(template, RegionFactory(code=f"990102100{number}")))
    with django_assert_num_queries(3):
        assert len(everything().rows) == 11


def test_the_figures_are_metrics_of_every_place(template, village):
    filed(due(template, village))
    entered(village)
    names = ["burden.fields_asked", "burden.fields_prefilled"]
    parties = [Party("990102"), Party("990102100"), Party("990102001")]

    found = registry.values(names, parties, OCTOBER, at=LATER)

    assert [found[names[0], party] for party in parties] == [Decimal(8), Decimal(8), Decimal(0)]
    assert [found[names[1], party] for party in parties] == [Decimal(3), Decimal(3), Decimal(0)]


def test_the_page_answers_in_its_title_and_shows_everybody_only_his_own(template, village, client):
    filed(due(template, village))
    filed(due(template, RegionFactory(code="990102100202", name="双桥村")))
    address = reverse("campaigns:burden") + "?month=2026-10"

    client.force_login(admin_of("990102"))
    office = client.get(address).content.decode()
    client.force_login(official_of(village))
    own = client.get(address).content.decode()
    client.force_login(admin_of("990103"))
    elsewhere = client.get(address).content.decode()

    assert "要求填报8项，其中50%由平台代填" in office
    assert ("双桥村" in office, "双桥村" in own, "龙泉村" in own) == (True, False, True)
    assert "本月没有填报要求" in elsewhere


def test_tabs_and_filters_narrow_the_table(template, village, client):
    school = OrganisationFactory(region=RegionFactory(code="990102"), name="第一小学")
    filed(due(template, village))
    filed(due(template, school.region, school))
    client.force_login(admin_of("990102"))
    address = reverse("campaigns:burden") + "?month=2026-10"

    organisations = client.get(address + "&kind=organisations").content.decode()
    town = client.get(address + "&region=990102100").content.decode()
    nonsense = client.get(reverse("campaigns:burden") + "?month=soon&region=x&kind=odd&page=-1")

    assert ("第一小学" in organisations, "龙泉村" in organisations) == (True, False)
    assert ("第一小学</b>" in town, "龙泉村" in town) == (False, True)
    assert nonsense.status_code == 200


def test_the_export_is_of_what_is_shown_and_is_written_down(template, village, client):
    filed(due(template, village))
    client.force_login(admin_of("990102"))

    answer = client.post(reverse("campaigns:burden-export") + "?month=2026-10")

    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert AuditEntry.objects.get(verb="documents.export").after == {"list": "burden", "filters": "month=2026-10"}
