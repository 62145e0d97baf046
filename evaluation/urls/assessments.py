"""Addresses of the pages of scores."""

from django.urls import path

from ..views import assessments, results, sheets

urlpatterns = [
    path("assessments/", assessments.assessment_list, name="assessments"),
    path("assessments/live/", assessments.assessment_live, name="assessment-live"),
    path("assessments/export/", assessments.assessment_export, name="assessment-export"),
    path("assessments/score/", assessments.assessment_score, name="assessment-score"),
    path("assessments/<int:pk>/", assessments.assessment, name="assessment"),
    path("assessments/<int:pk>/approve/", assessments.assessment_approve, name="assessment-approve"),
    path("assessments/<int:pk>/publish/", assessments.assessment_publish, name="assessment-publish"),
    path("assessments/<int:pk>/correct/", assessments.assessment_correct, name="assessment-correct"),
    path("assessments/results/<int:pk>/", results.result, name="result"),
    path("assessments/results/<int:pk>/sites/<int:site>/", results.result_site, name="result-site"),
    path("assessments/results/<int:pk>/sheet/", sheets.result_sheet, name="result-sheet"),
    path("assessments/results/<int:pk>/document/", sheets.result_document, name="result-document"),
    path("assessments/results/<int:pk>/export/", sheets.result_export, name="result-export"),
]
