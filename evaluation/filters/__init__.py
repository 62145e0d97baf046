"""What lists are narrowed by, on pages and in the API."""

from .checks import YES, CheckFilter
from .notices import InterviewFilter, NoticeFilter
from .problems import BoardFilter, ProblemFilter
from .reach import MONTHS_BACK, inspectors_in_reach, last_months, organisations_in_reach, regions_in_reach
from .saved_views import filters_of, keepable
from .sites import SiteFilter

__all__ = [
    "MONTHS_BACK",
    "YES",
    "BoardFilter",
    "CheckFilter",
    "InterviewFilter",
    "NoticeFilter",
    "ProblemFilter",
    "SiteFilter",
    "filters_of",
    "inspectors_in_reach",
    "keepable",
    "last_months",
    "organisations_in_reach",
    "regions_in_reach",
]
