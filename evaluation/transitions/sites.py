"""Which state of a site may follow which."""

from foundation.transitions import TransitionTable

from ..choices import SiteState

SITE = TransitionTable({SiteState.ACTIVE: [SiteState.RETIRED], SiteState.RETIRED: [SiteState.ACTIVE]})
