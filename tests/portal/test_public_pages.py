"""The front door shows what is published and nothing else."""

import datetime as dt
from decimal import Decimal

import pytest

from evaluation.models.assessments import Assessment, Result
from tests.factories import RegionFactory, SchemeFactory

pytestmark = pytest.mark.django_db

MORNING = dt.datetime(2026, 11, 3, 9, 0, tzinfo=dt.UTC)


def assess(district, *, state="published", month=dt.date(2026, 10, 1)):
    published = state in ("published", "superseded")
    return Assessment.objects.create(
        region=district,
        month=month,
        state=state,
        scheme=SchemeFactory(),
        scored_at=MORNING,
        published_at=MORNING if published else None,
        digest="0" * 64 if published else "",
    )


def result(assessment, code, name, *, rank, final, previous=None):
    return Result.objects.create(
        assessment=assessment,
        party_kind="region",
        region=RegionFactory(code=code, name=name),
        group="街道组",
        final=final and Decimal(final),
        rank=rank,
        previous_rank=previous,
        checks=97,
    )


def test_front_page_says_so_when_no_month_is_published(client):
    assess(RegionFactory(code="990102"), state="draft")

    answer = client.get("/")

    assert answer.status_code == 200
    assert answer.context["groups"] == []
    assert "还没有发布过月度测评" in answer.content.decode()


def test_front_page_ranks_the_streets_of_the_last_published_month(client):
    district = RegionFactory(code="990102")
    result(assess(district, month=dt.date(2026, 9, 1)), "990102003", "旧月街道", rank=1, final="99")
    october = assess(district)
    result(october, "990102002", "文昌街道", rank=2, final="94.43", previous=1)
    result(october, "990102001", "临江街道", rank=1, final="95.17", previous=2)
    result(october, "990102004", "无样本街道", rank=None, final=None)

    answer = client.get("/")

    assert [[str(row.region) for row in group["results"]] for group in answer.context["groups"]] == [
        ["临江街道", "文昌街道", "无样本街道"]
    ]
    assert answer.context["title"] == "2026 年 10 月测评：临江街道列第一"


def test_front_page_never_shows_a_draft(client):
    result(assess(RegionFactory(code="990102"), state="approved"), "990102001", "临江街道", rank=1, final="95.17")

    assert "临江街道" not in client.get("/").content.decode()


def test_visitor_chooses_among_districts_and_a_strange_choice_shows_the_newest(client):
    first, second = RegionFactory(code="990102", name="清河区"), RegionFactory(code="990103", name="青山区")
    result(assess(first), "990102001", "临江街道", rank=1, final="95.17")
    result(assess(second, month=dt.date(2026, 9, 1)), "990103001", "山前街道", rank=1, final="90")

    chosen, strange = client.get("/?district=990103"), client.get("/?district=zz")

    assert str(chosen.context["assessment"].region) == "青山区"
    assert str(strange.context["assessment"].region) == "清河区"


def test_front_page_asks_the_database_as_often_for_three_streets_as_for_one(client, django_assert_num_queries):
    october = assess(RegionFactory(code="990102"))
    result(october, "990102001", "临江街道", rank=1, final="95.17")
    with django_assert_num_queries(3):
        client.get("/")
    result(october, "990102002", "文昌街道", rank=2, final="94.43")
    result(october, "990102003", "新华街道", rank=3, final="93.08")

    with django_assert_num_queries(3):
        client.get("/")


def test_phone_learns_how_to_keep_the_portal_on_its_home_screen(client):
    answer = client.get("/manifest.webmanifest")

    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (answer.json()["start_url"], answer.json()["display"]) == ("/field/", "standalone")
