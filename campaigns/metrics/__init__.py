"""Who computes the figures of the five creations; one module for each theme, registered when the app is ready."""

from foundation.metrics import registry
from foundation.metrics.registry import Source

from . import meetings
from .action_orders import ActionOrders
from .burden import BURDEN
from .joint_campaigns import JointCampaigns
from .ledgers import LedgerFigures
from .pairings import Pairings
from .places import Places
from .reports import REPORTS
from .special_actions import SpecialActions
from .subjects import Subjects

ACTIONS: tuple[Source, ...] = (ActionOrders(), JointCampaigns(), Pairings(), SpecialActions())
SOURCES: tuple[Source, ...] = (Subjects(), Places(), BURDEN, REPORTS, *meetings.SOURCES, LedgerFigures(), *ACTIONS)


def register_all() -> None:
    for source in SOURCES:
        registry.register(source)
