"""Which state may follow which."""

from .checks import CHECK
from .documents import DOCUMENT
from .evaluations import APPEAL, EVALUATION, MATERIAL, OVERTURNED_CHECK, OVERTURNED_PROBLEM
from .indicators import VERSION
from .plans import PLAN
from .problems import EXTENSION, PROBLEM, SECOND_LOOK
from .sites import SITE
from .surveys import SURVEY

__all__ = [
    "APPEAL",
    "CHECK",
    "DOCUMENT",
    "EVALUATION",
    "EXTENSION",
    "MATERIAL",
    "OVERTURNED_CHECK",
    "OVERTURNED_PROBLEM",
    "PLAN",
    "PROBLEM",
    "SECOND_LOOK",
    "SITE",
    "SURVEY",
    "VERSION",
]
