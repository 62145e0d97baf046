"""Taking a file: whole, or not at all."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from .kinds import ImportKind, ImportOutcome, RowErrors
from .rows import Rows


@transaction.atomic
def load_file(
    kind: ImportKind,
    path: Path,
    *,
    actor: Any,
    at: dt.datetime,
    options: Mapping[str, Any] | None = None,
    progress: Callable[[int], None] | None = None,
) -> ImportOutcome:
    """Read, check and load one file; RowErrors names everything that is wrong, and nothing has changed then."""
    if actor is not None:
        kind.may_import(actor).enforce()
    rows = Rows(kind, path, progress)
    try:
        outcome = kind.load(rows, actor=actor, at=at, options=options or {})
    except RowErrors as found:
        raise RowErrors([*rows.errors, *found.errors]) from None
    if rows.errors:
        raise RowErrors(rows.errors)
    return outcome


def count_rows(kind: ImportKind, path: Path) -> int:
    """How many rows a file has under its header; FileRefused when it is no table of this kind."""
    return sum(1 for _line in Rows(kind, path).tuples(kind.columns[0].name))
