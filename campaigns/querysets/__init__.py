"""Chainable reads of the five creations."""

from .action_orders import ActionOrderQuerySet, ActionTaskQuerySet, late_task
from .boards import BoardEntryQuerySet
from .decisions import DecisionQuerySet
from .joint_campaigns import CampaignLinkQuerySet, JointCampaignQuerySet
from .leadership import GroupQuerySet, MembershipQuerySet
from .ledgers import CeremonyLimitQuerySet, LedgerEntryQuerySet, LedgerKindQuerySet, LedgerPhotoQuerySet
from .meetings import AttendeeQuerySet, MeetingKindQuerySet, MeetingQuerySet
from .pairings import PairingQuerySet, SupportRecordQuerySet
from .reports import ProgressReportQuerySet, ReportTemplateQuerySet
from .special_actions import ActionFigureQuerySet, MilestoneQuerySet, SpecialActionQuerySet, late_milestone
from .subjects import CycleQuerySet, ParticipationQuerySet, SubjectQuerySet

__all__ = [
    "ActionFigureQuerySet",
    "ActionOrderQuerySet",
    "ActionTaskQuerySet",
    "AttendeeQuerySet",
    "BoardEntryQuerySet",
    "CampaignLinkQuerySet",
    "CeremonyLimitQuerySet",
    "CycleQuerySet",
    "DecisionQuerySet",
    "GroupQuerySet",
    "JointCampaignQuerySet",
    "LedgerEntryQuerySet",
    "LedgerKindQuerySet",
    "LedgerPhotoQuerySet",
    "MeetingKindQuerySet",
    "MeetingQuerySet",
    "MembershipQuerySet",
    "MilestoneQuerySet",
    "PairingQuerySet",
    "ParticipationQuerySet",
    "ProgressReportQuerySet",
    "ReportTemplateQuerySet",
    "SpecialActionQuerySet",
    "SubjectQuerySet",
    "SupportRecordQuerySet",
    "late_milestone",
    "late_task",
]
