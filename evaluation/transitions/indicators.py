"""Which state of a version may follow which."""

from foundation.transitions import TransitionTable

from ..choices import VersionState

VERSION = TransitionTable(
    {
        VersionState.DRAFT: [VersionState.PUBLISHED],
        VersionState.PUBLISHED: [VersionState.RETIRED],
        VersionState.RETIRED: [],
    }
)
