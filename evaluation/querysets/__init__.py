"""Chainable reads of what is inspected, found and scored."""

from .adjustments import AdjustmentQuerySet
from .appeals import AppealQuerySet, MaterialReviewQuerySet, NegativeEntryQuerySet, ReviewerAssignmentQuerySet
from .assessments import AssessmentQuerySet, ResultQuerySet
from .bulletins import BulletinQuerySet
from .checks import CheckQuerySet, missed
from .evaluations import PUBLIC_STATES, EvaluationQuerySet, EvaluationResultQuerySet
from .indicators import IndicatorSystemQuerySet
from .lapses import InterviewQuerySet, LapseQuerySet
from .notices import NoticeQuerySet
from .plans import PlanQuerySet
from .policies import SeverityPolicyQuerySet
from .problems import ProblemQuerySet, late
from .rectifications import RectificationQuerySet, SecondLookQuerySet
from .saved_views import SavedViewQuerySet
from .schemes import QuarterSchemeQuerySet, SchemeQuerySet
from .sites import SiteQuerySet, SiteTypeQuerySet
from .surveys import QuestionnaireQuerySet, SurveyAnswerQuerySet, SurveyQuerySet

__all__ = [
    "PUBLIC_STATES",
    "AdjustmentQuerySet",
    "AppealQuerySet",
    "AssessmentQuerySet",
    "BulletinQuerySet",
    "CheckQuerySet",
    "EvaluationQuerySet",
    "EvaluationResultQuerySet",
    "IndicatorSystemQuerySet",
    "InterviewQuerySet",
    "LapseQuerySet",
    "MaterialReviewQuerySet",
    "NegativeEntryQuerySet",
    "NoticeQuerySet",
    "PlanQuerySet",
    "ProblemQuerySet",
    "QuarterSchemeQuerySet",
    "QuestionnaireQuerySet",
    "RectificationQuerySet",
    "ResultQuerySet",
    "ReviewerAssignmentQuerySet",
    "SavedViewQuerySet",
    "SchemeQuerySet",
    "SecondLookQuerySet",
    "SeverityPolicyQuerySet",
    "SiteQuerySet",
    "SiteTypeQuerySet",
    "SurveyAnswerQuerySet",
    "SurveyQuerySet",
    "late",
    "missed",
]
