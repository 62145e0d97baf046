"""Which state may follow which."""

from .action_orders import ACTION_ORDER, ACTION_TASK
from .boards import BOARD
from .decisions import DECISION
from .joint_campaigns import JOINT_CAMPAIGN
from .leadership import GROUP
from .ledgers import ENTRY, LEDGER
from .meetings import MEETING
from .pairings import PAIRING, SUPPORT
from .reports import REPORT, REPORT_EXTENSION, TEMPLATE
from .special_actions import SPECIAL_ACTION
from .subjects import CYCLE, SUBJECT

__all__ = [
    "ACTION_ORDER",
    "ACTION_TASK",
    "BOARD",
    "CYCLE",
    "DECISION",
    "ENTRY",
    "GROUP",
    "JOINT_CAMPAIGN",
    "LEDGER",
    "MEETING",
    "PAIRING",
    "REPORT",
    "REPORT_EXTENSION",
    "SPECIAL_ACTION",
    "SUBJECT",
    "SUPPORT",
    "TEMPLATE",
]
