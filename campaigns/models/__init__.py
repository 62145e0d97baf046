"""Records of the five creations."""

from .action_orders import ActionOrder, ActionOrderPolicy, ActionOrderSerial, ActionTask
from .boards import BoardEntry
from .decisions import Decision, DecisionLink, DecisionStep
from .joint_campaigns import CampaignLink, JointCampaign
from .leadership import Group, Membership
from .ledger_entries import LedgerAmount, LedgerEntry, LedgerPhoto
from .ledger_limits import CeremonyLimit
from .ledgers import LedgerKind
from .meetings import AgendaItem, Attendee, Meeting, MeetingKind, MinutesSerial, ReplacedMinutes
from .pairings import Pairing, PairingPolicy, SupportRecord
from .report_decisions import ReportExtension, ReportVerdict
from .reports import ProgressReport, ReportTemplate, ReportVersion
from .special_actions import ActionFigure, Milestone, SpecialAction, SpecialActionKind
from .subjects import Cycle, Participation, Subject, SubjectTransfer

__all__ = [
    "ActionFigure",
    "ActionOrder",
    "ActionOrderPolicy",
    "ActionOrderSerial",
    "ActionTask",
    "AgendaItem",
    "Attendee",
    "BoardEntry",
    "CampaignLink",
    "CeremonyLimit",
    "Cycle",
    "Decision",
    "DecisionLink",
    "DecisionStep",
    "Group",
    "JointCampaign",
    "LedgerAmount",
    "LedgerEntry",
    "LedgerKind",
    "LedgerPhoto",
    "Meeting",
    "MeetingKind",
    "Membership",
    "Milestone",
    "MinutesSerial",
    "Pairing",
    "PairingPolicy",
    "Participation",
    "ProgressReport",
    "ReplacedMinutes",
    "ReportExtension",
    "ReportTemplate",
    "ReportVerdict",
    "ReportVersion",
    "SpecialAction",
    "SpecialActionKind",
    "Subject",
    "SubjectTransfer",
    "SupportRecord",
]
