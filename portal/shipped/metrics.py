"""Definitions of the figures."""

import datetime as dt
from pathlib import Path

from foundation.metrics.loading import load


def install(folder: Path, at: dt.datetime) -> tuple[str, bool]:
    """Every figure of ``metrics.yaml``, created or brought up to date."""
    count, changed = load(folder / "metrics.yaml")
    return f"metrics: {count} {'brought up to date' if changed else 'unchanged'}", changed
