"""Addresses of the API, ``/api/v1/``: one line for each resource."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from evaluation.api.assessments import AssessmentViewSet
from evaluation.api.checks import CheckViewSet
from evaluation.api.submissions import BatchView, SubmissionView
from foundation.attachments.api import AttachmentViewSet

router = DefaultRouter(use_regex_path=False)
router.include_format_suffixes = False
router.register("assessments", AssessmentViewSet, basename="assessment")
router.register("attachments", AttachmentViewSet, basename="attachment")
router.register("checks", CheckViewSet, basename="check")

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
    path("check-submissions/", SubmissionView.as_view(), name="check-submission"),
    path("check-submissions/batch/", BatchView.as_view(), name="check-submission-batch"),
    path("", include(router.urls)),
]
