"""Who computes the figures of the five creations; one module for each theme, registered when the app is ready."""

from foundation.metrics import registry
from foundation.metrics.registry import Source

from . import meetings
from .burden import BURDEN
from .reports import REPORTS

SOURCES: tuple[Source, ...] = (BURDEN, REPORTS, *meetings.SOURCES)


def register_all() -> None:
    for source in SOURCES:
        registry.register(source)
