"""What the office decides about checks, and the running sums of a month."""

import datetime as dt
from decimal import Decimal
from itertools import product

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.actions import checks
from evaluation.actions.words import ReasonMissing
from evaluation.choices import CheckState, PlanState
from evaluation.engine.site_months import kept, rebuild, recompute
from evaluation.engine.submission_shapes import SentCheck, Taken
from evaluation.models import Check, CheckFlag, Problem, SiteMonth
from evaluation.transitions import CHECK, PLAN
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed, TransitionNotAllowed
from tests.factories import CheckFactory, SiteFactory, admin_of, inspector_of
from tests.factories.checks import NOW, filled, two_items

pytestmark = pytest.mark.django_db
FAILING = [{"item": "MKT-01", "option": "D"}, {"item": "MKT-02", "count": 0}]
PASSING = [{"item": "MKT-01", "option": "A"}, {"item": "MKT-02", "count": 0}]


@pytest.fixture
def office():
    return admin_of("990102")


@pytest.fixture
def inspector():
    return inspector_of("990102")


def submit(inspector, *bodies):
    """Submit filled forms and return the checks that came of them."""
    sent = [msgspec.convert(body, SentCheck) for body in bodies]
    outcomes = checks.submit(sent, actor=inspector, at=NOW)
    assert all(isinstance(outcome, Taken) for outcome in outcomes), outcomes
    return [Check.objects.get(pk=outcome.check) for outcome in outcomes]


STEPS = {
    CheckState.CONFIRMED: lambda check, office: checks.confirm(check, actor=office, at=NOW),
    CheckState.CANCELLED: lambda check, office: checks.cancel(check, reason="x", actor=office, at=NOW),
    CheckState.VOIDED: lambda check, office: checks.void(check, reason="x", actor=office, at=NOW),
}


@pytest.mark.parametrize(("old", "new"), list(product(CheckState, STEPS)))
def test_a_check_moves_only_as_its_table_says(office, old, new):
    done = old not in (CheckState.DRAWN, CheckState.CANCELLED)
    check = CheckFactory(done=done, state=old)

    if CHECK.allows(old, new):
        STEPS[new](check, office)
        check.refresh_from_db()
        assert check.state == new
    else:
        with pytest.raises(TransitionNotAllowed):
            STEPS[new](check, office)
        assert not AuditEntry.objects.exists()


def test_every_state_has_its_row():
    assert set(CHECK) == set(CheckState)
    assert set(PLAN) == set(PlanState)


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_only_the_office_of_the_region_decides(step):
    check = CheckFactory(done=True)

    for person in (admin_of("990103"), check.inspector, inspector_of("990102")):
        with pytest.raises(NotAllowed, match="只有本辖区的文明办管理员"):
            step(check, person)


@pytest.mark.parametrize("reason", ["", "   ", "字" * 501, "a\0b"])
def test_taking_back_needs_a_reason(office, reason):
    with pytest.raises(ReasonMissing):
        checks.void(CheckFactory(done=True), reason=reason, actor=office, at=NOW)
    with pytest.raises(ReasonMissing):
        checks.cancel(CheckFactory(), reason=reason, actor=office, at=NOW)


def test_a_void_check_leaves_the_month(inspector, office):
    two_items()
    site = SiteFactory()
    first, second = submit(inspector, filled(site), filled(site, items=PASSING))

    checks.void(first, reason="拍错了点位", actor=office, at=NOW)

    month = SiteMonth.objects.get(site=site)
    assert (month.checks, month.score_sum) == (1, second.score)
    assert AuditEntry.objects.get(verb="check.void").after == {
        "state": "voided",
        "reason": "拍错了点位",
        "problems": [],
    }


def test_a_problem_that_rests_on_a_void_check_alone_is_cancelled(inspector, office):
    two_items()
    (check,) = submit(inspector, filled(SiteFactory(), items=FAILING))

    checks.void(check, reason="拍错了点位", actor=office, at=NOW)

    problem = Problem.objects.get()
    assert (problem.state, problem.reason) == ("cancelled", "拍错了点位")
    assert AuditEntry.objects.get(verb="problem.cancel").subject_id == str(problem.pk)


def test_a_problem_that_another_check_found_too_stays(inspector, office):
    two_items()
    site = SiteFactory()
    first, second = submit(inspector, filled(site, items=FAILING), filled(site, items=FAILING))

    checks.void(first, reason="重复", actor=office, at=NOW)
    assert Problem.objects.get().state == "found"

    checks.void(second, reason="重复", actor=office, at=NOW)
    assert Problem.objects.get().state == "cancelled"


def test_a_problem_that_is_being_put_right_is_taken_back_too(inspector, office):
    two_items()
    (check,) = submit(inspector, filled(SiteFactory(), items=FAILING))
    Problem.objects.update(state="rectified", due_at=NOW + dt.timedelta(days=3))

    checks.void(check, reason="x", actor=office, at=NOW)

    assert Problem.objects.values_list("state", "reason").get() == ("cancelled", "x")


def test_a_question_is_answered_once(office):
    check = CheckFactory(done=True)
    flag = CheckFlag.objects.create(check_record=check, district=check.district, kind="too_fast", raised_at=NOW)

    checks.answer(flag, text="当场补录", actor=office, at=NOW)

    flag.refresh_from_db()
    assert (flag.answer, flag.answered_by, flag.answered_at) == ("当场补录", office, NOW)
    with pytest.raises(checks.AlreadyAnswered):
        checks.answer(flag, text="再答", actor=office, at=NOW)
    with pytest.raises(NotAllowed):
        checks.answer(flag, text="x", actor=inspector_of("990102"), at=NOW)


grades = st.sampled_from("ABCD")
acts = st.lists(
    st.tuples(st.integers(0, 2), grades | st.none(), st.integers(9, 10), st.booleans()), min_size=1, max_size=12
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_the_running_sums_are_those_of_the_checks_whatever_happens(transactional_rounds, story):
    inspector, office, sites = transactional_rounds
    for place, grade, month, is_void in story:
        answer = {"na": True} if grade is None else {"option": grade}
        items = [{"item": "MKT-01", **answer}, {"item": "MKT-02", "na": True}]
        moments = {
            name: f"2026-{month:02d}-05T10:{minute}:00+08:00"
            for name, minute in (("started_at", "00"), ("finished_at", "20"))
        }
        (check,) = submit(inspector, filled(sites[place], items=items, **moments))
        if is_void:
            checks.void(check, reason="x", actor=office, at=NOW)

    for month in (dt.date(2026, 9, 1), dt.date(2026, 10, 1)):
        true = recompute("990102", month)
        assert kept("990102", month) == true
        assert rebuild("990102", month) == len(true)
        assert kept("990102", month) == true


@pytest.fixture
def transactional_rounds(inspector, office):
    two_items()
    return inspector, office, SiteFactory.create_batch(3)


def test_a_rebuilt_month_forgets_what_no_check_stands_for():
    site = SiteFactory()
    SiteMonth.objects.create(
        site=site, district=site.district, month=dt.date(2026, 10, 1), checks=3, score_sum=Decimal(9)
    )

    assert (rebuild("990102", dt.date(2026, 10, 1)), SiteMonth.objects.count()) == (0, 0)
