"""A survey is taken out as a workbook that names nobody, and hung up as a sheet."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from evaluation.models import SurveyAnswer
from foundation.audit.models import AuditEntry
from tests.factories import QuestionnaireFactory, RegionFactory, SchemeFactory, SurveyFactory, admin_of, leader_of

pytestmark = pytest.mark.django_db
CHOICES = [{"code": "a", "name": "停车"}, {"code": "b", "name": "环卫"}]
MOMENT = dt.datetime(2026, 10, 14, 9, tzinfo=dt.UTC)


@pytest.fixture
def survey():
    """Two places: three answers for the first, one for the second; the scheme asks for two at least."""
    SchemeFactory(min_responses=2)
    asked = [
        {"text": "您满意吗？", "counts": True},
        {
            "text": "哪里要改？",
            "kind": "choice",
            "options": [{"code": "a", "name": "停车"}, {"code": "b", "name": "环卫"}],
        },
    ]
    row = SurveyFactory(questionnaire=QuestionnaireFactory(questions=asked), asks_place=True)
    first, second = row.questionnaire.questions.order_by("position")
    given = [("990102001", "satisfied", "a"), ("990102001", "fair", "b"), ("990102001", "fair", "a")]
    for number, (place, value, choice) in enumerate([*given, ("990102002", "satisfied", "b")]):
        SurveyAnswer.objects.create(
            survey=row,
            district=row.district,
            region=RegionFactory(code=place, name="东风街道" if place.endswith("1") else "石桥镇"),
            on=dt.date(2026, 10, 20 - number),
            month=dt.date(2026, 10, 1),
            score={"satisfied": 80, "fair": 60}[value],
            answers={str(first.pk): value, str(second.pk): choice},
            device_day=f"d{number}",
            answered_at=MOMENT,
        )
    return row


def sheets(answer):
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_office_takes_figures_and_answers_and_the_trail_says_so(client, survey):
    client.force_login(admin_of("990102"))

    found = sheets(client.post(reverse("evaluation:survey-export", args=[survey.pk])))

    assert list(found) == ["统计", "按镇街", "答卷"]
    figures, places, answers = found.values()
    assert ["您满意吗？", "满意", 2, 50, ""] in figures
    assert figures[1][4] == 70
    assert places[1:] == [["东风街道", 3, 66.67], ["石桥镇", 1, "答卷太少"]]
    assert answers[1:] == [
        ["2026-10", "", "满意", "环卫", 80],
        ["2026-10", "东风街道", "一般", "停车", 60],
        ["2026-10", "东风街道", "一般", "环卫", 60],
        ["2026-10", "东风街道", "满意", "停车", 80],
    ]
    entry = AuditEntry.objects.get(verb="documents.export")
    assert (entry.subject_id, entry.after["list"]) == (str(survey.pk), "survey")


def test_nothing_in_the_workbook_tells_day_device_or_order(client, survey):
    client.force_login(admin_of("990102"))

    answers = list(sheets(client.post(reverse("evaluation:survey-export", args=[survey.pk]))).values())[2]

    flat = [str(cell) for row in answers for cell in row]
    assert not any("2026-10-" in cell or cell.startswith("d") for cell in flat)
    assert answers[1:] == sorted(answers[1:], key=lambda row: ["None" if cell == "" else str(cell) for cell in row])


def test_leaders_read_but_do_not_take_answers_and_neighbours_find_nothing(client, survey):
    address = reverse("evaluation:survey-export", args=[survey.pk])
    client.force_login(leader_of("990102"))
    assert client.post(address).status_code == 403
    client.force_login(admin_of("990103"))
    assert client.post(address).status_code == 404

    assert AuditEntry.objects.filter(verb="documents.export").count() == 0


def test_the_sheet_to_hang_up_shows_code_days_and_what_is_not_asked(client, survey):
    client.force_login(admin_of("990102"))

    text = client.get(reverse("evaluation:survey-sheet", args=[survey.pk])).content.decode()

    code = reverse("evaluation:survey-code", args=[survey.token, "svg"])
    assert all(part in text for part in (code, "共2题", "2026年10月1日至2026年10月31日", "不留姓名和电话"))


def test_the_sheet_of_a_draft_has_no_code_yet(client, survey):
    survey.state = "draft"
    survey.save(update_fields=["state"])
    client.force_login(admin_of("990102"))

    text = client.get(reverse("evaluation:survey-sheet", args=[survey.pk])).content.decode()

    assert (f"/s/{survey.token}/qr.svg" in text, "调查开始后生成二维码" in text) == (False, True)
