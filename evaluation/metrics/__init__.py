"""Who computes the figures of the four ones; one module for each theme, registered when the app is ready."""

from foundation.metrics import registry

from .checks import CHECKS, MEAN_SCORE, SITES
from .notices import NOTICES
from .problems import PROBLEMS

SOURCES = (PROBLEMS, CHECKS, MEAN_SCORE, SITES, NOTICES)


def register_all() -> None:
    for source in SOURCES:
        registry.register(source)
