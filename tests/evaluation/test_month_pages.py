"""Sheets of a month, bonuses and deductions: pages, documents and API."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from python_calamine import CalamineWorkbook

from evaluation.actions import adjustments, assessments
from evaluation.models import Adjustment, Result
from foundation.audit.models import AuditEntry
from foundation.notifications.models import Notification
from foundation.periods import ZONE, Period
from tests.factories import (
    CheckFactory,
    ProblemFactory,
    RegionFactory,
    SchemeFactory,
    SiteFactory,
    admin_of,
    official_of,
)

pytestmark = pytest.mark.django_db

OCTOBER = Period.parse("2026-10")
NOON = dt.datetime(2026, 11, 1, 12, tzinfo=ZONE)


@pytest.fixture
def told():
    """A published October with a lost point of every sort, its office and the organisation's official."""
    SchemeFactory()
    office, site = admin_of("990102"), SiteFactory()
    official = official_of(site.organisation)
    CheckFactory(done=True, site=site, score=Decimal(80), earned=Decimal(80), on=dt.date(2026, 10, 14))
    due = dt.datetime(2026, 10, 20, 12, tzinfo=ZONE)
    ProblemFactory(site=site, state="assigned", due_at=due, first_due_at=due)
    adjustments.record_(
        site.organisation,
        district=RegionFactory(code="990102"),
        period=OCTOBER,
        kind="deduction",
        points=Decimal(1),
        reason="媒体曝光市场占道",
        actor=office,
        at=NOON,
    )
    assessment = assessments.score(RegionFactory(code="990102"), period=OCTOBER, actor=None, at=NOON)
    assessments.approve(assessment, actor=office, at=NOON)
    assessments.publish(assessment, actor=office, at=NOON)
    result = Result.objects.get(assessment=assessment, organisation=site.organisation)
    return {"office": office, "official": official, "result": result, "assessment": assessment, "site": site}


def test_publishing_tells_the_officials_of_a_party_of_their_own_sheet(told):
    notes = Notification.objects.filter(user=told["official"]).values_list("kind", "url", "values__score")

    assert list(notes) == [("month_published", reverse("evaluation:result-sheet", args=[told["result"].pk]), "59.00")]


def test_a_published_correction_tells_them_again(told):
    second = assessments.correct(told["assessment"], reason="复核", actor=told["office"], at=NOON)
    assessments.approve(second, actor=told["office"], at=NOON)
    assessments.publish(second, actor=told["office"], at=NOON)

    kinds = Notification.objects.filter(user=told["official"]).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["month_published", "month_corrected"]


def test_a_party_reads_on_its_sheet_what_cost_points(client, told):
    client.force_login(told["official"])

    text = client.get(reverse("evaluation:result-sheet", args=[told["result"].pk])).content.decode()

    assert [word in text for word in (told["site"].name, "媒体曝光市场占道", "未按期销号的问题", "59.00")] == [True] * 4


def test_another_organisation_does_not_see_the_sheet(client, told):
    client.force_login(official_of(SiteFactory().organisation))

    assert client.get(reverse("evaluation:result-sheet", args=[told["result"].pk])).status_code == 404


def test_the_word_sheet_names_the_score_and_the_reason(client, told):
    client.force_login(told["official"])

    response = client.get(reverse("evaluation:result-document", args=[told["result"].pk]))

    document = Document(BytesIO(b"".join(response.streaming_content)))
    text = "\n".join(part.text for part in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert ("最终得分59.00分" in text, "媒体曝光市场占道" in cells, "−1" in cells) == (True, True, True)


def test_the_office_records_points_on_the_page_and_withdraws_them(client, told):
    client.force_login(told["office"])
    street = RegionFactory(code="990102001")
    day = timezone.localdate()
    given = {
        "district": "990102",
        "party": f"region:{street.pk}",
        "period": f"{day:%Y-%m}",
        "kind": "bonus",
        "points": "1.5",
        "reason": "承办现场会",
        "project": "现场会",
    }

    response = client.post(reverse("evaluation:adjustment-new"), given)

    row = Adjustment.objects.get(region=street)
    assert (response.status_code, row.points, row.project) == (302, Decimal("1.5"), "现场会")
    client.post(reverse("evaluation:adjustment-withdraw", args=[row.pk]), {"reason": "误记"})
    row.refresh_from_db()
    assert (row.withdrawal, row.withdrawn_by) == ("误记", told["office"])


def test_a_point_of_a_published_month_is_refused_with_words(client, told):
    client.force_login(told["office"])
    row = Adjustment.objects.get()

    client.post(reverse("evaluation:adjustment-withdraw", args=[row.pk]), {"reason": "误记"})

    row.refresh_from_db()
    assert row.withdrawn_at is None
    assert "先启动更正" in client.get(reverse("evaluation:adjustments")).content.decode()


def test_the_api_lists_points_of_ones_own_party_only(client, told):
    stranger = official_of(SiteFactory().organisation)
    seen = []
    for user in (told["official"], stranger):
        client.force_login(user)
        seen.append([row["reason"] for row in client.get("/api/v1/adjustments/").json()["results"]])

    assert seen == [["媒体曝光市场占道"], []]


def test_the_list_of_points_asks_the_same_for_one_row_and_for_three(client, told, django_assert_max_num_queries):
    client.force_login(told["office"])
    url = reverse("evaluation:adjustments")
    client.get(url)

    with CaptureQueriesContext(connection) as one:
        client.get(url)
    row = Adjustment.objects.get()
    for _number in range(2):
        row.pk = None
        row.save(force_insert=True)

    with django_assert_max_num_queries(len(one)):
        client.get(url)


def test_a_party_takes_its_own_sheet_as_a_workbook_and_the_trail_says_so(client, told):
    client.force_login(told["official"])

    answer = client.post(reverse("evaluation:result-export", args=[told["result"].pk]))

    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    parts, sites, late, points = (book.get_sheet_by_index(number).to_python() for number in range(4))
    assert (parts[-1][:2], len(sites), len(late)) == (["最终得分", float(told["result"].final)], 2, 2)
    assert points[1] == [-1, "媒体曝光市场占道", "是"]
    entry = AuditEntry.objects.get(verb="documents.export")
    assert (entry.subject_id, entry.after["list"]) == (str(told["result"].pk), "result_sheet")
