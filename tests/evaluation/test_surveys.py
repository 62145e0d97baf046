"""Surveys: the office asks, a device answers once a day, nobody is named, too few answers tell nothing."""

import datetime as dt
from decimal import Decimal

import pytest

from evaluation.actions import questionnaires, surveys
from evaluation.models import Question, Questionnaire, Survey, SurveyAnswer
from evaluation.queries.surveys import by_place, tallies
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed, TransitionNotAllowed
from tests.factories import QuestionnaireFactory, RegionFactory, SurveyFactory, admin_of, leader_of

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 10, 14, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
ASKED = [
    {"text": "总的来说满意吗？", "counts": True},
    {"text": "环境", "required": False},
    {
        "text": "先改什么？",
        "kind": "choice",
        "required": False,
        "options": [{"code": "a", "name": "环境"}, {"code": "b", "name": "交通"}],
    },
]


@pytest.fixture
def survey():
    return SurveyFactory(questionnaire=QuestionnaireFactory(questions=ASKED))


def answered(survey, *values, device="one", at=NOON, place=None):
    questions = survey.questionnaire.questions.order_by("position")
    given = {question.pk: value for question, value in zip(questions, values, strict=False)}
    return surveys.answer(survey, answers=given, place=place, device_day=device, actor=None, at=at)


def test_an_answer_is_kept_with_its_score_and_names_nobody(survey):
    assert answered(survey, "satisfied", "fair", "b") is True

    row = SurveyAnswer.objects.get()
    assert (row.score, row.month, row.on, row.region_id) == (
        Decimal(80),
        dt.date(2026, 10, 1),
        dt.date(2026, 10, 14),
        "990102",
    )
    assert sorted(row.answers.values()) == ["b", "fair", "satisfied"]
    assert list(AuditEntry.objects.values_list("verb", "actor")) == [("survey.answer", None)]


def test_a_device_answers_once_a_day_and_its_first_answer_stands(survey):
    answered(survey, "satisfied")

    assert answered(survey, "very_dissatisfied") is False
    assert answered(survey, "fair", device="two") is True
    assert list(SurveyAnswer.objects.order_by("pk").values_list("score", flat=True)) == [80, 60]


def test_half_an_hour_after_midnight_is_the_next_day(survey):
    night = dt.datetime(2026, 10, 14, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))

    answered(survey, "satisfied", at=night)

    assert SurveyAnswer.objects.get().on == dt.date(2026, 10, 14)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ((), "总的来说"),
        (("splendid",), "没有这个"),
        (("satisfied", "", "z"), "没有这个"),
    ],
    ids=["a required question is left out", "no such point", "no such option"],
)
def test_what_does_not_fit_is_refused_with_a_sentence(survey, values, says):
    with pytest.raises(surveys.NotUnderstood, match=says):
        answered(survey, *values)

    assert not SurveyAnswer.objects.exists()


@pytest.mark.parametrize(
    "given",
    [{"state": "closed"}, {"state": "draft"}, {"starts_on": dt.date(2026, 10, 15)}, {"ends_on": dt.date(2026, 10, 13)}],
    ids=["closed", "not opened", "not yet", "over"],
)
def test_a_survey_takes_answers_on_its_days_only(given):
    survey = SurveyFactory(**given)

    with pytest.raises(surveys.NotAnswerable):
        answered(survey, "satisfied")


def test_where_a_place_is_asked_the_answer_counts_there_and_nowhere_else():
    street, elsewhere = RegionFactory(code="990102001"), RegionFactory(code="990103001")
    survey = SurveyFactory(asks_place=True)

    for place in (None, elsewhere):
        with pytest.raises(surveys.NotUnderstood, match="镇街"):
            answered(survey, "satisfied", place=place)
    answered(survey, "satisfied", place=street)

    assert SurveyAnswer.objects.get().region == street


