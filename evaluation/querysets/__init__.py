"""Chainable reads of what is inspected, found and scored."""

from .appeals import AppealQuerySet, MaterialReviewQuerySet, NegativeEntryQuerySet, ReviewerAssignmentQuerySet
from .assessments import AssessmentQuerySet, ResultQuerySet, SchemeQuerySet
from .checks import CheckQuerySet, missed
from .evaluations import PUBLIC_STATES, EvaluationQuerySet, EvaluationResultQuerySet, QuarterSchemeQuerySet
from .indicators import IndicatorSystemQuerySet
from .plans import PlanQuerySet
from .problems import ProblemQuerySet, late
from .sites import SiteQuerySet, SiteTypeQuerySet
from .surveys import QuestionnaireQuerySet, SurveyAnswerQuerySet, SurveyQuerySet

__all__ = [
    "PUBLIC_STATES",
    "AppealQuerySet",
    "AssessmentQuerySet",
    "CheckQuerySet",
    "EvaluationQuerySet",
    "EvaluationResultQuerySet",
    "IndicatorSystemQuerySet",
    "MaterialReviewQuerySet",
    "NegativeEntryQuerySet",
    "PlanQuerySet",
    "ProblemQuerySet",
    "QuarterSchemeQuerySet",
    "QuestionnaireQuerySet",
    "ResultQuerySet",
    "ReviewerAssignmentQuerySet",
    "SchemeQuerySet",
    "SiteQuerySet",
    "SiteTypeQuerySet",
    "SurveyAnswerQuerySet",
    "SurveyQuerySet",
    "late",
    "missed",
]
