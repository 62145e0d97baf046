"""Definitions come from a file that the portal ships."""

from pathlib import Path
from typing import Any

import yaml

from .models import Metric

FIELDS = [field.name for field in Metric._meta.fields if field.name != "name"]


def load(path: Path) -> tuple[int, bool]:
    """Create or update the definitions of a file; how many it holds, and whether anything changed."""
    rows = [_metric(row) for row in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["metrics"]]
    before = {metric.pk: metric for metric in Metric.objects.all()}
    changed = [row for row in rows if row.pk not in before or _differs(row, before[row.pk])]
    Metric.objects.bulk_create(changed, update_conflicts=True, unique_fields=["name"], update_fields=FIELDS)
    return len(rows), bool(changed)


def _metric(row: dict[str, Any]) -> Metric:
    return Metric(name=row["name"], **{name: row[name] for name in FIELDS if name in row})


def _differs(one: Metric, other: Metric) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in FIELDS)
