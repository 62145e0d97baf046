"""A black entry leaves by itself when nothing at its site waits any more."""

import datetime as dt

import pytest

from campaigns.actions import boards
from campaigns.models import BoardEntry
from evaluation.actions import rectifications
from foundation.audit.models import AuditEntry
from tests.factories import ProblemFactory, SiteFactory, admin_of

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 10, 20, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
RECTIFIED = {"state": "rectified", "due_at": NOON, "first_due_at": NOON}


def listed(site, office, colour="black") -> BoardEntry:
    told = {"colour": colour, "title": site.name, "ground": "得分60分。", "source": ("evaluation.site", site.pk)}
    entry = boards.propose(region=site.region, organisation=site.organisation, actor=office, at=NOON, **told)
    boards.approve(entry, actor=office, at=NOON)
    return entry


def state_of(entry) -> str:
    return BoardEntry.objects.get(pk=entry.pk).state


def test_the_entry_stays_while_a_problem_of_the_site_is_open_and_leaves_with_the_last():
    site, office = SiteFactory(), admin_of("990102")
    first, last = (ProblemFactory(site=site, item=item, **RECTIFIED) for item in "AB")
    entry = listed(site, office)

    rectifications.close(first, actor=office, at=NOON)
    between = state_of(entry)
    rectifications.close(last, actor=office, at=NOON)

    entry.refresh_from_db()
    assert (between, entry.state, entry.removed_at) == ("approved", "removed", NOON)
    assert entry.reason == f"问题{last.number}已销号。"
    assert AuditEntry.objects.filter(verb="board.remove", actor=None).count() == 1


def test_red_entries_and_those_of_other_sites_stay():
    site, office = SiteFactory(), admin_of("990102")
    problem = ProblemFactory(site=site, **RECTIFIED)
    red, elsewhere = listed(site, office, "red"), listed(SiteFactory(), office)

    rectifications.close(problem, actor=office, at=NOON)

    assert (state_of(red), state_of(elsewhere)) == ("approved", "approved")


def test_sending_back_takes_nothing_off_the_board():
    site, office = SiteFactory(), admin_of("990102")
    problem = ProblemFactory(site=site, **RECTIFIED)
    entry = listed(site, office)

    rectifications.return_(problem, reason="仍有杂物", actor=office, at=NOON)

    assert state_of(entry) == "approved"
