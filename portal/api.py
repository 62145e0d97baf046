"""Addresses of the API, ``/api/v1/``: one line for each resource."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from campaigns.api.action_orders import ActionOrderViewSet, ActionTaskViewSet
from campaigns.api.boards import BoardEntryViewSet
from campaigns.api.decisions import DecisionViewSet
from campaigns.api.joint_campaigns import CampaignLinkViewSet, JointCampaignViewSet
from campaigns.api.leadership import GroupViewSet
from campaigns.api.ledgers import LedgerEntryViewSet, LedgerKindViewSet
from campaigns.api.meetings import MeetingViewSet
from campaigns.api.pairings import PairingViewSet, SupportRecordViewSet
from campaigns.api.report_templates import ReportTemplateViewSet
from campaigns.api.reports import ProgressReportViewSet
from campaigns.api.special_actions import SpecialActionViewSet
from campaigns.api.subjects import CycleViewSet, SubjectViewSet
from evaluation.api.adjustments import AdjustmentViewSet
from evaluation.api.appeals import AppealViewSet
from evaluation.api.assessments import AssessmentViewSet
from evaluation.api.bulletins import BulletinViewSet
from evaluation.api.checks import CheckViewSet
from evaluation.api.evaluations import EvaluationViewSet
from evaluation.api.indicators import IndicatorSystemViewSet
from evaluation.api.notices import NoticeViewSet
from evaluation.api.plans import PlanViewSet
from evaluation.api.problems import ProblemViewSet
from evaluation.api.rectifications import RectificationViewSet
from evaluation.api.saved_views import SavedViewViewSet
from evaluation.api.sites import SiteTypeViewSet, SiteViewSet
from evaluation.api.submissions import BatchView, SubmissionView
from evaluation.api.surveys import SurveyViewSet
from foundation.accounts.api import TokenRevokeView, TokenView
from foundation.accounts.api_users import UserViewSet
from foundation.attachments.api import AttachmentViewSet
from foundation.attachments.api_uploads import UploadView
from foundation.audit.api import AuditEntryViewSet
from foundation.metrics.api import MetricsView
from foundation.notifications.api import NotificationViewSet
from foundation.organisations.api import OrganisationViewSet, RegionViewSet

router = DefaultRouter(use_regex_path=False)
router.include_format_suffixes = False
router.register("action-orders", ActionOrderViewSet, basename="action-order")
router.register("action-tasks", ActionTaskViewSet, basename="action-task")
router.register("adjustments", AdjustmentViewSet, basename="adjustment")
router.register("appeals", AppealViewSet, basename="appeal")
router.register("assessments", AssessmentViewSet, basename="assessment")
router.register("attachments", AttachmentViewSet, basename="attachment")
router.register("audit-entries", AuditEntryViewSet, basename="audit-entry")
router.register("board-entries", BoardEntryViewSet, basename="board-entry")
router.register("bulletins", BulletinViewSet, basename="bulletin")
router.register("campaign-links", CampaignLinkViewSet, basename="campaign-link")
router.register("checks", CheckViewSet, basename="check")
router.register("decisions", DecisionViewSet, basename="decision")
router.register("meetings", MeetingViewSet, basename="meeting")
router.register("cycles", CycleViewSet, basename="cycle")
router.register("notifications", NotificationViewSet, basename="notification")
router.register("evaluations", EvaluationViewSet, basename="evaluation")
router.register("ledger-entries", LedgerEntryViewSet, basename="ledger-entry")
router.register("ledger-kinds", LedgerKindViewSet, basename="ledger-kind")
router.register("groups", GroupViewSet, basename="group")
router.register("joint-campaigns", JointCampaignViewSet, basename="joint-campaign")
router.register("notices", NoticeViewSet, basename="notice")
router.register("organisations", OrganisationViewSet, basename="organisation")
router.register("pairings", PairingViewSet, basename="pairing")
router.register("plans", PlanViewSet, basename="plan")
router.register("problems", ProblemViewSet, basename="problem")
router.register("rectifications", RectificationViewSet, basename="rectification")
router.register("indicator-systems", IndicatorSystemViewSet, basename="indicator-system")
router.register("progress-reports", ProgressReportViewSet, basename="progress-report")
router.register("regions", RegionViewSet, basename="region")
router.register("report-templates", ReportTemplateViewSet, basename="report-template")
router.register("saved-views", SavedViewViewSet, basename="saved-view")
router.register("site-types", SiteTypeViewSet, basename="site-type")
router.register("sites", SiteViewSet, basename="site")
router.register("subjects", SubjectViewSet, basename="subject")
router.register("special-actions", SpecialActionViewSet, basename="special-action")
router.register("support-records", SupportRecordViewSet, basename="support-record")
router.register("surveys", SurveyViewSet, basename="survey")
router.register("users", UserViewSet, basename="user")

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
    path("metrics/", MetricsView.as_view(), name="metrics"),
    path("token/", TokenView.as_view(), name="token"),
    path("token/revoke/", TokenRevokeView.as_view(), name="token-revoke"),
    path("attachments/uploads/<uuid:key>/", UploadView.as_view(), name="attachment-upload"),
    path("check-submissions/", SubmissionView.as_view(), name="check-submission"),
    path("check-submissions/batch/", BatchView.as_view(), name="check-submission-batch"),
    path("", include(router.urls)),
]
