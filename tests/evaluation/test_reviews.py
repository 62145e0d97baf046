"""A check or finding is disputed, answered by somebody else, and what was wrong no longer counts."""

import datetime as dt
from decimal import Decimal

import msgspec
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from evaluation.actions import appeals, assessments, checks
from evaluation.actions.appeals import AlreadyDisputed, TooLate
from evaluation.choices import AppealState
from evaluation.engine.site_months import kept, recompute
from evaluation.engine.submission_shapes import SentCheck
from evaluation.models import Appeal, Assessment, Check, CheckItem, Problem, SiteMonth
from evaluation.transitions import APPEAL
from foundation.accounts.models import User
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed, TransitionNotAllowed
from foundation.periods import Period
from foundation.web import moments
from tests.factories import (
    GrantFactory,
    IndicatorFactory,
    OrganisationFactory,
    SchemeFactory,
    SiteFactory,
    admin_of,
    inspector_of,
    official_of,
)
from tests.factories.checks import NOW, AttachmentFactory, filled, two_items

pytestmark = pytest.mark.django_db
FAILING = [{"item": "MKT-01", "option": "D"}, {"item": "MKT-02", "count": 1}]
LATER = NOW + dt.timedelta(days=2)
OCTOBER = Period.parse("2026-10")


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def world():
    two_items()
    site = SiteFactory()
    inspector = inspector_of("990102")
    checks.submit([msgspec.convert(filled(site, items=FAILING), SentCheck)], actor=inspector, at=NOW)
    return {
        "site": site,
        "inspector": inspector,
        "check": Check.objects.get(),
        "official": official_of(site.organisation),
        "office": admin_of("990102"),
    }


def disputed(world, subject=None):
    return appeals.lodge(subject or item_of(world), ground="照片不是本点位", actor=world["official"], at=LATER)


def item_of(world, code="MKT-01"):
    return world["check"].items.get(indicator__code=code)


def upheld(world, subject=None):
    appeal = disputed(world, subject)
    appeals.accept(appeal, decision="经复核，情况属实", actor=world["office"], at=LATER)
    world["check"].refresh_from_db()
    return appeal


def test_an_overturned_item_leaves_the_check_and_the_running_sum_of_its_month(world):
    assert world["check"].score == Decimal("20.000000000000000")  # (0 + 3) / 15

    upheld(world)

    assert (world["check"].earned, world["check"].possible) == (Decimal(3), Decimal(5))
    assert world["check"].score == Decimal(60)
    assert item_of(world).voided is True
    assert kept("990102", world["check"].on) == recompute("990102", world["check"].on)
    assert SiteMonth.objects.get().score_sum == Decimal(60)


def test_the_problem_of_an_overturned_item_is_cancelled_with_the_reason(world):
    upheld(world)

    problem = Problem.objects.get()
    assert (problem.state, problem.reason) == ("cancelled", "经复核，情况属实")


def test_a_check_whose_every_item_is_overturned_has_no_score_and_counts_no_more(world):
    upheld(world, item_of(world))
    upheld(world, item_of(world, "MKT-02"))

    assert world["check"].score is None
    assert SiteMonth.objects.values_list("checks", "score_sum").get() == (0, Decimal(0))
    assert kept("990102", world["check"].on) == recompute("990102", world["check"].on) == {}


def test_an_overturned_problem_voids_the_items_that_found_it_also_after_it_was_closed(world):
    problem = Problem.objects.get()
    Problem.objects.filter(pk=problem.pk).update(state="closed", due_at=LATER, closed_at=LATER)
    problem.refresh_from_db()

    upheld(world, problem)

    problem.refresh_from_db()
    assert (problem.state, problem.closed_at) == ("cancelled", None)
    assert list(CheckItem.objects.filter(voided=True).values_list("indicator__code", flat=True)) == ["MKT-01"]
    assert world["check"].score == Decimal(60)


def test_an_overturned_check_is_void_even_when_it_was_confirmed(world):
    checks.confirm(world["check"], actor=world["office"], at=NOW)

    upheld(world, world["check"])

    assert (world["check"].state, Problem.objects.get().state) == ("voided", "cancelled")
    assert SiteMonth.objects.values_list("checks", "score_sum").get() == (0, Decimal(0))


def test_a_voided_child_of_an_all_or_none_group_gives_the_others_their_points_back():
    system = IndicatorFactory(code="MKT-01", position=1).system
    group = IndicatorFactory(
        system=system, code="VOL", position=2, points=None, method="", rule="all_or_none", options="", severity=""
    )
    for number in (1, 2):
        IndicatorFactory(
            system=system, code=f"VOL-{number}", position=2 + number, points=5, parent=group, options="yes=1;no=0"
        )
    items = [
        {"item": "MKT-01", "option": "A"},
        {"item": "VOL-1", "option": "yes"},
        {"item": "VOL-2", "option": "no"},
    ]
    site = SiteFactory()
    checks.submit([msgspec.convert(filled(site, items=items), SentCheck)], actor=inspector_of("990102"), at=NOW)
    check = Check.objects.get()
    assert check.score == Decimal(50)
    told = {"check": check, "official": official_of(site.organisation), "office": admin_of("990102")}

    upheld(told, item_of(told, "VOL-2"))

    assert (check.earned, check.possible, check.score) == (Decimal(15), Decimal(15), Decimal(100))


def test_an_open_month_is_worked_out_again(world):
    SchemeFactory()
    month = assessments.score(world["site"].district, period=OCTOBER, actor=None, at=LATER)

    upheld(world)

    assert [str(row.field)[:5] for row in month.results.filter(region="990102")] == ["60.00"]


