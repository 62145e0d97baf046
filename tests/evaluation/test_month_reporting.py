"""The reporting component of a month: credit of the progress reports due, for places and for organisations."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.models import ProgressReport
from evaluation.actions import assessments
from evaluation.engine import months
from evaluation.engine.explain import explain
from evaluation.models import Assessment, Result
from evaluation.scoring import parties
from evaluation.scoring.parties import DueReport, ReportState
from foundation.periods import ZONE, Period, at_local
from tests.factories import CheckFactory, OrganisationFactory, RegionFactory, SchemeFactory, SiteFactory, admin_of
from tests.factories.campaigns import SubjectFactory
from tests.factories.reports import ProgressReportFactory, ReportTemplateFactory

pytestmark = pytest.mark.django_db
NOVEMBER = Period.parse("2026-11")
DUE = dt.date(2026, 11, 4)
NOON = dt.datetime(2026, 12, 1, 2, tzinfo=ZONE)
PLACES = ["990102100201", "990102100202", "990102101201", "990102100"]


def due(region="990102100201", state="accepted", filed="2026-11-04", *, on=DUE, **told):
    """A report due on a day, first filed on another (late in the evening) or never."""
    moment = at_local(dt.date.fromisoformat(filed), dt.time(23, 30)) if filed else None
    told.setdefault("template", _template())
    return ProgressReportFactory(
        region=RegionFactory(code=region), state=state, due_on=on, first_due_on=on, first_submitted_at=moment, **told
    )


def _template():
    return ProgressReport._meta.get_field("template").related_model.objects.first() or ReportTemplateFactory()


def score():
    return assessments.score(RegionFactory(code="990102"), period=NOVEMBER, actor=None, at=NOON)


def result(assessment, party):
    place = {"region": party} if isinstance(party, str) else {"organisation": party}
    return Result.objects.select_related("assessment__scheme", "region", "organisation").get(
        assessment=assessment, **place
    )


@pytest.mark.parametrize(
    ("state", "filed", "credit"),
    [
        ("accepted", "2026-11-04", 1),
        ("submitted", "2026-11-03", 1),
        ("accepted", "2026-11-05", 0.5),
        ("submitted", "2026-11-20", 0.5),
        ("returned", "2026-11-03", 0),
        ("draft", None, 0),
        ("due", None, 0),
    ],
    ids=["in time on its last evening", "under review", "late", "late, under review", "returned", "draft", "missing"],
)
def test_each_report_brings_its_credit(state, filed, credit):
    SchemeFactory()
    due(state=state, filed=filed)

    assert result(score(), "990102100201").reporting == 100 * Decimal(str(credit))


def test_a_place_counts_its_reports_and_those_below_an_organisation_its_own():
    SchemeFactory()
    body = OrganisationFactory()
    due("990102100201")
    due("990102100202", filed="2026-11-05")
    due("990102100", state="due", filed=None, level="township")
    due("990102", organisation=body, level="organisation", state="submitted")

    assessment = score()

    assert result(assessment, "990102100").reporting == 50  # (1 + 0.5 + 0) / 3
    assert result(assessment, "990102").reporting == Decimal("62.5")
    assert result(assessment, body).reporting == 100
    assert (result(assessment, "990102100").due_reports, result(assessment, "990102100").reports_late) == (3, 1)


def test_the_day_after_a_granted_extension_counts_and_reports_of_other_months_do_not():
    SchemeFactory()
    due(on=dt.date(2026, 11, 10), filed="2026-11-09")
    due("990102100202", on=dt.date(2026, 12, 1), state="due", filed=None)
    due("990102100202", on=dt.date(2026, 10, 31), state="due", filed=None, period="2026-09")

    assert (result(score(), "990102").reporting, result(score(), "990102").due_reports) == (100, 1)


def test_nothing_due_leaves_the_component_undefined():
    SchemeFactory()
    CheckFactory(done=True, site=SiteFactory(), score=90, earned=90, on=dt.date(2026, 11, 4))

    assert (result(score(), "990102").reporting, result(score(), "990102").final) == (None, Decimal("90.00"))


def test_it_weighs_ten_parts_beside_the_field():
    SchemeFactory()
    site = SiteFactory(region=RegionFactory(code="990102100201"))
    CheckFactory(done=True, site=site, score=90, earned=90, on=dt.date(2026, 11, 4))
    due(filed="2026-11-05")

    assert result(score(), "990102100201").final == Decimal("84.29")  # (60 × 90 + 10 × 50) / 70


def test_what_a_withdrawn_subject_never_filed_is_not_held_against_its_place():
    SchemeFactory()
    gone = SubjectFactory(state="withdrawn", withdrawn_on=dt.date(2026, 11, 1), reason="撤并")
    due(state="due", filed=None, subject=gone)

    assert result(score(), "990102100201").reporting is None


def test_an_explained_score_opens_to_its_reports():
    SchemeFactory()
    late = due(filed="2026-11-05")
    due("990102100202")

    tree = explain(result(score(), "990102100"))["reporting"]

    assert (tree["due"], tree["in_time"], tree["late"]) == (2, 1, 1)
    assert (tree["reports"][0]["id"], tree["reports"][0]["credit"]) == (late.pk, Decimal("0.5"))
    assert sum(row["credit"] for row in tree["reports"]) * 100 / tree["due"] == 75


def test_a_published_month_stays_when_a_report_is_filed_afterwards():
    SchemeFactory()
    office, report = admin_of("990102"), due(state="due", filed=None)
    assessment = score()
    assessments.approve(assessment, actor=office, at=NOON)
    assessments.publish(assessment, actor=office, at=NOON)
    ProgressReport.objects.filter(pk=report.pk).update(state="submitted", first_submitted_at=NOON, submitted_at=NOON)

    assert [row["credit"] for row in explain(result(assessment, "990102"))["reporting"]["reports"]] == [0]
    assert months.digest_of(Assessment.objects.get()) == assessment.digest


def test_the_page_of_a_score_names_the_reports_that_cost_points(client):
    SchemeFactory()
    late = due(filed="2026-11-05")
    assessment = score()
    client.force_login(admin_of("990102"))

    shown = client.get(result(assessment, "990102100201").get_absolute_url()).content.decode()

    assert late.get_absolute_url() in shown
    assert "1 份报告到期，按时 0 份，迟报 1 份" in shown


reports = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        st.booleans(),
        st.sampled_from(list(ReportState)),
        st.integers(-3, 30),
        st.integers(-4, 4),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=reports)
def test_every_generated_month_scores_as_the_pure_rules_score_it(made):
    for model in (Assessment, ProgressReport):
        model.objects.all().delete()
    if not Assessment._meta.get_field("scheme").related_model.objects.exists():
        SchemeFactory()
    body, pure = OrganisationFactory(), []
    for number, (place, of_body, state, day, after) in enumerate(made):
        on = dt.date(2026, 11, 1) + dt.timedelta(days=day)
        was_filed = state in ("submitted", "accepted", "returned")
        filed = on + dt.timedelta(days=after) if was_filed else None
        told = {"organisation": body, "level": "organisation"} if of_body else {}
        start = Period.parse("2020-01")
        for _step in range(number):
            start = start.next()
        due(place, state.value, filed.isoformat() if filed else None, on=on, period=start.code, **told)
        pure.append((place, of_body, DueReport(on, state, filed)))

    assessment = score()

    for code in ("990102", "990102100", "990102100201"):
        expected = parties.reporting([one for place, _body, one in pure if place.startswith(code)], NOVEMBER)
        found = Result.objects.filter(assessment=assessment, region=code).values_list("reporting", flat=True).first()
        assert found == (None if expected is None else round(expected, 15)), code
    expected = parties.reporting([one for _place, of_body, one in pure if of_body], NOVEMBER)
    found = Result.objects.filter(assessment=assessment, organisation=body).values_list("reporting", flat=True).first()
    assert found == (None if expected is None else round(expected, 15))
