"""Proving the audit trail: nothing changed, nothing taken out, nothing left unsealed."""

import datetime as dt
from typing import Any

from django.db import connection

from .integrity import Fact
from .sealing import DIGEST, GENESIS

SHOWN = 5
A_DAY = dt.timedelta(days=1)

CHANGED = f"""
    SELECT s.entry_id FROM audit_auditseal s JOIN audit_auditentry e ON e.id = s.entry_id
    WHERE s.digest <> {DIGEST} ORDER BY 1
"""
REMOVED = """
    SELECT s.entry_id FROM audit_auditseal s
    WHERE NOT EXISTS (SELECT 1 FROM audit_auditentry e WHERE e.id = s.entry_id) ORDER BY 1
"""
BROKEN = """
    WITH sums AS (
        SELECT block_id, count(*) AS found, string_agg(digest, '' ORDER BY entry_id) AS digests
        FROM audit_auditseal GROUP BY block_id
    ), chain AS (
        SELECT *, lag(hash, 1, %(genesis)s) OVER (ORDER BY id) AS expected_previous FROM audit_auditblock
    )
    SELECT c.id FROM chain c LEFT JOIN sums s ON s.block_id = c.id
    WHERE c.previous_hash <> c.expected_previous OR s.found IS DISTINCT FROM c.entry_count
       OR c.hash <> encode(sha256(convert_to(c.previous_hash || s.digests, 'UTF8')), 'hex') ORDER BY 1
"""
# An entry that a sealing of more than a day ago passed over, or one of a day ago while nothing seals any more.
FORGOTTEN = """
    SELECT e.id FROM audit_auditentry e
    WHERE NOT EXISTS (SELECT 1 FROM audit_auditseal s WHERE s.entry_id = e.id) AND e.at < %(day_ago)s
      AND (e.id <= (SELECT max(s.entry_id) FROM audit_auditseal s JOIN audit_auditblock b ON b.id = s.block_id
                    WHERE b.sealed_at < %(day_ago)s)
           OR %(day_ago)s > (SELECT max(sealed_at) FROM audit_auditblock)) ORDER BY 1
"""
COUNTS = """
    SELECT (SELECT count(*) FROM audit_auditseal), (SELECT count(*) FROM audit_auditblock),
           (SELECT count(*) FROM audit_auditentry e
            WHERE NOT EXISTS (SELECT 1 FROM audit_auditseal s WHERE s.entry_id = e.id)),
           (SELECT hash FROM audit_auditblock ORDER BY id DESC LIMIT 1)
"""


def verify(*, at: dt.datetime) -> list[Fact]:
    """Go through the whole chain (校验审计链); each fact holds or names what does not."""
    given = {"genesis": GENESIS, "day_ago": at - A_DAY}
    sealed, blocks, waiting, last = _rows(COUNTS, given)[0]
    return [
        Fact("audit chain", f"{sealed} entries in {blocks} blocks, {waiting} wait; last block {last or GENESIS}"),
        _none_of("audit entries changed after sealing", CHANGED, given),
        _none_of("audit entries taken out after sealing", REMOVED, given),
        _none_of("audit blocks changed or out of the chain", BROKEN, given),
        _none_of("audit entries unsealed for more than a day", FORGOTTEN, given),
    ]


def _none_of(what: str, statement: str, given: dict[str, Any]) -> Fact:
    found = [row[0] for row in _rows(statement, given)]
    named = ", ".join(str(number) for number in found[:SHOWN])
    return Fact(what, f"{len(found)}: {named}{' …' if len(found) > SHOWN else ''}" if found else "none", not found)


def _rows(statement: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall()
