"""Which state of a pairing, and of a support record, may follow which."""

from foundation.transitions import TransitionTable

from ..choices import PairingState, SupportState

PAIRING = TransitionTable({PairingState.ACTIVE: [PairingState.ENDED], PairingState.ENDED: []})
SUPPORT = TransitionTable({SupportState.ENTERED: [SupportState.REVERSED], SupportState.REVERSED: []})
