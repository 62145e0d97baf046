"""Records of the four ones."""

from .assessments import Assessment, AssessmentSite, Result, Scheme, SchemeCoefficient, SchemeTypeWeight, SiteMonth
from .checks import Check, CheckFlag, CheckItem, CheckPhoto
from .indicators import Indicator, IndicatorSystem
from .plans import Draw, Plan, PlanRule
from .problems import Finding, Problem
from .sites import Site, SiteType

__all__ = [
    "Assessment",
    "AssessmentSite",
    "Check",
    "CheckFlag",
    "CheckItem",
    "CheckPhoto",
    "Draw",
    "Finding",
    "Indicator",
    "IndicatorSystem",
    "Plan",
    "PlanRule",
    "Problem",
    "Result",
    "Scheme",
    "SchemeCoefficient",
    "SchemeTypeWeight",
    "Site",
    "SiteMonth",
    "SiteType",
]
