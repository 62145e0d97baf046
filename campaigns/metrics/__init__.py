"""Who computes the figures of the five creations; one module for each theme, registered when the app is ready."""

from foundation.metrics import registry
from foundation.metrics.registry import Source

from . import meetings
from .burden import BURDEN
from .ledgers import LedgerFigures
from .places import Places
from .reports import REPORTS
from .subjects import Subjects

SOURCES: tuple[Source, ...] = (Subjects(), Places(), BURDEN, REPORTS, *meetings.SOURCES, LedgerFigures())


def register_all() -> None:
    for source in SOURCES:
        registry.register(source)
