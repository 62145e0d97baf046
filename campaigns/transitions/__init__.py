"""Which state may follow which."""

from .boards import BOARD
from .ledgers import ENTRY, LEDGER
from .reports import REPORT, TEMPLATE
from .subjects import CYCLE, SUBJECT

__all__ = ["BOARD", "CYCLE", "ENTRY", "LEDGER", "REPORT", "SUBJECT", "TEMPLATE"]
