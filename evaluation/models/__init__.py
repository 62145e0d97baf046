"""Records of the four ones."""

from .appeals import Appeal, AppealEvidence
from .assessments import Assessment, AssessmentSite, Result, Scheme, SchemeCoefficient, SchemeTypeWeight, SiteMonth
from .checks import Check, CheckFlag, CheckItem, CheckPhoto
from .evaluations import Evaluation, EvaluationResult, QuarterScheme
from .indicators import Indicator, IndicatorSystem
from .materials import MaterialEvidence, MaterialReview, MaterialStatement, ReviewerAssignment, ReviewerScore
from .negatives import NegativeEntry, NegativeItem
from .plans import Draw, Plan, PlanRule
from .problems import Finding, Problem
from .sites import Site, SiteType
from .surveys import Question, Questionnaire, Survey, SurveyAnswer

__all__ = [
    "Appeal",
    "AppealEvidence",
    "Assessment",
    "AssessmentSite",
    "Check",
    "CheckFlag",
    "CheckItem",
    "CheckPhoto",
    "Draw",
    "Evaluation",
    "EvaluationResult",
    "Finding",
    "Indicator",
    "IndicatorSystem",
    "MaterialEvidence",
    "MaterialReview",
    "MaterialStatement",
    "NegativeEntry",
    "NegativeItem",
    "Plan",
    "PlanRule",
    "Problem",
    "QuarterScheme",
    "Question",
    "Questionnaire",
    "Result",
    "ReviewerAssignment",
    "ReviewerScore",
    "Scheme",
    "SchemeCoefficient",
    "SchemeTypeWeight",
    "Site",
    "SiteMonth",
    "SiteType",
    "Survey",
    "SurveyAnswer",
]
