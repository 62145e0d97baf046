"""A small demonstration as `seed_demo` makes it: it adds up, every state is there, a second run changes nothing."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from django.conf import settings as portal_settings
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import F
from django.test import override_settings

from campaigns.models import ActionOrder, Cycle, Group, LedgerEntry, Meeting, Pairing, SpecialAction, Subject
from evaluation.engine import site_months
from evaluation.engine.draw import Inputs, replay
from evaluation.models import (
    Assessment,
    Bulletin,
    Check,
    CheckItem,
    Draw,
    Evaluation,
    Finding,
    Lapse,
    MaterialReview,
    Notice,
    Problem,
    RectificationPhoto,
    Result,
    ReviewerAssignment,
    ReviewerScore,
    Site,
    SiteMonth,
)
from evaluation.queries.forms import form_of
from evaluation.scoring.answers import fit
from evaluation.scoring.checks import score_check
from evaluation.scoring.items import judge_all
from foundation.accounts.models import User
from foundation.audit.integrity import prove_all
from foundation.jobs.models import JobRun
from foundation.organisations.models import Organisation
from portal.demo.accounts import PASSWORD
from portal.demo.seed_sizes import first_day, whole_months
from tests.portal.seeding import TODAY, counts, seeded

QUICK = "django.contrib.auth.hashers.MD5PasswordHasher"
NOON = dt.datetime(2026, 11, 23, 4, tzinfo=dt.UTC)
COUNTED = ("submitted", "confirmed")
BOTH = {"990102", "990103"}
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration")]


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    """One small demonstration for all that only look at it: what seeding said, and where its files lie."""
    with django_db_blocker.unblock(), transaction.atomic():
        folder = tmp_path_factory.mktemp("demonstration")
        with override_settings(DATA_DIR=folder, MEDIA_ROOT=folder / "media", PASSWORD_HASHERS=[QUICK]):
            said = seeded()
        yield said, folder
        transaction.set_rollback(True)
    connection.close()


@pytest.fixture(autouse=True)
def _files_of_the_demonstration(demonstration, settings):
    settings.DATA_DIR, settings.MEDIA_ROOT = demonstration[1], demonstration[1] / "media"


@pytest.fixture
def _django_db_helper(demonstration):
    """In the place of pytest-django's own: these tests share one demonstration instead of an empty database each."""
    yield
    cache.clear()


def wrongly_scored(check: Check) -> bool:
    """Whether a check differs from what the pure rules make of its answers."""
    rows = {row.indicator_id: row for row in check.items.all()}
    form = form_of(check.system_id, check.site.type_id).items
    answered = [
        (item.rule, fit(item.rule, option=row.option or None, count=row.count, value=row.value, na=row.not_applicable))
        for item in form
        for row in [rows[item.pk]]
    ]
    judged = judge_all((rule, answer, False) for rule, answer in answered)
    whole = score_check(judged)
    stored = [(row.earned, row.possible, row.failed) for row in (rows[item.pk] for item in form)]
    found = (check.earned, check.possible, check.score)
    return (
        found != (whole.earned, whole.possible, whole.score)
        or len(rows) != len(form)
        or stored != [(one.earned, one.possible, one.failed) for one in judged]
    )


def test_everything_of_a_small_demonstration_adds_up():
    filed = Check.objects.filter(state__in=(*COUNTED, "voided")).select_related("site").prefetch_related("items")
    assert len(filed) > 100
    assert [check.pk for check in filed if wrongly_scored(check)] == []
    assert set(CheckItem.objects.filter(failed=True).values_list("pk", flat=True)) == set(
        Finding.objects.values_list("check_item", flat=True)
    )
    months = sorted(set(SiteMonth.objects.values_list("month", flat=True)))
    assert months == [dt.date(2026, n, 1) for n in (8, 9, 10, 11)]
    assert [site_months.kept("990102", month) == site_months.recompute("990102", month) for month in months] == [
        True
    ] * 4
    assert [str(fact) for fact in prove_all(at=NOON) if not fact.holds] == []
    for rows in (Cycle, Group, Meeting):  # both districts have a campaign of their own
        assert set(rows.objects.values_list("region" if rows is Cycle else "district", flat=True)) == BOTH
    for rows in (Subject, LedgerEntry, Pairing, SpecialAction, ActionOrder):
        assert set(rows.objects.values_list("district", flat=True)) == BOTH
    assert not Organisation.objects.filter(region__code__startswith="990103", name_en="").exists()


