"""The ranking and the breakdown, as each role."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from python_calamine import CalamineWorkbook

from evaluation import tasks
from evaluation.actions import assessments
from evaluation.models import Assessment, CheckItem, Result
from foundation.jobs.models import JobRun
from foundation.periods import Period
from tests.factories import (
    CheckFactory,
    IndicatorFactory,
    OrganisationFactory,
    RegionFactory,
    SchemeFactory,
    SiteFactory,
    admin_of,
    leader_of,
    official_of,
)

pytestmark = pytest.mark.django_db

OCTOBER = Period.parse("2026-10")
NOON = dt.datetime(2026, 11, 1, 4, 0, tzinfo=dt.UTC)


def check(site, score, on=dt.date(2026, 10, 14)):
    done = CheckFactory(done=True, site=site, score=Decimal(score), earned=Decimal(score), on=on)
    CheckItem.objects.create(
        check_record=done,
        indicator=IndicatorFactory(name="占道经营"),
        count=3,
        earned=2,
        possible=10,
        failed=True,
        note="摆摊3处",
    )
    return done


@pytest.fixture
def world():
    """Two streets of a district with October scored, and the office."""
    SchemeFactory()
    for number, score in [(1, "90"), (2, "80")]:
        check(SiteFactory(region=RegionFactory(code=f"99010200{number}001", name=f"社区{number}")), score)
    office = admin_of("990102")
    assessment = assessments.score(RegionFactory(), period=OCTOBER, actor=office, at=NOON)
    return office, assessment


def publish(office, assessment):
    assessments.approve(assessment, actor=office, at=NOON)
    assessments.publish(assessment, actor=office, at=NOON)


def result(assessment, code="990102001"):
    return Result.objects.get(assessment=assessment, region=code)


def test_the_office_sees_its_draft_and_a_leader_too(client, world):
    office, assessment = world
    for reader in (office, leader_of("990102")):
        client.force_login(reader)
        found = client.get(reverse("evaluation:assessments"))
        assert (found.status_code, found.context["assessment"]) == (200, assessment)


def test_an_official_sees_the_ranking_once_it_is_published(client, world):
    office, assessment = world
    client.force_login(official_of("990102001"))

    before = client.get(reverse("evaluation:assessments"))
    publish(office, assessment)
    after = client.get(reverse("evaluation:assessments"))

    assert "assessment" not in before.context
    assert [line.result.final for group in after.context["groups"] for line in group.lines] == [
        Decimal(90),
        Decimal(80),
    ]


def test_an_official_opens_the_score_of_his_own_street_only(client, world):
    office, assessment = world
    publish(office, assessment)
    client.force_login(official_of("990102001"))

    own = client.get(result(assessment).get_absolute_url())
    other = client.get(result(assessment, "990102002").get_absolute_url())

    assert (own.status_code, other.status_code) == (200, 404)


def test_an_organisation_opens_what_its_sites_cost(client, world):
    office, assessment = world
    publish(office, assessment)
    organisation = Result.objects.filter(assessment=assessment, organisation__isnull=False).first()
    client.force_login(official_of(organisation.organisation))

    assert client.get(organisation.get_absolute_url()).status_code == 200
    client.force_login(official_of(OrganisationFactory()))
    assert client.get(organisation.get_absolute_url()).status_code == 404


def test_another_district_finds_nothing(client, world):
    office, assessment = world
    publish(office, assessment)
    client.force_login(admin_of("990103"))

    for address in (assessment.get_absolute_url(), result(assessment).get_absolute_url()):
        assert client.get(address).status_code == 404
    for verb in ("approve", "publish", "correct"):
        assert client.post(reverse(f"evaluation:assessment-{verb}", args=[assessment.pk])).status_code == 404
    found = client.get(reverse("evaluation:assessments"), {"region": "990102"})
    assert "assessment" not in found.context


def test_a_breakdown_goes_down_to_the_item_with_its_note(client, world):
    office, assessment = world
    client.force_login(office)
    row = result(assessment)
    site = assessment.sites.get(region="990102001001")

    whole = client.get(reverse("evaluation:result-site", args=[row.pk, site.site_id]))
    part = client.get(reverse("evaluation:result-site", args=[row.pk, site.site_id]), headers={"HX-Request": "true"})

    for page in (whole, part):
        assert "占道经营" in page.content.decode()
        assert "摆摊3处" in page.content.decode()
    assert "<html" not in part.content.decode()


def test_the_export_has_the_rows_of_the_page_in_its_order(client, world, tmp_path):
    office, _assessment = world
    client.force_login(office)

    answer = client.post(reverse("evaluation:assessment-export"), query_params={"tab": "towns"})

    file = tmp_path / "ranking.xlsx"
    file.write_bytes(b"".join(answer.streaming_content))
    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    assert [(row[1], row[3], row[4]) for row in rows[1:]] == [(1.0, "990102001", 90.0), (2.0, "990102002", 80.0)]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_ranking_asks_the_same_number_of_queries_for_one_row_and_three(client, django_assert_num_queries, rows):
    SchemeFactory()
    for number in range(rows):
        check(SiteFactory(region=RegionFactory(code=f"99010200{number + 1}001")), "80")
    assessments.score(RegionFactory(), period=OCTOBER, actor=None, at=NOON)
    client.force_login(leader_of("990102"))
    client.get(reverse("evaluation:schemes"))

    with django_assert_num_queries(9):
        client.get(reverse("evaluation:assessments"))


def test_the_office_works_a_month_out_approves_and_publishes_it(client, world):
    office, assessment = world
    client.force_login(office)

    client.post(reverse("evaluation:assessment-score"), {"region": "990102", "month": "2026-10"})
    client.post(reverse("evaluation:assessment-approve", args=[assessment.pk]))
    client.post(reverse("evaluation:assessment-publish", args=[assessment.pk]))

    assessment.refresh_from_db()
    assert assessment.state == "published"


def test_a_month_that_is_none_is_told(client, world):
    office, _assessment = world
    client.force_login(office)

    answer = client.post(reverse("evaluation:assessment-score"), {"region": "990102", "month": "2026-13"}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == ["月份写作 2026-10 的形式。"]


def test_the_running_month_is_ranked_from_the_sums(client, world, time_machine):
    time_machine.move_to(NOON)
    office, _assessment = world
    client.force_login(office)

    assert client.get(reverse("evaluation:assessment-live")).status_code == 200


def test_the_timetable_scores_every_district_and_its_city(world):
    check(SiteFactory(region=RegionFactory(code="990103001001")), "70")

    tasks.score_month(day="2026-11-01")
    tasks.score_month(day="2026-11-01")

    finals = Result.objects.filter(assessment__region="9901").order_by("rank").values_list("region", "final")
    assert list(finals) == [("990102", Decimal("85.00")), ("990103", Decimal("70.00"))]
    assert Assessment.objects.count() == 3
    assert set(JobRun.objects.values_list("region_code", "period", "state")) == {
        ("990102", "2026-10", "done"),
        ("990103", "2026-10", "done"),
    }


def test_the_command_tells_what_it_did_and_refuses_what_is_no_month(world, capsys):
    call_command("score_month", "2026-10", district="990102")

    assert "990102 区划990102 2026-10: draft, version 1" in capsys.readouterr().out
    with pytest.raises(CommandError, match="2026-13 is no month"):
        call_command("score_month", "2026-13")
    with pytest.raises(CommandError, match="Not scored: 990199"):
        call_command("score_month", "2026-10", district="990199")


def test_the_api_tells_components_rank_and_what_made_a_score(client, world):
    office, _assessment = world
    client.force_login(office)

    found = client.get("/api/v1/assessments/?month=2026-10&party_kind=region&parent=990102").json()["results"]
    tree = client.get(f"/api/v1/assessments/{found[0]['id']}/explain/").json()

    assert [(row["party"]["code"], row["final"], row["rank"]) for row in found] == [
        ("990102001", "90.00", 1),
        ("990102002", "80.00", 2),
    ]
    assert found[0]["components"] == {"field": "90.00", "rectification": None, "reporting": None, "satisfaction": None}
    assert (found[0]["version"], found[0]["status"], found[0]["bonus"]) == (1, "draft", "0.00")
    assert tree["site_types"][0]["sites"][0]["checks"][0]["items"][0]["note"] == "摆摊3处"


@pytest.mark.parametrize("query", ["month=2026-13", "parent=12x", "month=%00", "region=1"])
def test_the_api_refuses_what_it_cannot_read_with_a_sentence(client, world, query):
    office, _assessment = world
    client.force_login(office)

    assert client.get(f"/api/v1/assessments/?{query}").status_code == 400


def test_the_api_keeps_another_district_out(client, world):
    office, assessment = world
    publish(office, assessment)
    client.force_login(admin_of("990103"))

    assert client.get("/api/v1/assessments/?month=2026-10").json()["results"] == []
    assert client.get(f"/api/v1/assessments/{result(assessment).pk}/explain/").status_code == 404
