"""Chainable reads of the five creations."""

from .boards import BoardEntryQuerySet
from .decisions import DecisionQuerySet
from .leadership import GroupQuerySet, MembershipQuerySet
from .ledgers import LedgerEntryQuerySet, LedgerKindQuerySet
from .meetings import AttendeeQuerySet, MeetingKindQuerySet, MeetingQuerySet
from .reports import ProgressReportQuerySet, ReportTemplateQuerySet
from .subjects import CycleQuerySet, ParticipationQuerySet, SubjectQuerySet

__all__ = [
    "AttendeeQuerySet",
    "BoardEntryQuerySet",
    "CycleQuerySet",
    "DecisionQuerySet",
    "GroupQuerySet",
    "LedgerEntryQuerySet",
    "LedgerKindQuerySet",
    "MeetingKindQuerySet",
    "MeetingQuerySet",
    "MembershipQuerySet",
    "ParticipationQuerySet",
    "ProgressReportQuerySet",
    "ReportTemplateQuerySet",
    "SubjectQuerySet",
]
