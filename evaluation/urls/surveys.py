"""Addresses of the pages of surveys; residents answer at /s/."""

from django.urls import path, re_path

from ..views import questionnaires, survey_answers, survey_papers, surveys

urlpatterns = [
    path("surveys/", surveys.survey_list, name="surveys"),
    path("surveys/new/", surveys.survey_new, name="survey-new"),
    path("surveys/<int:pk>/", surveys.survey, name="survey"),
    path("surveys/<int:pk>/sheet/", survey_papers.survey_sheet, name="survey-sheet"),
    path("surveys/<int:pk>/export/", survey_papers.survey_export, name="survey-export"),
    path("surveys/<int:pk>/open/", surveys.survey_open, name="survey-open"),
    path("surveys/<int:pk>/close/", surveys.survey_close, name="survey-close"),
    path("surveys/questionnaires/", questionnaires.questionnaire_list, name="questionnaires"),
    path("surveys/questionnaires/<int:pk>/", questionnaires.questionnaire, name="questionnaire"),
    path("surveys/questionnaires/<int:pk>/copy/", questionnaires.questionnaire_copy, name="questionnaire-copy"),
    path("surveys/questionnaires/<int:pk>/edit/", questionnaires.questionnaire_edit, name="questionnaire-edit"),
    path(
        "surveys/questionnaires/<int:pk>/publish/", questionnaires.questionnaire_publish, name="questionnaire-publish"
    ),
    path("s/<str:token>/", survey_answers.survey_answer, name="survey-answer"),
    path("s/<str:token>/thanks/", survey_answers.survey_thanks, name="survey-thanks"),
    re_path(r"^s/(?P<token>[\w-]{1,20})/qr\.(?P<kind>svg|png)$", survey_answers.survey_code, name="survey-code"),
]
