"""The words of the four ones: states, kinds, sources."""

from .adjustments import AdjustmentKind
from .assessments import DocumentState, Missing, PartyKind
from .bulletins import BEHIND, OF_CHECKS, CountedAs
from .checks import COUNTED_CHECKS, CheckState, FlagKind
from .evaluations import (
    AppealState,
    AppealSubject,
    EvaluationState,
    EvidenceKind,
    GradeName,
    MaterialState,
    NegativeEffect,
)
from .indicators import Direction, Method, Rule, Severity, VersionState
from .notices import InterviewFace, NoticeFace, NoticeKind
from .plans import Frequency, PlanState
from .policies import Assignment, RecheckRule, TimeUnit
from .problems import OPEN_PROBLEMS, UNDER_WAY, ExtensionState, PhotoDoubt, ProblemState, SecondLookState, Source
from .saved_views import ViewedPage
from .sites import SITE_GROUPS, SiteState
from .surveys import QuestionKind, Satisfaction, SurveyState

__all__ = [
    "BEHIND",
    "COUNTED_CHECKS",
    "OF_CHECKS",
    "OPEN_PROBLEMS",
    "SITE_GROUPS",
    "UNDER_WAY",
    "AdjustmentKind",
    "AppealState",
    "AppealSubject",
    "Assignment",
    "CheckState",
    "CountedAs",
    "Direction",
    "DocumentState",
    "EvaluationState",
    "EvidenceKind",
    "ExtensionState",
    "FlagKind",
    "Frequency",
    "GradeName",
    "InterviewFace",
    "MaterialState",
    "Method",
    "Missing",
    "NegativeEffect",
    "NoticeFace",
    "NoticeKind",
    "PartyKind",
    "PhotoDoubt",
    "PlanState",
    "ProblemState",
    "QuestionKind",
    "RecheckRule",
    "Rule",
    "Satisfaction",
    "SecondLookState",
    "Severity",
    "SiteState",
    "Source",
    "SurveyState",
    "TimeUnit",
    "VersionState",
    "ViewedPage",
]
