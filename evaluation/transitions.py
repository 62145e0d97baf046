"""Which state may follow which."""

from foundation.transitions import TransitionTable

from .choices import CheckState, DocumentState, PlanState, ProblemState, SiteState, VersionState

SITE = TransitionTable({SiteState.ACTIVE: [SiteState.RETIRED], SiteState.RETIRED: [SiteState.ACTIVE]})

VERSION = TransitionTable(
    {
        VersionState.DRAFT: [VersionState.PUBLISHED],
        VersionState.PUBLISHED: [VersionState.RETIRED],
        VersionState.RETIRED: [],
    }
)

PLAN = TransitionTable(
    {PlanState.DRAFT: [PlanState.ADOPTED], PlanState.ADOPTED: [PlanState.ENDED], PlanState.ENDED: []}
)

CHECK = TransitionTable(
    {
        CheckState.DRAWN: [CheckState.SUBMITTED, CheckState.CANCELLED],
        CheckState.SUBMITTED: [CheckState.CONFIRMED, CheckState.VOIDED],
        CheckState.CONFIRMED: [],
        CheckState.CANCELLED: [],
        CheckState.VOIDED: [],
    }
)

PROBLEM = TransitionTable(
    {
        ProblemState.FOUND: [ProblemState.ASSIGNED, ProblemState.CANCELLED, ProblemState.MERGED],
        ProblemState.ASSIGNED: [
            ProblemState.RECTIFIED,
            ProblemState.FOUND,
            ProblemState.SUSPENDED,
            ProblemState.CANCELLED,
        ],
        ProblemState.RECTIFIED: [ProblemState.CLOSED, ProblemState.RETURNED],
        ProblemState.RETURNED: [ProblemState.RECTIFIED],
        ProblemState.SUSPENDED: [ProblemState.ASSIGNED],
        ProblemState.CLOSED: [],
        ProblemState.CANCELLED: [],
        ProblemState.MERGED: [],
    }
)

DOCUMENT = TransitionTable(
    {
        DocumentState.DRAFT: [DocumentState.APPROVED],
        DocumentState.APPROVED: [DocumentState.PUBLISHED, DocumentState.DRAFT],
        DocumentState.PUBLISHED: [DocumentState.SUPERSEDED],
        DocumentState.SUPERSEDED: [],
    }
)
