"""Fast ways into the tables: COPY, and numbers that begin where the table ends."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_in(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows into a table, thousands at once; None is null."""
    text = io.StringIO("".join("\t".join(map(_cell, row)) + "\n" for row in rows))
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", text)


def run(statement: str, **told: Any) -> int:
    """One statement; says how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, told or None)
        return cursor.rowcount


def number_from_the_end(models: Iterable[type[Model]]) -> None:
    """Let keys go on right after the last row: the same seed then gives the same keys, and these the same lots."""
    for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
        run(statement)


def _cell(value: Any) -> str:
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    return value.translate(ESCAPES) if isinstance(value, str) else str(value)
