"""Which state may follow which."""

from .checks import CHECK
from .documents import DOCUMENT
from .indicators import VERSION
from .plans import PLAN
from .problems import PROBLEM
from .sites import SITE

__all__ = ["CHECK", "DOCUMENT", "PLAN", "PROBLEM", "SITE", "VERSION"]
