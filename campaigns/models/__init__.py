"""Records of the five creations."""

from .boards import BoardEntry
from .decisions import Decision, DecisionLink, DecisionStep
from .leadership import Group, Membership
from .ledgers import LedgerEntry, LedgerKind
from .meetings import AgendaItem, Attendee, Meeting, MeetingKind, MinutesSerial
from .report_decisions import ReportExtension, ReportVerdict
from .reports import ProgressReport, ReportTemplate, ReportVersion
from .subjects import Cycle, Participation, Subject

__all__ = [
    "AgendaItem",
    "Attendee",
    "BoardEntry",
    "Cycle",
    "Decision",
    "DecisionLink",
    "DecisionStep",
    "Group",
    "LedgerEntry",
    "LedgerKind",
    "Meeting",
    "MeetingKind",
    "Membership",
    "MinutesSerial",
    "Participation",
    "ProgressReport",
    "ReportExtension",
    "ReportTemplate",
    "ReportVerdict",
    "ReportVersion",
    "Subject",
]
