"""Chainable reads of what is inspected, found and scored."""

from .assessments import AssessmentQuerySet, ResultQuerySet, SchemeQuerySet
from .checks import CheckQuerySet, missed
from .indicators import IndicatorSystemQuerySet
from .plans import PlanQuerySet
from .problems import ProblemQuerySet, late
from .sites import SiteQuerySet, SiteTypeQuerySet

__all__ = [
    "AssessmentQuerySet",
    "CheckQuerySet",
    "IndicatorSystemQuerySet",
    "PlanQuerySet",
    "ProblemQuerySet",
    "ResultQuerySet",
    "SchemeQuerySet",
    "SiteQuerySet",
    "SiteTypeQuerySet",
    "late",
    "missed",
]
