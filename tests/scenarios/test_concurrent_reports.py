"""Races that two people can run with one progress report, and two openings at once."""

import datetime as dt

import pytest

from campaigns.actions import report_batches, report_extensions, report_timetable, reports
from campaigns.kinds.answers import Answers
from campaigns.models import ProgressReport, ReportExtension, ReportVerdict, ReportVersion
from foundation.errors import DomainError
from foundation.periods import ZONE, Period
from tests.factories import RegionFactory, admin_of, official_of
from tests.factories.campaigns import ParticipationFactory, SubjectFactory
from tests.factories.reports import ProgressReportFactory, ReportTemplateFactory
from tests.scenarios.test_concurrent_checks import at_once

pytestmark = pytest.mark.django_db(transaction=True)
RUNS = 50
NOON = dt.datetime(2026, 11, 3, 12, tzinfo=ZONE)


@pytest.fixture
def people():
    villager = official_of(RegionFactory(code="990102100"))
    return villager, official_of(RegionFactory(code="990102100")), admin_of("990102"), admin_of("990102")


def made(template, number, **told):
    return ProgressReportFactory(template=template, region=RegionFactory(code=f"990102100{200 + number}"), **told)


def copies(report):
    return [ProgressReport.objects.get(pk=report.pk) for _ in range(2)]


def answers():
    return Answers({"households": "312"}, texts={"matter": "好"})


def one_of(results) -> int:
    refused = [isinstance(result, DomainError) for result in results]
    assert sorted(refused) == [False, True], results
    return refused.index(False)


def test_a_report_that_two_file_at_once_has_one_version(people):
    template = ReportTemplateFactory()
    for number in range(RUNS):
        mine, yours = copies(made(template, number))
        one_of(
            at_once(
                lambda mine=mine: reports.submit(mine, answers(), actor=people[0], at=NOON),
                lambda yours=yours: reports.submit(yours, answers(), actor=people[1], at=NOON),
            )
        )

        assert ReportVersion.objects.filter(report=mine).count() == 1


def test_of_accepting_and_returning_at_once_one_stands(people):
    template = ReportTemplateFactory()
    for number in range(RUNS):
        mine, yours = copies(made(template, number, filed=True))
        first = one_of(
            at_once(
                lambda mine=mine: reports.accept(mine, actor=people[2], at=NOON),
                lambda yours=yours: reports.return_(yours, reason="不实", actor=people[3], at=NOON),
            )
        )

        assert ProgressReport.objects.get(pk=mine.pk).state == ["accepted", "returned"][first]
        assert ReportVerdict.objects.filter(report=mine).count() == 1


def test_of_two_drafts_kept_at_once_one_is_refused_and_none_lost(people):
    template = ReportTemplateFactory()
    for number in range(RUNS):
        mine, yours = copies(made(template, number))
        one_of(
            at_once(
                lambda mine=mine: reports.save_draft(mine, answers(), actor=people[0], at=NOON, seen=0),
                lambda yours=yours: reports.save_draft(yours, answers(), actor=people[1], at=NOON, seen=0),
            )
        )

        assert ProgressReport.objects.get(pk=mine.pk).draft["number"] == 1


def test_a_batch_and_a_form_file_a_village_once(people):
    template, october = ReportTemplateFactory(), Period.parse("2026-10")
    for number in range(RUNS):
        report = made(template, number)
        one_of(
            at_once(
                lambda report=report: reports.submit(report, answers(), actor=people[0], at=NOON),
                lambda report=report: report_batches.submit(
                    template, october, {report.region_id: answers()}, actor=people[1], at=NOON
                ),
            )
        )

        assert ReportVersion.objects.filter(report=report).count() == 1


def test_more_time_is_given_or_refused_once(people):
    template = ReportTemplateFactory()
    for number in range(RUNS):
        report = made(template, number)
        until = report.due_on + dt.timedelta(days=5)
        asked = report_extensions.ask(report, until=until, reason="停电", actor=people[0], at=NOON)
        mine, yours = [ReportExtension.objects.get(pk=asked.pk) for _ in range(2)]
        first = one_of(
            at_once(
                lambda mine=mine: report_extensions.grant(mine, actor=people[2], at=NOON),
                lambda yours=yours: report_extensions.refuse(yours, reason="不行", actor=people[3], at=NOON),
            )
        )

        assert (ProgressReport.objects.get(pk=report.pk).due_on == until) == (first == 0)


def test_two_openings_at_once_open_everything_once():
    ReportTemplateFactory()
    for number in range(20):
        region = RegionFactory(code=f"990102100{200 + number}")
        ParticipationFactory(subject=SubjectFactory(region=region))
    for day in range(10):
        on = dt.date(2026, 10, 21) + dt.timedelta(days=day)
        found = at_once(
            *(lambda on=on: report_timetable.open_and_remind("990102", on=on, actor=None, at=NOON) for _ in range(3))
        )
        assert sum(one.opened for one in found) == (20 if day == 0 else 0)

    assert ProgressReport.objects.count() == 20
