"""The pages of a quarter: what each reader sees, and that lists ask the same number of questions."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from evaluation.actions import appeals, evaluations, negatives
from evaluation.models import Appeal, Assessment, Evaluation, NegativeEntry
from tests.factories import OrganisationFactory, RegionFactory, admin_of, leader_of, official_of, user_with
from tests.factories.quarters import AFTER_Q3, DISTRICT, Q3, NegativeItemFactory, quarter_of

pytestmark = pytest.mark.django_db
STREETS = [f"990102{number:03d}" for number in range(1, 5)]
LIST = "/evaluations/?region=990102&quarter=2026Q3"


def signed_in(user):
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def quarter(count=2, *, state="in_appeal"):
    quarter_of({code: [f"{90 - place}.00"] * 3 for place, code in enumerate(STREETS[:count])})
    made = evaluations.prepare(RegionFactory(code=DISTRICT), period=Q3, actor=None, at=AFTER_Q3)
    office = admin_of(DISTRICT)
    if state != "draft":
        evaluations.open_for_appeal(made, actor=office, at=AFTER_Q3)
    if state == "published":
        over = made.appeal_until + dt.timedelta(minutes=1)
        evaluations.approve(made, actor=office, at=over)
        evaluations.publish(made, actor=office, at=over)
    return made


def test_the_ranking_shows_finals_grades_and_ranks():
    quarter()

    page = signed_in(admin_of(DISTRICT)).get(LIST).content.decode()

    assert [text in page for text in ("90.00", "89.00", "Excellent", "Good", "In publicity")] == [True] * 5


def test_a_draft_is_seen_by_office_and_leader_and_not_by_those_it_is_about():
    made = quarter(state="draft")

    seen = {
        name: signed_in(person).get(reverse("evaluation:evaluation", args=[made.pk])).status_code
        for name, person in {
            "office": admin_of(DISTRICT),
            "leader": leader_of(DISTRICT),
            "official": official_of(STREETS[0]),
            "neighbour": admin_of("990103"),
        }.items()
    }

    assert seen == {"office": 200, "leader": 200, "official": 404, "neighbour": 404}


def test_a_party_opens_its_own_result_and_not_that_of_another():
    made = quarter()
    own, other = (made.results.get(region=code) for code in STREETS[:2])
    client = signed_in(official_of(STREETS[0]))

    assert [client.get(row.get_absolute_url()).status_code for row in (own, other)] == [200, 404]


def test_a_party_appeals_from_its_page(settings):
    made = quarter()
    Evaluation.objects.filter(pk=made.pk).update(appeal_until=dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
    own = made.results.get(region=STREETS[0])
    client = signed_in(official_of(STREETS[0]))
    address = reverse("evaluation:appeal-new", args=["result", own.pk])
    assert address in client.get(own.get_absolute_url()).content.decode()

    answer = client.post(address, {"ground": "市级表彰未计入"})

    appeal = Appeal.objects.get()
    assert (answer.status_code, answer.url) == (302, appeal.get_absolute_url())
    assert (appeal.ground, appeal.region_id) == ("市级表彰未计入", STREETS[0])


def test_the_office_answers_an_appeal_on_its_page():
    made = quarter()
    appeal = appeals.lodge(
        made.results.get(region=STREETS[1]), ground="表彰", actor=official_of(STREETS[1]), at=AFTER_Q3
    )
    client = signed_in(admin_of(DISTRICT))
    assert "Uphold" in client.get(appeal.get_absolute_url()).content.decode()

    client.post(
        reverse("evaluation:appeal-answer", args=[appeal.pk]), {"decision": "补记", "points": "3", "accept": "1"}
    )

    row = made.results.get(region=STREETS[1])
    appeal.refresh_from_db()
    assert (appeal.state, row.final, row.rank) == ("accepted", Decimal("92.00"), 1)


def test_an_official_reads_the_answer_and_finds_no_button():
    made = quarter()
    person = official_of(STREETS[1])
    appeal = appeals.lodge(made.results.get(region=STREETS[1]), ground="表彰", actor=person, at=AFTER_Q3)
    appeals.reject(appeal, decision="证据不足", actor=admin_of(DISTRICT), at=AFTER_Q3)

    page = signed_in(person).get(appeal.get_absolute_url()).content.decode()

    assert ("证据不足" in page, "Do not uphold" in page) == (True, False)


def test_the_publicity_is_open_to_everybody_while_it_lasts():
    made = quarter()
    address = reverse("evaluation:evaluation-publicity", args=[made.pk])

    page = Client().get(address)

    assert (page.status_code, "90.00" in page.content.decode()) == (200, True)
    Evaluation.objects.filter(pk=made.pk).update(state="approved")
    assert Client().get(address).status_code == 404


def test_a_quarter_is_prepared_opened_and_corrected_with_buttons():
    quarter_of({STREETS[0]: ["90", "90", "90"]})
    client = signed_in(admin_of(DISTRICT))

    client.post("/evaluations/prepare/", {"region": DISTRICT, "quarter": "2026Q3"})
    made = Evaluation.objects.get()
    client.post(reverse("evaluation:evaluation-open", args=[made.pk]))
    Evaluation.objects.update(appeal_until=AFTER_Q3)
    for step in ("approve", "publish"):
        client.post(reverse(f"evaluation:evaluation-{step}", args=[made.pk]))
    client.post(reverse("evaluation:evaluation-correct", args=[made.pk]), {"reason": "7月更正"})

    assert list(Evaluation.objects.order_by("version").values_list("version", "state", "reason")) == [
        (1, "published", ""),
        (2, "draft", "7月更正"),
    ]


def test_the_workbook_holds_the_rows_of_the_page():
    quarter()

    answer = signed_in(admin_of(DISTRICT)).post("/evaluations/export/?region=990102&quarter=2026Q3")

    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[4:6] for row in rows[1:]] == [[90.0, "Excellent"], [89.0, "Good"]]


def test_the_word_document_is_the_official_form_of_the_ranking():
    made = quarter(state="published")

    answer = signed_in(admin_of(DISTRICT)).get(reverse("evaluation:evaluation-document", args=[made.pk]))

    document = Document(io.BytesIO(b"".join(answer.streaming_content)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "2026年第三季度文明创建" in text
    assert "考评结果的通报" in text
    assert [cell.text for cell in document.tables[0].rows[1].cells][:4] == ["1", f"区划{STREETS[0]}", "90.00", "优秀"]
    assert round(document.sections[0].left_margin.mm) == 28


def test_years_show_published_quarters_and_their_mean():
    quarter(state="published")

    page = signed_in(admin_of(DISTRICT)).get("/evaluations/years/?region=990102").content.decode()

    assert ("standing of 2026" in page, "90.00" in page) == (True, True)


@pytest.mark.parametrize(
    ("address", "least"),
    [(LIST, 1), ("/evaluations/years/?region=990102", 1)],
)
def test_a_ranking_asks_the_same_number_of_questions_for_one_and_for_three(address, least):
    office = admin_of(DISTRICT)
    counts = []
    for size in (1, 4):
        Evaluation.objects.all().delete()

        Assessment.objects.all().delete()
        made = quarter(size, state="published")
        client = signed_in(office)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
        assert made.results.count() == size

    assert counts[0] == counts[1]


def test_the_negative_list_is_kept_by_the_office():
    NegativeItemFactory()
    office = OrganisationFactory(name="区城管局")
    client = signed_in(admin_of(DISTRICT))

    answer = client.post(
        "/negative-list/new/",
        {
            "district": DISTRICT,
            "party": f"organisation:{office.pk}",
            "item": "evaluation.exposed",
            "on": "2026-08-05",
            "ground": "市级通报第8期",
        },
    )

    entry = NegativeEntry.objects.get()
    assert (answer.status_code, entry.organisation, entry.quarter) == (302, office, Q3.start)
    page = client.get("/negative-list/").content.decode()
    assert ("区城管局" in page, "市级通报第8期" in page) == (True, True)


def test_a_party_sees_its_own_entries_only():
    mine, other = OrganisationFactory(name="区教育局"), OrganisationFactory(name="区商务局")
    for party in (mine, other):
        negatives.enter(
            NegativeItemFactory(),
            district=RegionFactory(code=DISTRICT),
            party=party,
            on=dt.date(2026, 8, 5),
            ground="通报",
            actor=admin_of(DISTRICT),
            at=AFTER_Q3,
        )

    page = signed_in(official_of(mine)).get("/negative-list/").content.decode()

    assert ("区教育局" in page, "区商务局" in page) == (True, False)


def test_a_reviewer_finds_the_menu_entry_and_an_official_does_not():
    reviewer = user_with("reviewer", region=DISTRICT)

    assert "/reviews/" in signed_in(reviewer).get("/reviews/").content.decode()
    assert 'href="/reviews/"' not in signed_in(official_of(STREETS[0])).get("/evaluations/").content.decode()
