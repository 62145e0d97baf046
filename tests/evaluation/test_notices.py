"""The three notices: numbers without gaps, one for each occasion, a receipt by whom it is addressed to."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from evaluation.actions import notices
from evaluation.actions.notices import Order
from evaluation.engine.notice_serials import verify
from evaluation.models import Notice, NoticeSerial
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed
from tests.factories import OrganisationFactory, ProblemFactory, SiteFactory, admin_of, leader_of, official_of

pytestmark = pytest.mark.django_db
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
NOON = dt.datetime(2026, 10, 15, 12, 0, tzinfo=SHANGHAI)
DUE = dt.datetime(2026, 10, 20, 17, 30, tzinfo=SHANGHAI)


def issued(problem, kind="assignment", **given):
    return notices.issue(problem, **{"kind": kind, "due_at": DUE, "actor": None, "at": NOON, **given})


def test_notices_are_numbered_by_district_kind_and_year():
    here = [ProblemFactory() for _number in range(3)]
    there = ProblemFactory(site=SiteFactory(region__code="990103001001"))

    given = [
        issued(here[0]),
        issued(here[1]),
        issued(there),
        issued(here[0], kind="reminder"),
        issued(here[2], at=dt.datetime(2027, 1, 1, 0, 10, tzinfo=SHANGHAI), due_at=DUE.replace(year=2027)),
    ]

    assert [(notice.district_id, notice.kind, notice.number) for notice in given] == [
        ("990102", "assignment", "〔2026〕1号"),
        ("990102", "assignment", "〔2026〕2号"),
        ("990103", "assignment", "〔2026〕1号"),
        ("990102", "reminder", "〔2026〕1号"),
        ("990102", "assignment", "〔2027〕1号"),
    ]


def test_a_notice_that_was_rolled_back_gives_its_number_back():
    problem = ProblemFactory()
    with transaction.atomic():
        issued(problem)
        transaction.set_rollback(True)

    assert issued(problem).number == "〔2026〕1号"
    assert [str(fact) for fact in verify() if not fact.holds] == []


def test_a_gap_in_the_numbers_is_found():
    first, second = issued(ProblemFactory()), issued(ProblemFactory())
    Notice.objects.filter(pk=first.pk).delete()

    assert [fact.holds for fact in verify()] == [True, False]
    NoticeSerial.objects.all().delete()
    assert [fact.holds for fact in verify()] == [True, False]
    assert second.serial == 2


def test_many_are_issued_in_the_order_given_by_few_statements(django_assert_max_num_queries):
    site = SiteFactory()
    problems = [ProblemFactory(site=site, item=f"I-{number}") for number in range(12)]
    with django_assert_max_num_queries(9):
        made = notices.issue_many([Order(one, DUE) for one in problems], kind="assignment", actor=None, at=NOON)

    assert [(notice.problem, notice.serial) for notice in made] == list(zip(problems, range(1, 13), strict=True))
    assert AuditEntry.objects.filter(verb="notice.issue").count() == 12


def test_one_lapse_and_one_deadline_have_one_notice_each():
    problem = ProblemFactory()
    issued(problem, kind="supervision", lapse=1)
    issued(problem, kind="reminder")

    for again in ({"kind": "supervision", "lapse": 1}, {"kind": "reminder"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            issued(problem, **again)
    issued(problem, kind="supervision", lapse=2)
    assert [notice.serial for notice in Notice.objects.filter(kind="supervision").order_by("pk")] == [1, 2]


def test_only_the_office_and_the_rules_issue():
    problem = ProblemFactory()

    for stranger in (admin_of("990103"), leader_of("990102"), official_of(problem.organisation)):
        with pytest.raises(NotAllowed):
            issued(problem, actor=stranger)
        with pytest.raises(NotAllowed):
            notices.issue_many([Order(problem, DUE)], kind="assignment", actor=stranger, at=NOON)
    assert issued(problem, actor=admin_of("990102")).serial == 1


def test_the_organisation_signs_once_and_the_first_receipt_stands():
    problem = ProblemFactory()
    notice, official = issued(problem), official_of(problem.organisation)
    later = NOON + dt.timedelta(hours=2)

    notices.sign(notice, actor=official, at=later)
    notices.sign(notice, actor=official_of(problem.organisation), at=later + dt.timedelta(hours=1))

    notice.refresh_from_db()
    assert (notice.state, notice.received_at, notice.received_by) == ("received", later, official)
    assert AuditEntry.objects.filter(verb="notice.sign").count() == 1


def test_nobody_signs_for_somebody_else():
    notice = issued(ProblemFactory())

    for stranger in (admin_of("990102"), official_of(OrganisationFactory(region=notice.district))):
        with pytest.raises(NotAllowed, match="受文单位"):
            notices.sign(notice, actor=stranger, at=NOON)
    assert Notice.objects.get().state == "sent"


def test_an_organisation_sees_its_own_notices_and_no_others():
    mine, other = ProblemFactory(), ProblemFactory(site=SiteFactory(region__code="990102002001"))
    notice, theirs = issued(mine), issued(other)

    assert set(Notice.objects.visible_to(admin_of("990102"))) == {notice, theirs}
    assert set(Notice.objects.visible_to(official_of(mine.organisation))) == {notice}
    assert set(Notice.objects.visible_to(admin_of("990103"))) == set()
