"""The spreadsheets of the four ones: site types, sites, indicators."""

from foundation.imports.kinds import register

from .indicators import INDICATORS
from .site_types import SITE_TYPES
from .sites import SITES


def register_all() -> None:
    """Make the kinds known to the pages and commands; called when Django starts."""
    for kind in (SITE_TYPES, SITES, INDICATORS):
        register(kind)
