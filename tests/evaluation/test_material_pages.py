"""The party's form, which keeps what is written, and the reviewer's page."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.actions import materials
from evaluation.models import MaterialEvidence, MaterialReview, MaterialStatement, ReviewerAssignment, ReviewerScore
from tests.factories import CheckFactory, SiteFactory, admin_of, official_of, user_with
from tests.factories.files import photo_file
from tests.factories.quarters import (
    AFTER_Q3,
    DISTRICT,
    MaterialReviewFactory,
    ReviewerAssignmentFactory,
    reviewed,
    unit_system,
)

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(user)
    return client


def first_of(review):
    return review.system.indicators.order_by("position").first()


def filed(party=None):
    review = MaterialReviewFactory(**({"organisation": party} if party else {}))
    person = official_of(review.organisation)
    materials.write(review, indicator=first_of(review).pk, text="每月集中学习", actor=person, at=AFTER_Q3)
    materials.file(review, actor=person, at=AFTER_Q3)
    return review


def test_the_office_asks_for_material_on_the_list():
    unit_system()
    SiteFactory()

    signed_in(admin_of(DISTRICT)).post(
        "/materials/ask/", {"region": DISTRICT, "quarter": "2026Q3", "groups": ["organisations"]}
    )

    assert MaterialReview.objects.count() == 1


def test_a_statement_is_kept_while_it_is_written_and_the_page_says_when():
    review = MaterialReviewFactory()
    client = signed_in(official_of(review.organisation))

    answer = client.post(
        reverse("evaluation:material-write", args=[review.pk, first_of(review).pk]),
        {"text": "每月集中学习"},
        headers={"HX-Request": "true"},
    )

    assert "kept" in answer.content.decode()
    assert MaterialStatement.objects.get().text == "每月集中学习"
    page = client.get(review.get_absolute_url()).content.decode()
    assert ('data-cap="500"' in page, "每月集中学习" in page) == (True, True)


def test_a_record_a_link_and_a_file_are_evidence():
    site = SiteFactory()
    review = MaterialReviewFactory(organisation=site.organisation)
    check = CheckFactory(site=site, done=True, on=review.quarter)
    client = signed_in(official_of(site.organisation))
    address = reverse("evaluation:material-attach", args=[review.pk, first_of(review).pk])

    client.post(address, {"record": f"check:{check.pk}"})
    client.post(address, {"link": "https://example.org/news"})
    client.post(address, {"file": photo_file("活动.jpg")})

    pieces = list(MaterialEvidence.objects.order_by("pk"))
    assert [piece.kind for piece in pieces] == ["check", "link", "file"]
    page = client.get(review.get_absolute_url()).content.decode()
    assert [piece.url in page for piece in pieces] == [True, True, True]
    own = client.get(pieces[2].url)
    assert (own.status_code, len(b"".join(own.streaming_content)) > 0) == (200, True)
    assert signed_in(official_of(SiteFactory().organisation)).get(pieces[2].url).status_code == 404


def test_a_party_files_and_the_office_chooses_a_reviewer_without_a_tie():
    review = MaterialReviewFactory()
    person = official_of(review.organisation)
    materials.write(review, indicator=first_of(review).pk, text="每月集中学习", actor=person, at=AFTER_Q3)
    signed_in(person).post(reverse("evaluation:material-filing", args=[review.pk]))
    expert, tied = user_with("reviewer", region=DISTRICT, name="吴专家"), user_with("reviewer", region=DISTRICT)
    office = signed_in(admin_of(DISTRICT))

    office.post(reverse("evaluation:review-assign", args=[review.pk]), {"reviewer": expert.pk})
    page = office.get(review.get_absolute_url()).content.decode()

    assert ReviewerAssignment.objects.get().reviewer == expert
    assert (f'value="{tied.pk}"' in page, f'value="{expert.pk}"' in page) == (True, False)


def test_a_reviewer_scores_every_indicator_and_submits():
    expert = user_with("reviewer", region=DISTRICT)
    assignment = ReviewerAssignmentFactory(review=filed(), reviewer=expert)
    client = signed_in(expert)
    client.post(assignment.get_absolute_url(), {"U-01-mark": "option:B", "keep": ""})
    assert ReviewerScore.objects.get().option == "B"

    client.post(assignment.get_absolute_url(), {"U-01-mark": "option:B", "U-02-number": "10", "submit": "1"})

    rows = ReviewerScore.objects.order_by("indicator__position").values_list("earned", flat=True)
    assignment.refresh_from_db()
    assert list(rows) == [Decimal("6.6"), Decimal("2.5")]
    assert assignment.submitted_at is not None


def test_a_reviewer_never_sees_what_another_gave():
    review = filed()
    other = reviewed(review, earned=["3.3", "1.25"])
    other.scores.update(note="证据单薄")
    expert = user_with("reviewer", region=DISTRICT)
    assignment = ReviewerAssignmentFactory(review=review, reviewer=expert)
    client = signed_in(expert)

    pages = [client.get(address).content.decode() for address in (assignment.get_absolute_url(), "/reviews/")]
    pages.append(client.get(review.get_absolute_url()).content.decode())

    assert [("证据单薄" in page, "4.55" in page) for page in pages] == [(False, False)] * 3
    assert client.get(other.get_absolute_url()).status_code == 404


def test_lists_ask_the_same_number_of_questions_for_one_and_for_three():
    expert, office = user_with("reviewer", region=DISTRICT), admin_of(DISTRICT)
    counts = []
    for more in (1, 2):
        for _number in range(more):
            ReviewerAssignmentFactory(review=filed(), reviewer=expert)
        asked = []
        for user, address in ((expert, "/reviews/"), (office, "/materials/")):
            client = signed_in(user)
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked.append(len(queries))
        counts.append(asked)

    assert counts[0] == counts[1]
