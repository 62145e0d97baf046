"""What lists of the five creations are narrowed by."""

from .action_orders import ActionOrderFilter, ActionTaskFilter
from .boards import BoardFilter
from .burden import BurdenFilter
from .joint_campaigns import CampaignLinkFilter
from .ledgers import LedgerEntryApiFilter, LedgerEntryFilter
from .meetings import DecisionFilter, MeetingFilter
from .pairings import PairingFilter, SupportFilter
from .reports import ReportApiFilter, ReportFilter
from .subjects import CycleFilter, SubjectFilter

__all__ = [
    "ActionOrderFilter",
    "ActionTaskFilter",
    "BoardFilter",
    "BurdenFilter",
    "CampaignLinkFilter",
    "CycleFilter",
    "DecisionFilter",
    "LedgerEntryApiFilter",
    "LedgerEntryFilter",
    "MeetingFilter",
    "PairingFilter",
    "ReportApiFilter",
    "ReportFilter",
    "SubjectFilter",
    "SupportFilter",
]
