"""Progress reports: drafts, filing, returning, accepting; who may do what."""

import datetime as dt
from decimal import Decimal

import pytest

from campaigns.actions import reports
from campaigns.choices import ReportState
from campaigns.kinds.answers import Answers, AnswersWrong
from campaigns.models import ProgressReport, ReportVerdict
from campaigns.queries.report_answers import answers_to_begin
from campaigns.queries.report_differences import differences
from campaigns.queries.report_figures import asked_of, previous_versions
from campaigns.transitions import REPORT
from foundation.attachments import actions as attachments
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed, StaleState, TransitionNotAllowed
from foundation.metrics import registry
from foundation.metrics.models import Metric
from foundation.notifications.models import Notification
from foundation.periods import ZONE
from tests.factories import OrganisationFactory, RegionFactory, admin_of, leader_of, official_of, user_with
from tests.factories.files import photo_file
from tests.factories.reports import ProgressReportFactory, ReportTemplateFactory, ReportVersionFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 3, 12, tzinfo=ZONE)
LATER = NOON + dt.timedelta(days=2)


def answers(households="312", matter="路灯已修好。", **more):
    return Answers({"households": households}, texts={"matter": matter}, **more)


def file(report, actor, *, at=NOON, **told):
    return reports.submit(report, answers(**told), actor=actor, at=at)


@pytest.fixture
def report():
    return ProgressReportFactory()


@pytest.fixture
def official(report):
    return official_of(report.region)


@pytest.fixture
def office():
    return admin_of("990102")


class Contests:
    """A source of one figure: the village held three contests."""

    def names(self):
        return {"contests.held"}

    def compute(self, names, parties, period, *, at):
        return {(name, party): Decimal("3") for name in names for party in parties}

    def records_url(self, name, party, period):
        return f"/list/?place={party.region}"


@pytest.fixture
def counted(monkeypatch):
    """A report one of whose figures the portal counts, and one that nothing counts yet."""
    monkeypatch.setattr(registry, "_SOURCES", [Contests()])
    for name, title in [("contests.held", "评比次数"), ("hours.confirmed", "服务时长")]:
        Metric.objects.create(name=name, title=title, unit="次", measure="count", counted="during")
    figures = [{"metric": "contests.held"}, {"metric": "hours.confirmed"}]
    return ProgressReportFactory(template=ReportTemplateFactory(figures=figures))


def test_a_draft_keeps_whatever_was_typed_and_counts_the_work(report, official):
    assert reports.save_draft(report, answers("3x", "长" * 700), actor=official, at=NOON, seen=0) == 1
    assert reports.save_draft(report, answers(), actor=official, at=NOON + dt.timedelta(seconds=50), seen=1) == 2

    row = ProgressReport.objects.get()
    assert (row.state, row.draft["figures"], row.draft["seconds"]) == ("draft", {"households": "312"}, 50)


def test_two_who_type_at_once_do_not_lose_what_the_other_kept(report, official):
    reports.save_draft(report, answers("300"), actor=official, at=NOON, seen=0)

    with pytest.raises(StaleState):
        reports.save_draft(report, answers("400"), actor=official, at=NOON, seen=0)
    assert ProgressReport.objects.get().draft["figures"] == {"households": "300"}


def test_filing_makes_a_version_that_says_where_each_value_comes_from(counted):
    official = official_of(counted.region)
    claim = {"contests.held": {"claimed": "4", "reason": "一次没有录入"}}
    version = reports.submit(
        counted, Answers({"hours.confirmed": "12.5"}, claim, {"matter": "好"}), actor=official, at=NOON
    )

    assert [(row["code"], row["value"], row["source"], row.get("claimed")) for row in version.figures] == [
        ("contests.held", "3", "records", "4"),
        ("hours.confirmed", "12.5", "typed", None),
    ]
    assert version.figures[0]["computed_at"] == NOON.isoformat()
    assert ProgressReport.objects.get().is_disputed


def test_a_figure_that_nothing_counts_yet_may_be_left_out(counted):
    version = reports.submit(counted, Answers(texts={"matter": "好"}), actor=official_of(counted.region), at=NOON)

    assert [row["value"] for row in version.figures] == ["3", None]


def test_a_figure_of_the_portal_is_never_retyped(counted):
    given = Answers({"contests.held": "9"}, texts={"matter": "好"})

    with pytest.raises(AnswersWrong):
        reports.submit(counted, given, actor=official_of(counted.region), at=NOON)
    assert ProgressReport.objects.get().state == "due"


def test_filing_notes_its_first_moment_and_empties_the_draft(report, official):
    reports.save_draft(report, answers(), actor=official, at=NOON - dt.timedelta(seconds=90))
    version = file(report, official)

    row = ProgressReport.objects.get()
    assert (row.state, row.first_submitted_at, row.submitted_at, row.draft) == ("submitted", NOON, NOON, {})
    assert (version.number, version.filed_by, version.seconds_spent) == (1, official, 90)
    assert AuditEntry.objects.filter(verb="report.submit").count() == 1


def test_a_returned_report_says_why_and_keeps_its_first_filing_time(report, official, office):
    file(report, official)
    reports.return_(report, reason="户数与上年不符", actor=office, at=NOON)

    assert [(row.kind, row.user) for row in Notification.objects.all()] == [("report.returned", official)]
    again = file(report, official, at=LATER, households="315")
    row = ProgressReport.objects.get()
    assert (again.number, row.first_submitted_at, row.submitted_at) == (2, NOON, LATER)
    reports.accept(report, actor=office, at=LATER)
    assert list(ReportVerdict.objects.order_by("number").values_list("number", "verdict", "reason")) == [
        (1, "returned", "户数与上年不符"),
        (2, "accepted", ""),
    ]


