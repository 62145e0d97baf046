"""Files that belong to a progress report, and records that can be chosen as evidence."""

from collections.abc import Iterable
from typing import Any

from foundation.attachments.models import Attachment

from ..models import LedgerEntry, ProgressReport

MOST_OFFERED = 60


def files_of(report: ProgressReport) -> set[int]:
    """The files that the draft or a version of the report names."""
    documents = [report.draft.get("evidence") or {}, *report.versions.values_list("evidence", flat=True)]
    rows = [row for document in documents for rows in document.values() for row in rows]
    return {row["attachment"] for row in rows if row.get("attachment")}


def offered_files(report: ProgressReport, named: Iterable[int], user: Any) -> dict[int, str]:
    """Those of the files that are the report's own or the person's, with their names."""
    own = files_of(report)
    rows = Attachment.objects.filter(pk__in=[pk for pk in named if isinstance(pk, int) and 0 < pk < 2**63])
    return {row.pk: row.name for row in rows if row.pk in own or row.uploaded_by_id == user.pk}


def records_of(report: ProgressReport) -> list[tuple[str, str]]:
    """Records of the party in the period that can be chosen as evidence: their addresses and names."""
    span = report.span
    entries = LedgerEntry.objects.counted().filter(dated_on__range=(span.start, span.end))
    if report.organisation_id is not None:
        entries = entries.filter(organisation=report.organisation_id)
    else:
        entries = entries.filter(district=report.district_id, region__code__startswith=report.region_id)
    rows = entries.for_list()[:MOST_OFFERED]
    return [(row.get_absolute_url(), f"{row.kind} {row.dated_on:%m-%d} {row.region}") for row in rows]