def test_of_a_published_month_a_correction_is_opened_with_the_reason(world):
    SchemeFactory()
    first = assessments.score(world["site"].district, period=OCTOBER, actor=None, at=LATER)
    assessments.approve(first, actor=world["office"], at=LATER)
    assessments.publish(first, actor=world["office"], at=LATER)

    upheld(world)

    second = Assessment.objects.get(version=2)
    assert (second.state, second.reason) == ("draft", "经复核，情况属实")
    assert [str(row.final) for row in first.results.filter(region="990102")] == ["20.00"]
    assert [str(row.final) for row in second.results.filter(region="990102")] == ["60.00"]


def test_a_finding_is_disputed_for_five_working_days_and_no_longer(world):
    last = dt.datetime(2026, 10, 21, 17, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    with pytest.raises(TooLate, match="The term to dispute this is over"):
        appeals.lodge(item_of(world), ground="x", actor=world["official"], at=last + dt.timedelta(seconds=1))

    assert appeals.lodge(item_of(world), ground="x", actor=world["official"], at=last).state == "filed"


def test_the_same_finding_is_disputed_once_at_a_time(world):
    disputed(world)

    with pytest.raises(AlreadyDisputed):
        disputed(world)

    assert Appeal.objects.count() == 1


def test_only_an_official_of_the_party_disputes(world):
    for stranger in (official_of(OrganisationFactory()), world["office"], world["inspector"]):
        with pytest.raises(NotAllowed, match="Only an official of the party concerned"):
            appeals.lodge(item_of(world), ground="x", actor=stranger, at=LATER)


def test_an_official_of_the_place_disputes_for_the_place(world):
    appeal = appeals.lodge(item_of(world), ground="x", actor=official_of("990102001"), at=LATER)

    assert (appeal.party_kind, appeal.region_id) == ("region", "990102001001")


def test_who_made_the_finding_or_acts_for_the_party_does_not_answer(world):
    appeal = disputed(world)
    GrantFactory(user=world["inspector"], role="admin", region=world["site"].district)
    GrantFactory(user=world["official"], role="admin", region=world["site"].district)

    inspector, official = (User.objects.get(pk=world[name].pk) for name in ("inspector", "official"))
    with pytest.raises(NotAllowed, match="You had a part in what is disputed"):
        appeals.accept(appeal, decision="属实", actor=inspector, at=LATER)
    with pytest.raises(NotAllowed, match="does not answer it"):
        appeals.reject(appeal, decision="不属实", actor=official, at=LATER)
    with pytest.raises(NotAllowed, match="Only an administrator of this district"):
        appeals.reject(appeal, decision="不属实", actor=admin_of("990103"), at=LATER)


def test_a_rejected_review_changes_nothing_but_says_why(world):
    appeal = disputed(world)

    appeals.reject(appeal, decision="现场照片清楚", actor=world["office"], at=LATER)

    world["check"].refresh_from_db()
    assert (appeal.state, appeal.decision, world["check"].score) == ("rejected", "现场照片清楚", Decimal(20))
    assert AuditEntry.objects.get(verb="appeal.reject").after["decision"] == "现场照片清楚"


def test_an_answer_says_why_and_stays(world):
    appeal = disputed(world)
    with pytest.raises(BadInput):
        appeals.accept(appeal, decision=" ", actor=world["office"], at=LATER)
    appeals.reject(appeal, decision="不属实", actor=world["office"], at=LATER)

    with pytest.raises(TransitionNotAllowed):
        appeals.accept(appeal, decision="属实", actor=world["office"], at=LATER)


def test_files_of_an_appeal_are_ones_own(world):
    own, other = AttachmentFactory(uploaded_by=world["official"]), AttachmentFactory()
    with pytest.raises(BadInput, match="that you uploaded yourself"):
        appeals.lodge(item_of(world), ground="x", files=[other], actor=world["official"], at=LATER)

    appeal = appeals.lodge(item_of(world), ground="x", files=[own], actor=world["official"], at=LATER)

    assert [row.attachment_id for row in appeal.evidence.all()] == [own.pk]


@pytest.mark.parametrize("old", AppealState.values)
@pytest.mark.parametrize("new", AppealState.values)
def test_an_answered_appeal_is_not_answered_again(old, new):
    assert APPEAL.allows(old, new) == (old == "filed" and new != "filed")


def test_the_page_of_a_check_offers_a_review_of_what_cost_points_while_the_term_lasts(world):
    client = Client()
    address, item = world["check"].get_absolute_url(), item_of(world)
    asked = f"/appeals/new/item/{item.pk}/"

    pages = []
    for moment in (LATER, LATER + dt.timedelta(days=30)):
        with time_machine.travel(moment, tick=False):
            client.force_login(world["official"])
            pages.append(client.get(address).content.decode())

    assert [asked in page for page in pages] == [True, False]


def test_a_voided_item_stays_readable_on_the_page_of_its_check(world):
    upheld(world)
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(world["office"])

    page = client.get(world["check"].get_absolute_url()).content.decode()

    assert "voided by a review" in page


def test_the_list_names_what_is_disputed_and_asks_as_often_for_three_as_for_one(world, client):
    item, check = item_of(world), world["check"]
    client.force_login(world["office"])

    def asked():
        with CaptureQueriesContext(connection) as seen:
            page = client.get(reverse("evaluation:appeals"))
        return len(seen), page

    disputed(world)
    asked()
    one, _page = asked()
    for subject in (check, Problem.objects.first()):
        disputed(world, subject)
    three, page = asked()

    with override("zh-hans"):
        day = moments.date(check.on)
    assert {text for _row, text in page.context["rows"]} == {
        f"{check.site} · {day} · {item.indicator.label}",
        f"{check.site} · {day}",
        f"{check.site} · {Problem.objects.first().description}",
    }
    assert f"{check.site} · {day} · {item.indicator.label}" in page.content.decode()
    assert three == one
