"""Setting a table's indexes and references aside while most of its rows arrive."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

MEMORY = "SET LOCAL maintenance_work_mem = '256MB'"

INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = %s::regclass AND NOT indisunique ORDER BY indexrelid
"""
REFERENCES = """
    SELECT quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype = 'f' ORDER BY conname
"""


@contextmanager
def set_aside(cursor: Any, table: str) -> Iterator[None]:
    """Inside, the table has its primary key and checks only; afterwards everything is built and proved again.

    Nobody else can read the table meanwhile, which is why it is for a first load, not for daily work.
    """
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(MEMORY)
    cursor.execute(INDEXES, [table])
    indexes = cursor.fetchall()
    cursor.execute(REFERENCES, [table])
    references = cursor.fetchall()
    for name, _definition in references:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _name, definition in indexes:
        cursor.execute(definition)
    for name, definition in references:
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
