"""How the states of ledgers and of their entries look."""

from foundation.web.states import Look, register

from .choices import EntryState, LedgerState

LEDGER = {
    LedgerState.ACTIVE: Look(LedgerState.ACTIVE.label, "circle-check", "green"),
    LedgerState.RETIRED: Look(LedgerState.RETIRED.label, "archive", "grey"),
}
ENTRY = {
    EntryState.ENTERED: Look(EntryState.ENTERED.label, "eye-check", "violet"),
    EntryState.RETURNED: Look(EntryState.RETURNED.label, "arrow-back-up", "amber"),
    EntryState.VERIFIED: Look(EntryState.VERIFIED.label, "circle-check", "green"),
    EntryState.REVERSED: Look(EntryState.REVERSED.label, "receipt-refund", "grey"),
    EntryState.WITHDRAWN: Look(EntryState.WITHDRAWN.label, "ban", "grey"),
}


def register_all() -> None:
    """Make the looks known to templates; called when Django starts."""
    register("ledgerkind", LEDGER)
    register("ledgerentry", ENTRY)
