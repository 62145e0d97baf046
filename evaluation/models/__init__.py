"""Records of the four ones."""

from .adjustments import Adjustment
from .appeals import Appeal, AppealEvidence
from .assessment_reports import AssessmentReport
from .assessments import (
    Assessment,
    AssessmentProblem,
    AssessmentSite,
    Result,
    Scheme,
    SchemeCoefficient,
    SchemeTypeWeight,
    SiteMonth,
)
from .bulletins import Bulletin, BulletinCase, BulletinRecords, BulletinSerial
from .checks import Check, CheckFlag, CheckItem, CheckPhoto
from .evaluations import Evaluation, EvaluationResult, QuarterScheme
from .extensions import Extension, Suspension
from .indicators import Indicator, IndicatorSystem
from .lapses import Interview, Lapse
from .materials import MaterialEvidence, MaterialReview, MaterialStatement, ReviewerAssignment, ReviewerScore
from .negatives import NegativeEntry, NegativeItem
from .notices import Notice, NoticeSerial
from .plans import Draw, Plan, PlanRule
from .policies import SeverityPolicy
from .problems import Finding, Problem, ProblemSerial
from .rectifications import ProblemPhoto, Recheck, Rectification, RectificationPhoto
from .saved_views import SavedView
from .second_looks import LookDraw, SecondLook
from .sites import Site, SiteType
from .surveys import Question, Questionnaire, Survey, SurveyAnswer

__all__ = [
    "Adjustment",
    "Appeal",
    "AppealEvidence",
    "Assessment",
    "AssessmentProblem",
    "AssessmentReport",
    "AssessmentSite",
    "Bulletin",
    "BulletinCase",
    "BulletinRecords",
    "BulletinSerial",
    "Check",
    "CheckFlag",
    "CheckItem",
    "CheckPhoto",
    "Draw",
    "Evaluation",
    "EvaluationResult",
    "Extension",
    "Finding",
    "Indicator",
    "IndicatorSystem",
    "Interview",
    "Lapse",
    "LookDraw",
    "MaterialEvidence",
    "MaterialReview",
    "MaterialStatement",
    "NegativeEntry",
    "NegativeItem",
    "Notice",
    "NoticeSerial",
    "Plan",
    "PlanRule",
    "Problem",
    "ProblemPhoto",
    "ProblemSerial",
    "QuarterScheme",
    "Question",
    "Questionnaire",
    "Recheck",
    "Rectification",
    "RectificationPhoto",
    "Result",
    "ReviewerAssignment",
    "ReviewerScore",
    "SavedView",
    "Scheme",
    "SchemeCoefficient",
    "SchemeTypeWeight",
    "SecondLook",
    "SeverityPolicy",
    "Site",
    "SiteMonth",
    "SiteType",
    "Survey",
    "SurveyAnswer",
    "Suspension",
]
