"""Addresses of the pages of the four ones."""

from . import (
    adjustments,
    assessments,
    bulletins,
    checks,
    evaluations,
    field,
    indicators,
    notices,
    plans,
    policies,
    problems,
    schemes,
    sites,
    subject_panels,
    surveys,
)

app_name = "evaluation"
urlpatterns = [
    *adjustments.urlpatterns,
    *assessments.urlpatterns,
    *bulletins.urlpatterns,
    *checks.urlpatterns,
    *evaluations.urlpatterns,
    *field.urlpatterns,
    *indicators.urlpatterns,
    *notices.urlpatterns,
    *plans.urlpatterns,
    *policies.urlpatterns,
    *problems.urlpatterns,
    *schemes.urlpatterns,
    *sites.urlpatterns,
    *subject_panels.urlpatterns,
    *surveys.urlpatterns,
]
