"""The words of the four ones: states, kinds, sources."""

from .assessments import DocumentState, Missing, PartyKind
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
from .plans import Frequency, PlanState
from .problems import OPEN_PROBLEMS, ProblemState, Source
from .sites import SiteState
from .surveys import QuestionKind, Satisfaction, SurveyState

__all__ = [
    "COUNTED_CHECKS",
    "OPEN_PROBLEMS",
    "AppealState",
    "AppealSubject",
    "CheckState",
    "Direction",
    "DocumentState",
    "EvaluationState",
    "EvidenceKind",
    "FlagKind",
    "Frequency",
    "GradeName",
    "MaterialState",
    "Method",
    "Missing",
    "NegativeEffect",
    "PartyKind",
    "PlanState",
    "ProblemState",
    "QuestionKind",
    "Rule",
    "Satisfaction",
    "Severity",
    "SiteState",
    "Source",
    "SurveyState",
    "VersionState",
]
