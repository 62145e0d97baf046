"""A retired scheme scores no new month; what it scored keeps it, and something always is in force."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from evaluation.actions import assessments, schemes
from evaluation.actions.scheme_versions import NothingLeftInForce, RetiredTooEarly
from evaluation.engine import months
from evaluation.models import Scheme
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed, TransitionNotAllowed
from tests.factories import CheckFactory, RegionFactory, SchemeFactory, SiteFactory, admin_of

from .test_schemes import NOON, NOVEMBER, OCTOBER

pytestmark = pytest.mark.django_db
DECEMBER = dt.date(2026, 12, 1)


@pytest.fixture
def office():
    return admin_of("990102")


@pytest.fixture
def own(office):
    """The shared scheme, and one of the district since October."""
    SchemeFactory()
    draft = schemes.draft(actor=office, at=NOON)
    schemes.adopt(draft, month=OCTOBER.start, actor=office, at=NOON)
    return draft


def published(office):
    CheckFactory(done=True, site=SiteFactory(), score=Decimal(90), earned=Decimal(90), on=dt.date(2026, 10, 14))
    made = assessments.score(RegionFactory(code="990102"), period=OCTOBER, actor=None, at=NOON)
    assessments.approve(made, actor=office, at=NOON)
    assessments.publish(made, actor=office, at=NOON)
    return made


def test_from_its_month_on_the_scheme_above_holds_again(own, office):
    schemes.retire(own, month=dt.date(2026, 12, 15), actor=office, at=NOON)

    shared = Scheme.objects.get(region=None)
    assert (own.state, own.retires_on) == ("retired", DECEMBER)
    assert [months.scheme_for("990102", month) for month in (NOVEMBER, DECEMBER)] == [own, shared]
    assert AuditEntry.objects.filter(verb="scheme.retire").get().after == {
        "state": "retired",
        "retires_on": "2026-12-01",
    }


def test_a_published_month_keeps_it_and_so_does_its_correction(own, office):
    october = published(office)
    schemes.retire(own, month=NOVEMBER, actor=office, at=NOON)

    corrected = assessments.correct(october, reason="更正", actor=office, at=NOON)

    assert (october.scheme, corrected.scheme) == (own, own)


def test_it_is_not_retired_from_a_month_that_was_published_by_it(own, office):
    published(office)

    with pytest.raises(RetiredTooEarly):
        schemes.retire(own, month=OCTOBER.start, actor=office, at=NOON)

    own.refresh_from_db()
    assert own.state == "published"


def test_it_is_not_retired_from_before_it_began(own, office):
    with pytest.raises(RetiredTooEarly):
        schemes.retire(own, month=dt.date(2026, 9, 1), actor=office, at=NOON)


def test_the_last_scheme_is_not_retired(own):
    shared, root = Scheme.objects.get(region=None), admin_of("990102", is_superuser=True)

    with pytest.raises(NothingLeftInForce):
        schemes.retire(shared, month=DECEMBER, actor=root, at=NOON)

    shared.refresh_from_db()
    assert (shared.state, shared.retires_on) == ("published", None)


def test_drafts_and_retired_ones_are_not_retired(own, office):
    draft = schemes.draft(actor=office, at=NOON)
    schemes.retire(own, month=DECEMBER, actor=office, at=NOON)

    for one in (draft, own):
        with pytest.raises(TransitionNotAllowed):
            schemes.retire(one, month=DECEMBER, actor=office, at=NOON)


def test_the_office_of_another_district_retires_nothing(own):
    with pytest.raises(NotAllowed):
        schemes.retire(own, month=DECEMBER, actor=admin_of("990103"), at=NOON)


def test_the_database_wants_a_day_of_every_retired_scheme(own):
    with pytest.raises(IntegrityError, match="scheme_retired_from_a_day"), transaction.atomic():
        Scheme.objects.filter(pk=own.pk).update(state="retired")


def test_the_office_retires_on_the_page_and_the_list_says_from_when(client, own, office):
    client.force_login(office)

    client.post(reverse("evaluation:scheme-retire", args=[own.pk]), {"month": "2026-12"})

    text = client.get(reverse("evaluation:schemes")).content.decode()
    assert ("2026 年 12 月起不再使用" in text, reverse("evaluation:scheme-retire", args=[own.pk]) in text) == (
        True,
        False,
    )


def test_a_month_that_is_none_is_refused_with_words(client, own, office):
    client.force_login(office)

    response = client.post(reverse("evaluation:scheme-retire", args=[own.pk]), {"month": "明年"}, follow=True)

    own.refresh_from_db()
    assert ("月份写作 2026-10 的形式。" in response.content.decode(), own.state) == (True, "published")