def test_what_came_back_is_the_draft_to_go_on_with(report, official, office):
    file(report, official)
    reports.return_(report, reason="不实", actor=office, at=NOON)

    asked = asked_of(report.template, report.span, [], at=NOON)
    assert answers_to_begin(report, asked, None).figures == {"households": "312"}


def test_the_last_answer_is_proposed_where_the_template_says_so(report):
    september = ProgressReportFactory(template=report.template, region=report.region, period="2026-09")
    ReportVersionFactory(report=september)
    last = previous_versions([report], report.span)[report.pk]

    asked = asked_of(report.template, report.span, [], at=NOON)
    assert answers_to_begin(report, asked, last).figures == {"households": "312"}


def test_the_reviewer_sees_what_changed_since_the_last_version(report, official, office):
    first = file(report, official)
    reports.return_(report, reason="不实", actor=office, at=NOON)
    second = file(report, official, at=LATER, households="315")

    asked = asked_of(report.template, report.span, [], at=NOON)
    found = differences(second, first, asked.of_level("village"))
    assert [(one.label, one.before, one.after) for one in found] == [("常住户数", "312", "315")]


def test_a_street_or_town_looks_at_its_villages_but_not_at_what_it_filed_itself(report, official):
    town = official_of(RegionFactory(code="990102100"))
    file(report, official)
    reports.accept(report, actor=town, at=NOON)
    other = ProgressReportFactory(template=report.template, region=RegionFactory(code="990102100202"))
    file(other, town)

    with pytest.raises(NotAllowed, match="自己报送的报告不能自己审核"):
        reports.accept(other, actor=town, at=NOON)
    assert ProgressReport.objects.get(pk=other.pk).state == "submitted"


@pytest.mark.parametrize(
    "who",
    [
        lambda: admin_of("990102"),
        lambda: leader_of("990102"),
        lambda: official_of(RegionFactory(code="990102")),
        lambda: official_of(RegionFactory(code="990102101")),
        lambda: user_with("team_manager", organisation=OrganisationFactory()),
    ],
    ids=["office", "leader", "district", "other town", "team"],
)
def test_nobody_else_files_for_a_village(report, who):
    with pytest.raises(NotAllowed):
        file(report, who())
    with pytest.raises(NotAllowed):
        reports.save_draft(report, answers(), actor=who(), at=NOON)

    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    "who",
    [
        lambda: leader_of("990102"),
        lambda: admin_of("990103"),
        lambda: official_of(RegionFactory(code="990102100201")),
        lambda: official_of(RegionFactory(code="990102101")),
    ],
    ids=["leader", "neighbour", "the village", "another town"],
)
def test_nobody_else_decides_about_it(report, official, who):
    file(report, official)

    with pytest.raises(NotAllowed):
        reports.accept(report, actor=who(), at=NOON)
    with pytest.raises(NotAllowed):
        reports.return_(report, reason="不行", actor=who(), at=NOON)


def test_an_organisation_files_for_itself_and_the_office_decides(office):
    body = OrganisationFactory()
    report = ProgressReportFactory(organisation=body, region=body.region, level="organisation")
    with pytest.raises(NotAllowed):
        file(report, official_of(OrganisationFactory()))
    file(report, official_of(body))
    reports.accept(report, actor=office, at=NOON, remark="写得清楚")

    assert ProgressReport.objects.get().reason == "写得清楚"


@pytest.mark.parametrize("old", ReportState.values)
@pytest.mark.parametrize("new", ReportState.values)
def test_every_pair_of_states(old, new):
    allowed = {
        ("due", "draft"), ("due", "submitted"), ("draft", "submitted"), ("submitted", "accepted"),
        ("submitted", "returned"), ("returned", "submitted"),
    }  # fmt: skip

    assert REPORT.allows(old, new) is ((old, new) in allowed)


def test_a_filed_report_is_neither_typed_in_nor_filed_again(report, official):
    file(report, official)

    with pytest.raises(TransitionNotAllowed):
        reports.save_draft(report, answers(), actor=official, at=NOON)
    with pytest.raises(TransitionNotAllowed):
        file(report, official)


@pytest.mark.parametrize("reason", ["", "  ", "长" * 501, "a\0b"])
def test_a_return_needs_a_reason_of_reasonable_length(report, official, office, reason):
    file(report, official)

    with pytest.raises(BadInput):
        reports.return_(report, reason=reason, actor=office, at=NOON)


def test_a_file_is_handed_in_with_the_draft_and_shown_with_the_version(report, official):
    reports.attach(report, answers(), code="records", file=photo_file("会议.jpg"), actor=official, at=NOON, seen=0)
    kept = Answers.of(ProgressReport.objects.get().draft)
    version = reports.submit(report, kept, actor=official, at=NOON)

    assert [row["name"] for row in version.evidence["records"]] == ["会议.jpg"]


def test_nobody_shows_a_file_that_is_not_his(report, official):
    stranger = official_of("990103")
    foreign = attachments.store(photo_file("x.jpg"), actor=stranger, at=NOON)

    with pytest.raises(AnswersWrong):
        file(report, official, evidence={"records": [{"attachment": foreign.pk}]})
