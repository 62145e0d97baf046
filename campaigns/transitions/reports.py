"""Which state of a report template or of a report may follow which."""

from foundation.transitions import TransitionTable

from ..choices import ReportExtensionState, ReportState, TemplateState

TEMPLATE = TransitionTable(
    {
        TemplateState.DRAFT: [TemplateState.PUBLISHED],
        TemplateState.PUBLISHED: [TemplateState.RETIRED],
        TemplateState.RETIRED: [],
    }
)

REPORT = TransitionTable(
    {
        ReportState.DUE: [ReportState.DRAFT, ReportState.SUBMITTED],
        ReportState.DRAFT: [ReportState.SUBMITTED],
        ReportState.SUBMITTED: [ReportState.RETURNED, ReportState.ACCEPTED],
        ReportState.RETURNED: [ReportState.SUBMITTED],
        ReportState.ACCEPTED: [],
    }
)

REPORT_EXTENSION = TransitionTable(
    {
        ReportExtensionState.ASKED: [ReportExtensionState.GRANTED, ReportExtensionState.REFUSED],
        ReportExtensionState.GRANTED: [],
        ReportExtensionState.REFUSED: [],
    }
)
