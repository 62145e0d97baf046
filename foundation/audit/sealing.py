"""Sealing the audit trail: every minute's entries in one block, chained to the block before it."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection, transaction

from .models import AuditBlock

GENESIS = "0" * 64
SETTLES_AFTER = dt.timedelta(hours=1)
MOST_IN_A_BLOCK = 100_000
LOCK = 0x61756469740001  # any number of our own: "audit" and a one

# What an entry says, written in one way only, so that its digest can be taken again at any time.
DIGEST = """encode(sha256(convert_to(jsonb_build_array(
    e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor_id, e.verb, e.subject_type,
    e.subject_id, e.region_code, e.before, e.after, host(e.address))::text, 'UTF8')), 'hex')"""

# Entries up to this mark are all sealed and none can be added: it is the last entry of a block older than an hour whose
# writer, and everybody who began before him, has ended. It is read before the entries are, so that a transaction which
# ends between the two is still found.
SETTLED = """
    SELECT coalesce(max(e.id), %(settled)s) FROM audit_auditseal s
    JOIN audit_auditblock b ON b.id = s.block_id JOIN audit_auditentry e ON e.id = s.entry_id
    WHERE s.entry_id > %(settled)s AND b.sealed_at <= %(before)s
      AND age(e.xmin) > coalesce((SELECT max(age(a.backend_xid)) FROM pg_stat_activity a
                                  WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()), 0)
"""

SEAL = f"""
    WITH unsealed AS MATERIALIZED (
        SELECT e.id, {DIGEST} AS digest FROM audit_auditentry e
        WHERE e.id > %(settled)s AND NOT EXISTS (SELECT 1 FROM audit_auditseal s WHERE s.entry_id = e.id)
        ORDER BY e.id LIMIT %(most)s
    ), block AS (
        INSERT INTO audit_auditblock (sealed_at, entry_count, settled_id, previous_hash, hash)
        SELECT %(at)s, count(*), CASE WHEN count(*) < %(most)s THEN %(mark)s ELSE %(settled)s END, %(previous)s,
               encode(sha256(convert_to(%(previous)s || string_agg(digest, '' ORDER BY id), 'UTF8')), 'hex')
        FROM unsealed HAVING count(*) > 0 RETURNING id
    )
    INSERT INTO audit_auditseal (entry_id, block_id, digest)
    SELECT u.id, b.id, u.digest FROM unsealed u CROSS JOIN block b
"""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one run sealed."""

    entries: int
    blocks: int


def seal(*, at: dt.datetime) -> Sealed:
    """Seal whatever is not sealed yet (封存); whoever comes while another seals leaves it to him."""
    entries = blocks = 0
    while count := _seal_block(at):
        entries, blocks = entries + count, blocks + 1
        if count < MOST_IN_A_BLOCK:
            break
    return Sealed(entries, blocks)


@transaction.atomic
def _seal_block(at: dt.datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        last = AuditBlock.objects.order_by("-pk").first()
        given = {
            "at": at,
            "before": at - SETTLES_AFTER,
            "settled": last.settled_id if last else 0,
            "previous": last.hash if last else GENESIS,
            "most": MOST_IN_A_BLOCK,
        }
        cursor.execute(SETTLED, given)
        mark = cursor.fetchone()[0]
        cursor.execute(SEAL, {**given, "mark": mark})
        return cursor.rowcount
