"""Which state of a ledger or of an entry may follow which."""

from foundation.transitions import TransitionTable

from ..choices import EntryState, LedgerState

LEDGER = TransitionTable({LedgerState.ACTIVE: [LedgerState.RETIRED], LedgerState.RETIRED: [LedgerState.ACTIVE]})

# A verified entry whose ledger has a further stage waits again when that stage is filed; what was verified stays, and
# stands alone again when the stage is taken back.
ENTRY = TransitionTable(
    {
        EntryState.ENTERED: [EntryState.VERIFIED, EntryState.RETURNED, EntryState.WITHDRAWN],
        EntryState.RETURNED: [EntryState.ENTERED, EntryState.WITHDRAWN],
        EntryState.VERIFIED: [EntryState.REVERSED, EntryState.ENTERED],
        EntryState.REVERSED: [],
        EntryState.WITHDRAWN: [],
    }
)