def test_three_months_are_published_and_today_is_drawn_for_the_inspectors():
    published = Assessment.objects.filter(region="990102").order_by("month").values_list("month", "state", "version")
    assert list(published) == [(dt.date(2026, n, 1), "published", 1) for n in (8, 9, 10)]
    assert Assessment.objects.filter(region="9901", state="published").count() == 3
    quarters = Evaluation.objects.values_list("district", "quarter", "state")
    assert list(quarters) == [("990102", dt.date(2026, 7, 1), "published")]
    streets = Result.objects.filter(assessment__region="990102", region__level=4, final__isnull=False)
    assert streets.count() == 9
    assert set(Check.objects.filter(on=TODAY).values_list("state", flat=True)) == {"drawn"}
    assert Check.objects.filter(on__gt=TODAY).count() == 0
    assert (
        JobRun.objects.filter(region_code="990102", state="done").count()
        == Draw.objects.filter(district="990102").count() + 3
    )
    assert (first_day(TODAY), first_day(dt.date(2026, 3, 1))) == (dt.date(2026, 8, 1), dt.date(2025, 11, 29))
    assert [period.code for period in whole_months(dt.date(2026, 1, 5))] == ["2025-10", "2025-11", "2025-12"]
    filed = MaterialReview.objects.filter(district="990102", quarter=dt.date(2026, 10, 1), state="filed")
    desk = ReviewerAssignment.objects.filter(reviewer__username="reviewer", review__in=filed)
    assert (filed.count(), desk.count(), desk.exclude(submitted_at=None).count()) == (8, 4, 1)
    assert ReviewerScore.objects.filter(assignment__in=desk.filter(submitted_at=None)).count() > 0


def test_problems_stand_in_every_state_and_what_follows_from_them_is_there():
    here = Problem.objects.filter(district="990102")
    assert {"assigned", "closed", "cancelled"} <= set(here.values_list("state", flat=True))
    assert here.filter(serial=None).count() == 0
    notices = Notice.objects.filter(district="990102")
    assert set(notices.values_list("kind", flat=True)) == {"assignment", "reminder", "supervision"}
    assert notices.filter(kind="assignment").count() == here.exclude(assigned_at=None).count()
    assert notices.filter(kind="supervision").count() == Lapse.objects.filter(district="990102").count()
    assert here.filter(state="rectified", needs_recheck=True, rechecker=None).count() == 0
    closed = here.filter(state="closed")
    assert closed.filter(rectifications=None).count() == 0
    assert RectificationPhoto.objects.count() > 0
    bulletins = Bulletin.objects.filter(district="990102").order_by("week").values_list("state", "serial")
    assert list(bulletins) == [*(("published", number) for number in range(1, 12)), ("draft", None)]
    assert Result.objects.filter(region="990102", assessment__region="990102", satisfaction=None).count() == 0
    assert list(Evaluation.objects.filter(district="990102").values_list("quarter", "state")) == [
        (dt.date(2026, 7, 1), "published")
    ]


def test_every_draw_can_be_replayed_and_nobody_checks_his_own_organisation():
    draws = Draw.objects.filter(day_off=False)
    again = {draw.pk: replay(msgspec.convert(draw.inputs, Inputs)) for draw in draws}
    assert [
        draw for draw in draws if [[one.site, one.inspector] for one in again[draw.pk]] != draw.inputs["drawn"]
    ] == []
    assert Check.objects.filter(inspector__grants__organisation=F("organisation")).count() == 0


def test_a_second_run_says_so_and_changes_nothing_and_the_accounts_are_told(demonstration):
    said, _folder = demonstration
    before = counts()

    again = seeded()

    assert again == [f"the demonstration is here already: 42 sites, {before[6]} checks; nothing changed"]
    assert counts() == before
    accounts = (Path(portal_settings.DATA_DIR) / "demo_accounts.txt").read_text(encoding="utf-8").splitlines()
    assert said[-len(accounts) :] == [f"  {line}" for line in accounts]
    names = [line.split()[0] for line in accounts[:-1]]
    people = User.objects.filter(username__in=names, is_active=True)
    assert [person.check_password(PASSWORD) for person in people] == [True] * 12
    validate_password(PASSWORD, User.objects.get(username="admin"))
    regions = {
        name: {code[:9] for code in Site.objects.visible_to(people.get(username=name)).values_list("region", flat=True)}
        for name in ("official_street", "official_village", "admin_yunmen", "volunteer")
    }
    assert regions == {
        "official_street": {"990102003"},
        "official_village": {"990102102"},
        "admin_yunmen": {"990103001"},
        "volunteer": set(),
    }
