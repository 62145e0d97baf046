"""Regions from a file, the whole country at once if need be (导入区划)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction

from foundation.accounts.choices import Role
from foundation.audit.trail import record
from foundation.imports.kinds import ImportOutcome, RowErrors
from foundation.imports.rows import Rows
from foundation.organisations.models import Region

from . import region_lines, region_statements, table_indexes

# From here on it is quicker to build the indexes anew than to keep them up row by row.
MANY = 20_000


@transaction.atomic
def load(rows: Rows, *, actor: Any, at: dt.datetime, options: Mapping[str, Any]) -> ImportOutcome:
    """Copy the file beside the table, find everything that is wrong, then change what differs in three statements."""
    with connection.cursor() as cursor:
        cursor.execute(region_statements.INCOMING)
        incoming = region_lines.Incoming(rows)
        cursor.copy_expert(region_statements.COPY, incoming)
        cursor.execute(region_statements.TELL_ZERO_CODES_APART)
        errors = [*incoming.errors, *_wrong_together(cursor, rows, incoming), *_out_of_reach(cursor, rows, actor)]
        if errors:
            raise RowErrors(errors)
        cursor.execute(region_statements.COUNTS)
        total, known, standing = cursor.fetchone()
        updated = _execute(cursor, region_statements.UPDATE) if known else 0
        created = _insert(cursor, total - known, standing)
        changes = _changes(cursor) if created or updated else []
    for province, count in changes:
        record("region.import", province, actor=actor, at=at, after={"regions": count})
    return ImportOutcome(created=created, updated=updated, unchanged=total - created - updated)


def _wrong_together(cursor: Any, rows: Rows, incoming: region_lines.Incoming) -> list:
    """What only shows when the rows are seen together: codes that are there twice, parents that are missing."""
    cursor.execute(region_statements.TWICE)
    twice = [region_lines.twice(rows, *found) for found in cursor.fetchall()]
    cursor.execute(region_statements.ORPHANS, [sorted(incoming.unreadable_codes)])
    return [*twice, *(region_lines.orphan(rows, *found) for found in cursor.fetchall())]


def _out_of_reach(cursor: Any, rows: Rows, actor: Any) -> list:
    """Rows of regions that the person does not administer; the command line administers everything."""
    if actor is None or actor.is_superuser:
        return []
    reach = [grant.region for grant in actor.held if grant.role == Role.ADMIN and grant.region is not None]
    cursor.execute(region_statements.OUTSIDE, [reach])
    return [region_lines.outside(rows, *found) for found in cursor.fetchall()]


def _insert(cursor: Any, new: int, standing: int) -> int:
    if not new:
        return 0
    if new < MANY or new < standing:
        return _execute(cursor, region_statements.INSERT)
    with table_indexes.set_aside(cursor, Region._meta.db_table):
        return _execute(cursor, region_statements.INSERT)


def _execute(cursor: Any, statement: str) -> int:
    cursor.execute(statement)
    return cursor.rowcount


def _changes(cursor: Any) -> list[tuple[Region, int]]:
    cursor.execute(region_statements.BY_PROVINCE)
    counts = dict(cursor.fetchall())
    provinces = Region.objects.filter(pk__in=counts).order_by("pk")
    return [(province, counts[province.pk]) for province in provinces]
