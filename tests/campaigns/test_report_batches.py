"""Filing for many villages by spreadsheet: prefilled, every wrong row at once, all or nothing."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from campaigns.actions import report_batches
from campaigns.actions.report_batches import BatchRefused
from campaigns.kinds.answers import Answers
from campaigns.models import ProgressReport, ReportVersion
from foundation.audit.models import AuditEntry
from foundation.periods import ZONE, Period
from tests.factories import RegionFactory, admin_of, official_of
from tests.factories.reports import ProgressReportFactory, ReportTemplateFactory, ReportVersionFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 3, 12, tzinfo=ZONE)
OCTOBER = Period.parse("2026-10")
CODES = [f"9901021002{number:02}" for number in range(1, 4)]


@pytest.fixture
def template():
    template = ReportTemplateFactory()
    for code in CODES:
        ProgressReportFactory(template=template, region=RegionFactory(code=code))
    return template


@pytest.fixture
def town():
    return official_of(RegionFactory(code="990102100"))


def told(households="312", matter="好"):
    return Answers({"households": households}, texts={"matter": matter})


def address(template):
    return reverse("campaigns:report-batch") + f"?template={template.pk}&period=2026-10"


def upload(client, template, lines):
    text = "编码,名称,所属镇街,常住户数（户）,本月村民最关心的一件事\n" + "\n".join(lines)
    file = SimpleUploadedFile("本月.csv", text.encode(), content_type="text/csv")
    return client.post(address(template), {"file": file})


def test_all_villages_of_a_town_are_filed_at_once(template, town):
    count = report_batches.submit(template, OCTOBER, {code: told() for code in CODES}, actor=town, at=NOON)

    rows = ProgressReport.objects.values_list("state", "first_submitted_at").distinct()
    assert (count, list(rows), ReportVersion.objects.count()) == (3, [("submitted", NOON)], 3)
    assert AuditEntry.objects.filter(verb="report.submit").count() == 3


def test_one_wrong_row_and_nothing_is_filed(template, town):
    rows = {CODES[0]: told(), CODES[1]: told("三百", ""), "990102101201": told()}

    with pytest.raises(BatchRefused) as refused:
        report_batches.submit(template, OCTOBER, rows, actor=town, at=NOON)

    assert sorted((one.party, one.code) for one in refused.value.errors) == [
        ("990102100202", "households"),
        ("990102100202", "matter"),
        ("990102101201", ""),
    ]
    assert set(ProgressReport.objects.values_list("state", flat=True)) == {"due"}


def test_a_report_that_is_filed_already_or_belongs_to_others_is_not_taken(template, town):
    report_batches.submit(template, OCTOBER, {CODES[0]: told()}, actor=town, at=NOON)

    for person in (town, official_of("990103"), admin_of("990102")):
        with pytest.raises(BatchRefused):
            report_batches.submit(template, OCTOBER, {CODES[0]: told()}, actor=person, at=NOON)
    assert ReportVersion.objects.count() == 1


def test_a_batch_costs_the_same_statements_however_many_it_files(template, town):
    counts, _roles = [], town.held
    for codes in (CODES[:1], CODES[1:]):
        with CaptureQueriesContext(connection) as queries:
            report_batches.submit(template, OCTOBER, {code: told() for code in codes}, actor=town, at=NOON)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_workbook_has_a_row_for_each_village_with_what_is_known(client, template, town):
    september = ProgressReportFactory(template=template, region=RegionFactory(code=CODES[0]), period="2026-09")
    ReportVersionFactory(report=september)
    ProgressReport.objects.filter(pk=september.pk).update(state="accepted", first_submitted_at=NOON)
    client.force_login(town)

    answer = client.get(reverse("campaigns:report-batch-workbook") + f"?template={template.pk}&period=2026-10")

    rows = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    lines = rows.get_sheet_by_index(0).to_python()
    assert lines[0] == ["*编码", "名称", "所属镇街", "*常住户数（户）", "*本月村民最关心的一件事"]
    assert lines[1] == [CODES[0], f"区划{CODES[0]}", "区划990102100", "312", ""]
    assert len(lines) == 4


def test_an_uploaded_table_files_its_filled_rows_and_leaves_empty_ones(client, template, town):
    client.force_login(town)

    answer = upload(client, template, [f"{CODES[0]},,,312,路灯修好", f"{CODES[1]},,,,", f"{CODES[2]},,,88,好"])

    assert answer.url == reverse("campaigns:reports") + "?tab=all"
    assert list(ProgressReport.objects.order_by("region").values_list("state", flat=True)) == [
        "submitted", "due", "submitted",
    ]  # fmt: skip


def test_every_bad_row_is_shown_with_line_and_column(client, template, town):
    client.force_login(town)

    answer = upload(client, template, [f"{CODES[0]},,,三百,", "990102101201,,,5,好", f"{CODES[2]},,,88,好"])

    shown = [(error.line, error.column) for error in answer.context["errors"]]
    assert (answer.status_code, shown) == (
        422,
        [(2, "常住户数（户）"), (2, "本月村民最关心的一件事"), (3, "编码")],
    )
    assert not ReportVersion.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"\x00\x01\x02", "编码\n".encode()], ids=["empty", "other", "binary", "no row"]
)
def test_what_is_no_such_table_is_refused_with_a_sentence(client, template, town, content):
    client.force_login(town)

    file = SimpleUploadedFile("x.csv", content or b" ", content_type="text/csv")
    answer = client.post(address(template), {"file": file})

    assert answer.status_code == 422
    assert not ReportVersion.objects.exists()
