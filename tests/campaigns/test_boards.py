"""Red and black boards: proposed by rule or by hand, listed by hand only, gone when the ground is gone."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from campaigns.actions import boards
from campaigns.choices import BoardState
from campaigns.models import BoardEntry
from campaigns.transitions import BOARD
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed, StaleState, TransitionNotAllowed
from tests.factories import BoardEntryFactory, OrganisationFactory, RegionFactory, admin_of, leader_of, official_of

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 10, 14, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture
def street():
    return RegionFactory(code="990102001")


def proposed(street, **given):
    told = {
        "region": street,
        "colour": "black",
        "title": "永安市场",
        "ground": "本周 72.50 分",
        "actor": None,
        "at": NOON,
    }
    return boards.propose(**{**told, **given})


def test_a_proposal_is_not_on_the_board_and_leaves_a_trace(street):
    entry = proposed(street, score=Decimal("72.50"), source=("evaluation.site", 12))

    entry.refresh_from_db()
    assert (entry.state, entry.district_id, entry.source, entry.score) == (
        "proposed",
        "990102",
        "evaluation.site:12",
        Decimal("72.50"),
    )
    assert list(AuditEntry.objects.values_list("verb", "subject_id")) == [("board.propose", str(entry.pk))]


def test_the_same_record_is_proposed_once_while_it_stands(street):
    source = ("evaluation.site", 12)
    first = proposed(street, source=source)
    again = proposed(street, source=source)
    other_board = proposed(street, source=source, colour="red")
    boards.approve(first, actor=admin_of("990102"), at=NOON)
    boards.remove(first, reason="问题已办结", actor=None, at=NOON)

    later = proposed(street, source=source)

    assert (again.pk, other_board.pk != first.pk, later.pk not in (first.pk, other_board.pk)) == (first.pk, True, True)


def test_nothing_goes_on_a_board_by_itself(street):
    entry = proposed(street)

    with pytest.raises(NotAllowed, match="人工审定"):
        boards.approve(entry, actor=None, at=NOON)
    with pytest.raises(NotAllowed):
        boards.approve(entry, actor=leader_of(street.district_code), at=NOON)
    with pytest.raises(NotAllowed):
        boards.approve(entry, actor=admin_of("990103"), at=NOON)

    assert BoardEntry.objects.get().state == "proposed"


def test_an_approved_entry_tells_who_decided(street):
    entry, office = proposed(street), admin_of("990102")

    boards.approve(entry, actor=office, at=NOON)

    entry.refresh_from_db()
    assert (entry.state, entry.decided_by, entry.decided_at) == ("approved", office, NOON)


@pytest.mark.parametrize("deed", [boards.reject, boards.remove])
def test_turning_down_and_taking_off_need_a_reason(street, deed):
    state = "proposed" if deed is boards.reject else "approved"
    entry = BoardEntryFactory(region=street, state=state, decided_at=None if state == "proposed" else NOON)

    with pytest.raises(boards.ReasonMissing):
        deed(entry, reason="  ", actor=admin_of("990102"), at=NOON)

    assert BoardEntry.objects.get().state == state


def test_an_entry_without_a_name_or_ground_is_refused(street):
    with pytest.raises(BadInput):
        proposed(street, title=" ")
    with pytest.raises(BadInput):
        proposed(street, ground="")

    assert BoardEntry.objects.count() == 0


@pytest.mark.parametrize("old", BoardState.values)
@pytest.mark.parametrize("new", BoardState.values)
def test_entries_move_only_as_the_table_says(old, new):
    allowed = {("proposed", "approved"), ("proposed", "rejected"), ("approved", "removed")}

    assert BOARD.allows(old, new) == ((old, new) in allowed)


def test_of_two_who_decide_one_is_told(street):
    entry, office = proposed(street), admin_of("990102")
    stale = BoardEntry.objects.get(pk=entry.pk)
    boards.approve(entry, actor=office, at=NOON)

    with pytest.raises(StaleState):
        boards.reject(stale, reason="分数有误", actor=office, at=NOON)
    with pytest.raises(TransitionNotAllowed):
        boards.approve(entry, actor=office, at=NOON)


def test_the_office_sees_all_and_the_organisation_what_was_listed_about_it(street):
    mine, other = OrganisationFactory(region=street), OrganisationFactory(region=street)
    waiting = BoardEntryFactory(region=street, organisation=mine)
    listed = BoardEntryFactory(region=street, organisation=mine, state="approved", decided_at=NOON)
    beside = BoardEntryFactory(region=street, organisation=other, state="approved", decided_at=NOON)

    def seen(user):
        return set(BoardEntry.objects.visible_to(user))

    assert seen(admin_of("990102")) == {waiting, listed, beside}
    assert seen(official_of(mine)) == {listed}
    assert seen(admin_of("990103")) == set()


def test_the_page_says_what_waits_and_takes_the_decision(client, street):
    entry = proposed(street)
    client.force_login(admin_of("990102"))

    page = client.get(reverse("campaigns:boards"), {"state": "proposed"}).content.decode()
    answer = client.post(reverse("campaigns:board-approve", args=[entry.pk]))

    assert "永安市场" in page
    assert "1 个红黑榜条目待审定" in page
    assert (answer.status_code, answer.url) == (302, entry.get_absolute_url().replace("proposed", "approved"))
    assert BoardEntry.objects.get().state == "approved"


def test_an_entry_proposed_by_hand_keeps_what_was_typed_when_something_is_missing(client, street):
    client.force_login(admin_of("990102"))
    told = {"colour": "red", "region": street.pk, "title": "文昌社区", "ground": ""}

    refused = client.post(reverse("campaigns:board-propose"), told)
    taken = client.post(reverse("campaigns:board-propose"), told | {"ground": "连续三月第一"})

    assert (refused.status_code, "文昌社区" in refused.content.decode()) == (200, True)
    assert taken.status_code == 302
    assert list(BoardEntry.objects.values_list("colour", "title", "state")) == [("red", "文昌社区", "proposed")]


def test_the_list_asks_the_same_whatever_its_length(client, street):
    client.force_login(admin_of("990102"))
    address = reverse("campaigns:boards") + "?state=proposed"

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        return len(asked)

    BoardEntryFactory(region=street)
    one = queries()
    BoardEntryFactory.create_batch(2, region=street, organisation=OrganisationFactory(region=street))

    assert queries() == one


@pytest.mark.parametrize(
    ("title", "shown"),
    [("城东街道", "Chengdong Street"), ("永安市场", "永安市场")],
    ids=["its own name", "another title"],
)
def test_on_english_pages_an_entry_has_the_english_name_of_its_place(title, shown):
    street = RegionFactory(code="990102002", name="城东街道", name_en="Chengdong Street")

    entry = proposed(street, title=title)

    with translation.override("en"):
        assert str(entry) == shown
    assert str(entry) == title


def test_an_english_name_and_ground_that_are_given_stand_beside_the_chinese_ones(street):
    entry = proposed(street, title_en="Yong'an Market", ground_en="72.50 points in the checks.")

    with translation.override("en"):
        assert (str(entry), entry.shown_ground) == ("Yong'an Market", "72.50 points in the checks.")
    assert (str(entry), entry.shown_ground) == ("永安市场", "本周 72.50 分")


def test_the_export_holds_the_entries_of_the_tab_and_is_written_down(client, street):
    entry = proposed(street)
    proposed(street, title="新市场", colour="red")
    office = admin_of("990102")
    boards.approve(entry, actor=office, at=NOON)
    client.force_login(office)
    address = reverse("campaigns:board-export")

    answer = client.post(address)

    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    head, *rows = book.get_sheet_by_index(0).to_python()
    assert (head[0], [row[0] for row in rows]) == ("点位或单位", ["永安市场"])
    assert f'action="{address}?"' in client.get(reverse("campaigns:boards")).content.decode()
    assert AuditEntry.objects.get(verb="documents.export").after == {"list": "board_entries", "filters": ""}
