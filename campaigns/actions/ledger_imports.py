"""Entries that came by spreadsheet."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from foundation.audit.trail import record_all

from ..engine.ledger_rows import facts
from ..models import LedgerEntry

PIECE = 1000


@transaction.atomic
def load(entries: Sequence[LedgerEntry], *, actor: Any, at: dt.datetime) -> int:
    """Keep entries that were read and judged; each waits to be verified like one entered by hand."""
    LedgerEntry.objects.bulk_create(entries, batch_size=PIECE)
    return record_all("ledger.import", ((entry, None, facts(entry)) for entry in entries), actor=actor, at=at)
