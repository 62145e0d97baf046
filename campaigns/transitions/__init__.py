"""Which state may follow which."""

from .boards import BOARD
from .decisions import DECISION
from .leadership import GROUP
from .ledgers import ENTRY, LEDGER
from .meetings import MEETING
from .reports import REPORT, REPORT_EXTENSION, TEMPLATE
from .subjects import CYCLE, SUBJECT

__all__ = [
    "BOARD",
    "CYCLE",
    "DECISION",
    "ENTRY",
    "GROUP",
    "LEDGER",
    "MEETING",
    "REPORT",
    "REPORT_EXTENSION",
    "SUBJECT",
    "TEMPLATE",
]
