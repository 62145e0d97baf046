"""Chainable reads of the five creations."""

from .boards import BoardEntryQuerySet
from .ledgers import LedgerEntryQuerySet, LedgerKindQuerySet
from .reports import ProgressReportQuerySet, ReportTemplateQuerySet
from .subjects import CycleQuerySet, ParticipationQuerySet, SubjectQuerySet

__all__ = [
    "BoardEntryQuerySet",
    "CycleQuerySet",
    "LedgerEntryQuerySet",
    "LedgerKindQuerySet",
    "ParticipationQuerySet",
    "ProgressReportQuerySet",
    "ReportTemplateQuerySet",
    "SubjectQuerySet",
]
