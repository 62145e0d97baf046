"""Templates of progress reports."""

import datetime as dt
from pathlib import Path

import yaml

from campaigns.actions import report_templates


def install(folder: Path, at: dt.datetime) -> tuple[str, bool]:
    """Every template of ``report_templates.yaml``, published; an office may write versions of its own."""
    text = (folder / "report_templates.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=yaml.CSafeLoader)["templates"]
    new = report_templates.install(rows, actor=None, at=at)
    return f"report templates: {new} published, {len(rows) - new} unchanged", bool(new)
