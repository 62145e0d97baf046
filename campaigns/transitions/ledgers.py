"""Which state of a ledger or of an entry may follow which."""

from foundation.transitions import TransitionTable

from ..choices import EntryState, LedgerState

LEDGER = TransitionTable({LedgerState.ACTIVE: [LedgerState.RETIRED], LedgerState.RETIRED: [LedgerState.ACTIVE]})

ENTRY = TransitionTable(
    {
        EntryState.ENTERED: [EntryState.VERIFIED, EntryState.RETURNED],
        EntryState.RETURNED: [EntryState.ENTERED],
        EntryState.VERIFIED: [EntryState.REVERSED],
        EntryState.REVERSED: [],
    }
)
