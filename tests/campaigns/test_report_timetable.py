"""Reports open by themselves, once; whoever files is reminded; days without a run are made up for."""

import datetime as dt

import pytest
from django.utils import translation

from campaigns import tasks
from campaigns.actions import report_timetable
from campaigns.models import ProgressReport, ReportTemplate
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed
from foundation.jobs.models import JobRun
from foundation.notifications.models import Notification
from foundation.periods import ZONE
from tests.factories import OrganisationFactory, RegionFactory, admin_of, leader_of, official_of
from tests.factories.campaigns import ParticipationFactory, SubjectFactory
from tests.factories.reports import ProgressReportFactory, ReportTemplateFactory

pytestmark = pytest.mark.django_db
DISTRICT = "990102"


def at(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T07:30").replace(tzinfo=ZONE)


def run(day: str):
    return report_timetable.open_and_remind(DISTRICT, on=dt.date.fromisoformat(day), actor=None, at=at(day))


def opened():
    rows = ProgressReport.objects.order_by("starts_on", "region_id", "organisation_id")
    return [(row.period, row.party.code, row.level, str(row.due_on)) for row in rows]


def test_everybody_who_takes_part_has_one_report_however_often_it_runs():
    ReportTemplateFactory()
    ParticipationFactory()
    ParticipationFactory(subject=SubjectFactory(region=RegionFactory(code="990102100"), level="township"))

    first, second = run("2026-10-21"), run("2026-10-22")

    assert (first.opened, second.opened) == (2, 0)
    assert opened() == [
        ("2026-10", "990102100", "township", "2026-11-04"),
        ("2026-10", "990102100201", "village", "2026-11-04"),
    ]
    assert AuditEntry.objects.filter(verb="report.open").count() == 1


def test_nothing_opens_before_the_last_ten_days_of_the_period():
    ReportTemplateFactory()
    ParticipationFactory()

    assert run("2026-10-20").opened == 0


@pytest.mark.parametrize(
    "change",
    [
        {"state": "withdrawn", "withdrawn_on": dt.date(2026, 9, 1), "reason": "撤并"},
        {"enrolled_on": dt.date(2026, 11, 1)},
        {"creation_type": "family"},
    ],
    ids=["withdrawn", "enrolled later", "of another type"],
)
def test_nobody_else_has_a_report(change):
    ReportTemplateFactory()
    ParticipationFactory(subject=SubjectFactory(**change))

    assert run("2026-10-21").opened == 0


def test_a_village_files_once_for_all_its_families():
    ReportTemplateFactory(code="family.month", creation_type="family", filed_by=["village"])
    village = RegionFactory(code="990102100201")
    for _number in range(3):
        family = SubjectFactory(creation_type="family", level="household")
        ParticipationFactory(subject=family, region=village, level="village")

    run("2026-10-21")

    assert [(row.region_id, row.subject_id) for row in ProgressReport.objects.all()] == [("990102100201", None)]


def test_an_office_that_writes_its_own_version_asks_that_one():
    ReportTemplateFactory()
    own = ReportTemplateFactory(region=RegionFactory(code=DISTRICT), version="2026.1", due_working_days=5)
    ParticipationFactory()

    run("2026-10-21")

    assert [(row.template_id, str(row.due_on)) for row in ProgressReport.objects.all()] == [(own.pk, "2026-11-06")]


def test_a_new_version_does_not_open_a_second_report_of_the_same_period():
    old = ReportTemplateFactory()
    ParticipationFactory()
    run("2026-10-21")
    ReportTemplate.objects.filter(pk=old.pk).update(state="retired")
    ReportTemplateFactory(version="2027")

    assert run("2026-10-22").opened == 0


def test_a_window_that_passed_without_a_run_is_opened_late_with_its_full_time():
    ReportTemplateFactory(published_on=dt.date(2026, 1, 1))
    ParticipationFactory()

    assert run("2026-11-09").opened == 1
    assert opened() == [("2026-10", "990102100201", "village", "2026-11-12")]
    assert run("2026-11-10").opened == 0


def test_a_template_put_in_force_later_asks_nothing_of_the_past():
    ReportTemplateFactory(published_on=dt.date(2026, 11, 6))
    ParticipationFactory()

    assert run("2026-11-09").opened == 0


def messages():
    with translation.override("zh-hans"):
        return [(row.user.username, str(row)) for row in Notification.objects.order_by("pk")]


def test_who_files_is_told_when_a_third_of_the_time_is_left_and_once_when_it_has_passed():
    report = ProgressReportFactory()
    official_of(report.region, username="village")
    official_of(RegionFactory(code="990102100"), username="town")

    assert [run(day).reminded for day in ("2026-11-01", "2026-11-02", "2026-11-03")] == [0, 1, 0]
    assert [run(day).late for day in ("2026-11-04", "2026-11-05", "2026-11-06")] == [0, 1, 0]
    assert messages() == [
        ("village", "1 份进展报告待报送，最早 2026-11-04 到期"),
        ("village", "1 份进展报告逾期未报，请尽快报送"),
    ]


def test_one_message_tells_a_town_of_all_its_villages_that_have_nobody_of_their_own():
    template = ReportTemplateFactory()
    for number in range(1, 4):
        ProgressReportFactory(template=template, region=RegionFactory(code=f"99010210020{number}"))
    official_of(RegionFactory(code="990102100"), username="town")

    run("2026-11-02")

    assert messages() == [("town", "3 份进展报告待报送，最早 2026-11-04 到期")]


def test_officials_of_an_organisation_are_told_of_its_report():
    office = OrganisationFactory()
    ProgressReportFactory(organisation=office, region=office.region, level="organisation")
    official_of(office, username="desk")
    official_of(OrganisationFactory(), username="other")

    run("2026-11-02")

    assert [name for name, _text in messages()] == ["desk"]


def test_nobody_is_reminded_of_what_is_filed_or_of_what_a_withdrawn_subject_owed():
    filed = ProgressReportFactory(filed=True)
    official_of(filed.region)
    subject = SubjectFactory(state="withdrawn", withdrawn_on=dt.date(2026, 11, 1), reason="撤并")
    ProgressReportFactory(template=filed.template, subject=subject, region=RegionFactory(code="990102100202"))

    assert (run("2026-11-02").reminded, run("2026-11-09").late) == (0, 0)


def test_the_office_asks_by_hand_once_a_day():
    report = ProgressReportFactory()
    official_of(report.region, username="village")
    office = admin_of(DISTRICT)
    asked = [
        report_timetable.ask_for([report.pk], district=DISTRICT, actor=office, at=at(day))
        for day in ("2026-11-05", "2026-11-05", "2026-11-06")
    ]

    assert asked == [1, 0, 1]
    assert [text for _name, text in messages()] == ["文明办催报：还有 1 份进展报告没有报送"] * 2


@pytest.mark.parametrize(
    "stranger", [lambda: admin_of("990103"), lambda: leader_of(DISTRICT)], ids=["neighbour", "leader"]
)
def test_others_do_not_open_or_ask(stranger):
    report = ProgressReportFactory()
    with pytest.raises(NotAllowed):
        report_timetable.ask_for([report.pk], district=DISTRICT, actor=stranger(), at=at("2026-11-05"))
    with pytest.raises(NotAllowed):
        report_timetable.open_due(DISTRICT, on=dt.date(2026, 11, 5), actor=stranger(), at=at("2026-11-05"))

    assert not AuditEntry.objects.exists()


def test_the_task_runs_each_district_and_running_it_twice_changes_nothing(django_capture_on_commit_callbacks):
    ReportTemplateFactory()
    ParticipationFactory()
    for _time in range(2):
        tasks.open_reports(day="2026-10-21", district=DISTRICT)

    assert len(opened()) == 1
    assert [run.outcome for run in JobRun.objects.filter(task="open_reports")] == [
        "0 opened, 0 reminded, 0 told that they are late"
    ]
