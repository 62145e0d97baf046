"""Two taps on “hand in” at once: one answer, fifty times out of fifty."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from evaluation.actions import surveys
from evaluation.models import SurveyAnswer
from tests.factories import SurveyFactory

NOON = dt.datetime(2026, 10, 14, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.mark.django_db(transaction=True)
def test_a_device_that_hands_in_twice_at_once_counts_once():
    survey = SurveyFactory()
    question = survey.questionnaire.questions.get().pk

    def hand_in(told):
        number, later = told
        try:
            return surveys.answer(
                survey,
                answers={question: "satisfied"},
                place=None,
                device_day=f"device {number}",
                actor=None,
                at=NOON + dt.timedelta(seconds=later),
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(hand_in, [(number, later) for number in range(50) for later in (0, 1)]))

    assert [taken[2 * n] + taken[2 * n + 1] for n in range(50)] == [1] * 50
    assert SurveyAnswer.objects.count() == 50