def test_the_office_drafts_opens_and_closes(survey):
    office = admin_of("990102")
    row = Survey(
        title="问卷",
        questionnaire=survey.questionnaire,
        region=survey.region,
        starts_on=NOON.date(),
        ends_on=NOON.date(),
    )
    surveys.draft(row, actor=office, at=NOON)
    surveys.open_(row, actor=office, at=NOON)
    surveys.close(row, actor=office, at=NOON)

    with pytest.raises(TransitionNotAllowed):
        surveys.open_(row, actor=office, at=NOON)
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "survey.draft",
        "survey.open",
        "survey.close",
    ]


def test_nobody_but_the_office_of_the_place_asks(survey):
    for stranger in (admin_of("990103"), leader_of("990102")):
        with pytest.raises(NotAllowed):
            surveys.close(survey, actor=stranger, at=NOON)


def test_days_in_the_wrong_order_and_a_draft_questionnaire_are_refused(survey):
    office = admin_of("990102")
    row = Survey(title="x", questionnaire=survey.questionnaire, region=survey.region)
    row.starts_on, row.ends_on = dt.date(2026, 10, 2), dt.date(2026, 10, 1)

    with pytest.raises(BadInput, match="截止日期"):
        surveys.draft(row, actor=office, at=NOON)
    row.ends_on, row.questionnaire = row.starts_on, QuestionnaireFactory(state="draft")
    with pytest.raises(surveys.QuestionnaireNotInForce):
        surveys.draft(row, actor=office, at=NOON)


def test_answers_are_tallied_by_question_and_place(survey):
    for n, value in enumerate(["very_satisfied", "satisfied", "satisfied", "very_dissatisfied"]):
        answered(survey, value, "", "a" if n else "", device=str(n))

    overall, environment, first = tallies(survey)

    assert [(n, share and round(share, 1)) for _label, n, share in overall.lines] == [
        (1, Decimal("25.0")),
        (2, Decimal("50.0")),
        (0, Decimal("0")),
        (0, Decimal("0")),
        (1, Decimal("25.0")),
    ]
    assert (overall.mean, environment.total, environment.mean) == (Decimal(65), 0, None)
    assert [(label, n) for label, n, _share in first.lines] == [("环境", 3), ("交通", 0)]
    assert [(line.answered, line.mean) for line in by_place(survey, least=5)] == [(4, None)]
    assert [(line.answered, line.mean) for line in by_place(survey, least=4)] == [(4, Decimal(65))]


def test_an_office_makes_a_version_of_its_own_and_a_published_one_never_changes():
    shared, office = QuestionnaireFactory(code="shared", questions=ASKED), admin_of("990102")
    mine = questionnaires.copy(shared, region=RegionFactory(code="990102"), actor=office, at=NOON)
    asked = [{"text": "满意吗？", "counts": True}]
    questionnaires.write(mine, name="本区问卷", name_en="", questions=asked, actor=office, at=NOON)
    questionnaires.publish(mine, actor=office, at=NOON)
    second = questionnaires.copy(mine, region=mine.region, actor=office, at=NOON)
    questionnaires.publish(second, actor=office, at=NOON)

    with pytest.raises(questionnaires.QuestionnaireSettled):
        questionnaires.write(mine, name="改", name_en="", questions=[], actor=office, at=NOON)
    with pytest.raises(NotAllowed):
        questionnaires.write(shared, name="改", name_en="", questions=[], actor=office, at=NOON)
    assert list(Question.objects.filter(questionnaire=mine).values_list("text", flat=True)) == ["满意吗？"]
    states = Questionnaire.objects.filter(region="990102").order_by("version").values_list("version", "state")
    assert list(states) == [(1, "retired"), (2, "published")]


def test_a_questionnaire_without_a_question_that_counts_is_not_published():
    draft = QuestionnaireFactory(
        state="draft", region=RegionFactory(code="990102"), questions=[{"text": "环境", "counts": False}]
    )

    with pytest.raises(questionnaires.NothingToAsk):
        questionnaires.publish(draft, actor=admin_of("990102"), at=NOON)
