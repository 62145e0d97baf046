"""The words of the four ones: states, kinds, sources."""

from .assessments import DocumentState, Missing, PartyKind
from .checks import COUNTED_CHECKS, CheckState, FlagKind
from .indicators import Direction, Method, Rule, Severity, VersionState
from .plans import Frequency, PlanState
from .problems import OPEN_PROBLEMS, ProblemState, Source
from .sites import SiteState

__all__ = [
    "COUNTED_CHECKS",
    "OPEN_PROBLEMS",
    "CheckState",
    "Direction",
    "DocumentState",
    "FlagKind",
    "Frequency",
    "Method",
    "Missing",
    "PartyKind",
    "PlanState",
    "ProblemState",
    "Rule",
    "Severity",
    "SiteState",
    "Source",
    "VersionState",
]
