"""The spreadsheets of the five creations."""

from foundation.imports.kinds import register, register_family

from .ledgers import PREFIX, find
from .pairings import PAIRINGS, SUPPORT
from .subjects import SUBJECTS


def register_all() -> None:
    """Make the kinds known to the pages and commands; called when Django starts."""
    for kind in (*SUBJECTS, PAIRINGS, SUPPORT):
        register(kind)
    register_family(PREFIX, find)
