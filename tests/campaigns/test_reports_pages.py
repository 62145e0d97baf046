"""The pages of progress reports: list by what is to do, the form with its draft, the record, the overview."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from campaigns.models import ProgressReport, ReportTemplate, ReportVersion
from foundation.audit.models import AuditEntry
from foundation.metrics import registry
from foundation.metrics.models import Metric
from foundation.periods import ZONE
from tests.campaigns.test_reports import Contests
from tests.factories import RegionFactory, admin_of, leader_of, official_of
from tests.factories.files import photo_file
from tests.factories.reports import (
    FILED,
    HOUSEHOLDS,
    ProgressReportFactory,
    ReportTemplateFactory,
    ReportVersionFactory,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 3, 12, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def report():
    return ProgressReportFactory()


@pytest.fixture
def village(report):
    return official_of(report.region)


def url(name, report=None, query=""):
    return (
        reverse(f"campaigns:report-{name}" if name else "campaigns:report", args=[report.pk] if report else []) + query
    )


def form(**told):
    return {"draft": "0", "figure-households": "312", "text-matter": "路灯已修好。"} | told


def test_the_list_opens_where_ones_own_work_stands(client, report, village):
    other = ProgressReportFactory(template=report.template, region=RegionFactory(code="990102100202"), filed=True)
    pages = {}
    for person in (village, official_of(RegionFactory(code="990102100")), admin_of("990102"), leader_of("990102")):
        client.force_login(person)
        context = client.get(reverse("campaigns:reports")).context
        pages[next(iter(person.roles)), len(person.held[0].region)] = (
            context["tab"],
            [one.pk for one in context["reports"]],
        )

    assert pages == {
        ("official", 12): ("to_file", [report.pk]),
        ("official", 9): ("to_file", [report.pk]),
        ("admin", 6): ("to_review", [other.pk]),
        ("leader", 6): ("missing", []),
    }


def test_the_list_is_narrowed_by_lateness_and_tells_it_in_words(client, report):
    late = ProgressReportFactory(
        template=report.template,
        region=RegionFactory(code="990102100202"),
        filed=True,
        first_due_on=dt.date(2026, 11, 2),
    )
    ProgressReport.objects.filter(pk=report.pk).update(due_on=dt.date(2026, 11, 2))
    client.force_login(leader_of("990102"))

    shown = {
        tab: client.get(reverse("campaigns:reports") + f"?tab={tab}").content.decode() for tab in ("missing", "late")
    }

    assert ("逾期未报" in shown["missing"], report.get_absolute_url() in shown["missing"]) == (True, True)
    assert ("迟报" in shown["late"], late.get_absolute_url() in shown["late"]) == (True, True)
    assert report.get_absolute_url() not in shown["late"]


def test_the_list_costs_the_same_however_long_it_is(client, report):
    client.force_login(admin_of("990102"))
    counts = []
    for number in range(3):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("campaigns:reports") + "?tab=all")
        counts.append(len(queries))
        for extra in range(2):
            region = RegionFactory(code=f"9901021003{number}{extra}")
            ProgressReportFactory(template=report.template, region=region)

    assert counts[1] == counts[2]


def test_the_form_shows_what_the_portal_counts_as_text_and_the_rest_as_fields(client, monkeypatch):
    monkeypatch.setattr(registry, "_SOURCES", [Contests()])
    Metric.objects.create(name="contests.held", title="评比次数", unit="次", measure="count", counted="during")
    template = ReportTemplateFactory(figures=[{"metric": "contests.held"}, {"typed": HOUSEHOLDS}])
    report = ProgressReportFactory(template=template)
    client.force_login(official_of(report.region))

    page = client.get(url("fill", report)).content.decode()

    assert 'name="figure-contests.held"' not in page
    assert 'name="claimed-contests.held"' in page
    assert 'name="figure-households"' in page
    assert "还差 2 项" in page
    assert "已提出异议" not in page


def test_a_disputed_figure_is_called_so_in_the_form(client, monkeypatch):
    monkeypatch.setattr(registry, "_SOURCES", [Contests()])
    Metric.objects.create(name="contests.held", title="评比次数", unit="次", measure="count", counted="during")
    report = ProgressReportFactory(template=ReportTemplateFactory(figures=[{"metric": "contests.held"}]))
    client.force_login(official_of(report.region))
    client.post(url("draft", report), {"claimed-contests.held": "9", "why-contests.held": "漏记一次"})

    page = client.get(url("fill", report)).content.decode()

    assert "已提出异议" in page
    assert "申诉复核对象" not in page


def test_what_is_typed_is_kept_by_itself_and_tells_what_is_missing(client, report, village):
    client.force_login(village)

    answer = client.post(url("draft", report), form(**{"text-matter": ""}), headers={"HX-Request": "true"})
    page = answer.content.decode()

    assert (answer.status_code, 'name="draft" value="1"' in page, "还差 1 项" in page) == (200, True, True)
    assert ProgressReport.objects.get().draft["figures"] == {"households": "312"}


def test_a_draft_that_is_older_than_the_kept_one_is_refused(client, report, village):
    client.force_login(village)
    client.post(url("draft", report), form())

    assert client.post(url("draft", report), form(), headers={"HX-Request": "true"}).status_code == 409


def test_filing_goes_to_the_record(client, report, village):
    client.force_login(village)

    answer = client.post(url("fill", report), form(**{"link-records": ["/creations/ledgers/3/", ""]}))

    assert answer.url == report.get_absolute_url()
    assert ReportVersion.objects.get().evidence == {"records": [{"url": "/creations/ledgers/3/"}]}


def test_what_is_wrong_is_listed_and_what_was_typed_stays(client, report, village):
    client.force_login(village)

    answer = client.post(url("fill", report), form(**{"figure-households": "三百", "text-matter": "长" * 501}))
    page = answer.content.decode()

    assert (answer.status_code, "有 2 处要改" in page, 'value="三百"' in page, "长" * 501 in page) == (
        422,
        True,
        True,
        True,
    )


def test_a_file_is_handed_in_beside_its_question(client, report, village, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(village)

    answer = client.post(url("attach", report), form(attach="records", **{"upload-records": photo_file("会议.jpg")}))

    kept = ProgressReport.objects.get().draft
    assert answer.url == url("fill", report) + "#evidence-records"
    assert [row["name"] for row in kept["evidence"]["records"]] == ["会议.jpg"]
    file = kept["evidence"]["records"][0]["attachment"]
    assert client.get(reverse("campaigns:report-file", args=[report.pk, file])).status_code == 200
    client.force_login(admin_of("990103"))
    assert client.get(reverse("campaigns:report-file", args=[report.pk, file])).status_code == 404


def test_the_record_shows_versions_differences_and_what_was_said(client, report):
    ProgressReport.objects.update(state="submitted", first_submitted_at=FILED, submitted_at=FILED)
    ReportVersionFactory(report=report)
    figures = [ReportVersion.objects.get().figures[0] | {"value": "320"}]
    ReportVersionFactory(report=report, number=2, figures=figures)
    client.force_login(admin_of("990102"))

    context = client.get(report.get_absolute_url()).context
    older = client.get(report.get_absolute_url() + "?version=1").context

    assert [(one.label, one.before, one.after) for one in context["since_version"]] == [("常住户数", "312", "320")]
    assert (context["version"].number, older["version"].number, older["since_version"]) == (2, 1, [])


def test_the_office_accepts_and_returns_from_the_record(client, report):
    ProgressReport.objects.update(state="submitted", first_submitted_at=FILED, submitted_at=FILED)
    ReportVersionFactory(report=report)
    client.force_login(admin_of("990102"))
    client.post(url("return", report), {"reason": ""})
    assert ProgressReport.objects.get().state == "submitted"
    client.post(url("return", report), {"reason": "不实"})
    client.post(url("accept", report))

    assert ProgressReport.objects.get().state == "returned"


def test_more_time_is_asked_for_and_given_on_pages(client, report, village):
    client.force_login(village)
    answer = client.post(url("extend", report), {"until": "2026-11-10", "reason": "停电"})
    assert answer.url == report.get_absolute_url()
    client.force_login(admin_of("990102"))
    assert "停电" in client.get(report.get_absolute_url()).content.decode()
    client.post(url("extension-grant", report))

    assert ProgressReport.objects.get().due_on == dt.date(2026, 11, 10)


def test_the_overview_tells_who_has_filed_and_asks_for_the_rest(client, report):
    ProgressReportFactory(template=report.template, region=RegionFactory(code="990102100202"), filed=True)
    official_of(report.region)
    client.force_login(admin_of("990102"))

    context = client.get(url("overview")).context
    tally = next(one for one in context["tallies"] if one.period.code == "2026-10")
    answer = client.post(url("remind"), {"code": report.template.code, "period": "2026-10"})

    assert (tally.due, tally.in_time, tally.late, tally.missing, tally.to_ask) == (2, 1, 0, 0, 1)
    assert [line.party.code for line in context["lines"]] == ["990102100201", "990102100202"]
    assert answer.url == url("overview") + "?code=village_town.month"
    assert ProgressReport.objects.get(pk=report.pk).reminded_at == NOON


@pytest.mark.parametrize("query", ["?code=x&region=abc", "?gaps=1", "?region=99010210020100000", "?page=x"])
def test_odd_addresses_of_the_overview_are_answered(client, report, query):
    client.force_login(leader_of("990102"))

    assert client.get(url("overview", query=query)).status_code == 200


def test_the_export_is_written_down_and_has_the_figures_of_one_template(client, report):
    ProgressReport.objects.update(state="accepted", first_submitted_at=FILED, submitted_at=FILED)
    ReportVersionFactory(report=report)
    client.force_login(leader_of("990102"))

    answer = client.post(url("export", query="?tab=all"))

    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    lines = book.get_sheet_by_index(0).to_python()
    assert (lines[0][-1], lines[1][0], lines[1][-1]) == ("常住户数", f"区划{report.region_id}", 312)
    assert AuditEntry.objects.filter(verb="documents.export").get().after["list"] == "progress-reports"


def test_an_office_writes_a_template_of_its_own_on_pages(client):
    shared, office = ReportTemplateFactory(), admin_of("990102")
    client.force_login(office)
    draft_url = client.post(reverse("campaigns:report-template-copy", args=[shared.pk])).url
    draft = ReportTemplate.objects.get(state="draft")
    data = {
        "name": "本区月报", "name_en": "", "filed_by": ["village"], "due_working_days": "4",
        "typed-0-code": "households", "typed-0-name": "常住户数", "typed-0-unit": "户", "typed-0-required": "on",
        "typed-1-name": "外出务工人数", "typed-1-unit": "人",
        "texts-0-code": "matter", "texts-0-question": "一件事", "texts-0-max_length": "200",
    }  # fmt: skip
    for part, count in (("metrics", 2), ("typed", 2), ("texts", 2), ("evidence", 2)):
        data |= {f"{part}-TOTAL_FORMS": str(count), f"{part}-INITIAL_FORMS": "0"}

    answer = client.post(draft_url + "edit/", data)

    draft.refresh_from_db()
    assert answer.url == draft.get_absolute_url()
    assert [row["typed"]["code"] for row in draft.figures] == ["households", "village_town_month_f2"]
    assert (draft.name, draft.filed_by, draft.texts[0]["max_length"], draft.evidence) == (
        "本区月报",
        ["village"],
        200,
        [],
    )
    client.post(reverse("campaigns:report-template-publish", args=[draft.pk]))
    assert ReportTemplate.objects.get(pk=draft.pk).state == "published"
