"""Where residents answer and where the office reads: links, one answer a day, abuse, results."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.models import Questionnaire, Survey, SurveyAnswer
from evaluation.views import survey_devices
from tests.factories import QuestionnaireFactory, RegionFactory, SurveyFactory, admin_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    today = timezone.localdate()
    return SurveyFactory(starts_on=today - dt.timedelta(days=1), ends_on=today + dt.timedelta(days=1))


def address(survey):
    return reverse("evaluation:survey-answer", args=[survey.token])


def filled(survey, value="satisfied", **more):
    return {f"q{survey.questionnaire.questions.get().pk}": value, **more}


def test_a_resident_answers_without_signing_in_and_once_a_day(survey):
    phone = Client()
    phone.get(address(survey))

    first = phone.post(address(survey), filled(survey))
    again = phone.post(address(survey), filled(survey, "very_dissatisfied"))

    assert first.url == reverse("evaluation:survey-thanks", args=[survey.token])
    assert again.url == first.url + "?again=1"
    assert "今天已经答过" in phone.get(again.url).content.decode()
    assert [row.score for row in SurveyAnswer.objects.all()] == [80]


def test_two_phones_behind_one_address_both_count(survey):
    for value in ("satisfied", "fair"):
        phone = Client()
        phone.get(address(survey))
        phone.post(address(survey), filled(survey, value))

    assert sorted(row.score for row in SurveyAnswer.objects.all()) == [60, 80]


def test_a_device_without_a_cookie_counts_once(survey):
    for _time in range(2):
        Client().post(address(survey), filled(survey))

    assert SurveyAnswer.objects.count() == 1


def test_nothing_of_the_device_can_be_read_from_what_is_kept(survey):
    phone = Client()
    phone.get(address(survey))
    phone.post(address(survey), filled(survey))

    row = SurveyAnswer.objects.get()
    assert len(row.device_day) == 64
    assert phone.cookies[survey_devices.COOKIE].value not in str(vars(row))


def test_an_unanswered_question_keeps_what_was_chosen(survey):
    Questionnaire.objects.get(pk=survey.questionnaire_id).questions.create(position=2, text="环境")

    answer = Client().post(address(survey), {f"q{survey.questionnaire.questions.first().pk}": "fair"})

    assert answer.status_code == 200
    assert 'value="fair"' in answer.content.decode()
    assert "请选择一个答案" in answer.content.decode()
    assert not SurveyAnswer.objects.exists()


def test_a_program_that_fills_in_everything_is_not_counted(survey):
    Client().post(address(survey), filled(survey, website="http://example.com"))

    assert not SurveyAnswer.objects.exists()


def test_too_many_answers_from_one_address_are_turned_away(survey, monkeypatch):
    monkeypatch.setattr(survey_devices, "MOST_FROM_ONE_ADDRESS", 2)
    cache.clear()
    codes = []
    for _number in range(3):
        phone = Client()
        phone.get(address(survey))
        codes.append(phone.post(address(survey), filled(survey)).status_code)

    assert (codes, SurveyAnswer.objects.count()) == ([302, 302, 429], 2)


@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("closed", 200)])
def test_a_link_that_takes_no_answers_says_so(survey, state, status):
    Survey.objects.filter(pk=survey.pk).update(state=state)

    answer = Client().get(address(survey))

    assert answer.status_code == status
    assert ("调查已结束" in answer.content.decode()) is (state == "closed")


def test_the_code_is_a_picture_of_the_link(survey):
    answer = Client().get(reverse("evaluation:survey-code", args=[survey.token, "svg"]))

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")


def test_the_office_prepares_a_survey_and_opens_it(client, survey):
    client.force_login(admin_of("990102"))
    told = {
        "title": "十一月调查",
        "questionnaire": survey.questionnaire_id,
        "region": "990102",
        "starts_on": "2026-11-01",
        "ends_on": "2026-11-30",
    }

    refused = client.post(reverse("evaluation:survey-new"), told | {"ends_on": "2026-10-30"})
    made = client.post(reverse("evaluation:survey-new"), told)
    row = Survey.objects.get(title="十一月调查")
    client.post(reverse("evaluation:survey-open", args=[row.pk]))

    assert (refused.status_code, "十一月调查" in refused.content.decode()) == (200, True)
    assert made.url == row.get_absolute_url()
    assert Survey.objects.get(pk=row.pk).state == "open"


def test_results_say_when_there_are_too_few(client, survey):
    Client().post(address(survey), filled(survey))
    client.force_login(admin_of("990102"))

    text = client.get(survey.get_absolute_url()).content.decode()

    assert "十月满意度调查：目前 1 份答卷" in text
    assert "不足 10 份" in text


def test_the_office_writes_questions_of_its_own(client, survey):
    client.force_login(admin_of("990102"))
    client.post(reverse("evaluation:questionnaire-copy", args=[survey.questionnaire_id]))
    draft = Questionnaire.objects.get(region="990102")
    rows = {
        "q-TOTAL_FORMS": "2",
        "q-INITIAL_FORMS": "1",
        "q-0-text": "满意吗？",
        "q-0-kind": "five_point",
        "q-0-counts": "on",
        "q-0-required": "on",
        "q-1-text": "先改什么？",
        "q-1-kind": "choice",
        "q-1-choices": "环境 | Cleanliness\n交通",
    }

    address_of_draft = reverse("evaluation:questionnaire-edit", args=[draft.pk])
    refused = client.post(address_of_draft, {"name": "本区问卷", **rows, "q-1-choices": "环境"})
    client.post(address_of_draft, {"name": "本区问卷", **rows})
    client.post(reverse("evaluation:questionnaire-publish", args=[draft.pk]))

    draft.refresh_from_db()
    assert "至少有两个选项" in refused.content.decode()
    assert (draft.name, draft.state) == ("本区问卷", "published")
    assert list(draft.questions.order_by("position").values_list("text", "kind", "counts")) == [
        ("满意吗？", "five_point", True),
        ("先改什么？", "choice", False),
    ]
    assert draft.questions.get(position=2).options[0] == {"code": "o1", "name": "环境", "name_en": "Cleanliness"}


def test_the_list_asks_the_same_whatever_its_length(client):
    client.force_login(admin_of("990102"))

    def asked():
        client.get(reverse("evaluation:surveys"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("evaluation:surveys"))
        return len(queries)

    SurveyFactory()
    one = asked()
    SurveyFactory.create_batch(2, questionnaire=QuestionnaireFactory(), region=RegionFactory(code="990102001"))

    assert asked() == one


def test_the_api_tells_what_answers_add_up_to_and_no_single_one(client, survey):
    Client().post(address(survey), filled(survey))
    client.force_login(admin_of("990102"))

    (row,) = client.get("/api/v1/surveys/").json()["results"]

    assert (row["answers"], row["satisfaction"], row["state"]) == (1, "80.00", "open")
    assert sorted(row) == sorted(
        [
            "id",
            "title",
            "questionnaire",
            "version",
            "region",
            "organisation",
            "starts_on",
            "ends_on",
            "state",
            "answers",
            "satisfaction",
            "url",
        ]
    )
