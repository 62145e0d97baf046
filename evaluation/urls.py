"""Addresses of the pages of the four ones."""

from django.urls import path

from .views import assessments, field, results, schemes

app_name = "evaluation"
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
    path("assessments/schemes/", schemes.scheme_list, name="schemes"),
    path("field/", field.field, name="field"),
    path("field/checks/<int:pk>/", field.field_check, name="field-check"),
    path("field/sites/", field.field_sites, name="field-sites"),
    path("field/sites/<str:code>/", field.field_site, name="field-site"),
    path("field/mine/", field.field_mine, name="field-mine"),
]
