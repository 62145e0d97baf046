"""Doors of progress reports: who files, who looks at what was filed, who writes the templates."""

from .doors import ADMIN, LEADER, OFFICIAL, SIGNED_IN, Door, of

OFFICE, FILING = frozenset([ADMIN]), frozenset([OFFICIAL])
CONCERNED = frozenset([ADMIN, OFFICIAL, LEADER])

PAGES = [
    Door("campaigns:reports", read=SIGNED_IN),
    Door("campaigns:report-export", write=SIGNED_IN),
    Door("campaigns:report-overview", read=SIGNED_IN),
    Door("campaigns:report-remind", write=OFFICE),
    Door("campaigns:report-batch", read=FILING, write=FILING),
    Door("campaigns:report-batch-workbook", read=FILING),
    Door("campaigns:report", read=CONCERNED, fill=of("filed_report")),
    Door("campaigns:report-fill", read=FILING, write=FILING, fill=of("open_report")),
    Door("campaigns:report-draft", write=FILING, fill=of("open_report")),
    Door("campaigns:report-attach", write=FILING, fill=of("open_report")),
    Door("campaigns:report-extend", read=FILING, write=FILING, fill=of("open_report")),
    Door("campaigns:report-accept", write=OFFICE, fill=of("filed_report")),
    Door("campaigns:report-return", write=OFFICE, fill=of("filed_report")),
    Door("campaigns:report-extension-grant", write=OFFICE, fill=of("open_report")),
    Door("campaigns:report-extension-refuse", write=OFFICE, fill=of("open_report")),
    Door(
        "campaigns:report-file",
        read=CONCERNED,
        fill=lambda world: {"pk": world["filed_report"].pk, "file": world["attachment"].pk},
    ),
    Door(
        "campaigns:report-figure",
        read=CONCERNED,
        fill=lambda world: {"pk": world["filed_report"].pk, "code": "reports.due"},
    ),
    Door("campaigns:report-templates", read=SIGNED_IN),
    Door("campaigns:report-template", read=OFFICE, fill=of("draft_template")),
    Door("campaigns:report-template-copy", write=OFFICE, fill=of("draft_template")),
    Door("campaigns:report-template-edit", read=OFFICE, write=OFFICE, fill=of("draft_template")),
    Door("campaigns:report-template-publish", write=OFFICE, fill=of("draft_template")),
    Door("campaigns:report-template-retire", write=OFFICE, fill=of("own_template")),
]
ENDPOINTS = [
    Door("progress-report-list", read=SIGNED_IN),
    Door("progress-report-detail", read=CONCERNED, fill=of("filed_report")),
    Door("progress-report-form", read=FILING, fill=of("open_report")),
    Door("progress-report-draft", write=FILING, fill=of("open_report")),
    Door("progress-report-versions", read=CONCERNED, fill=of("filed_report")),
    Door("progress-report-submit", write=FILING, fill=of("open_report")),
    Door("progress-report-accept", write=OFFICE, fill=of("filed_report")),
    Door("progress-report-return", write=OFFICE, fill=of("filed_report")),
    Door("progress-report-extend", write=FILING, fill=of("open_report")),
    Door("progress-report-grant-extension", write=OFFICE, fill=of("open_report")),
    Door("progress-report-refuse-extension", write=OFFICE, fill=of("open_report")),
    Door("report-template-list", read=SIGNED_IN),
    Door("report-template-detail", read=OFFICE, fill=of("draft_template")),
    Door("report-template-copy", write=OFFICE, fill=of("draft_template")),
    Door("report-template-edit", write=OFFICE, fill=of("draft_template")),
    Door("report-template-publish", write=OFFICE, fill=of("draft_template")),
    Door("report-template-retire", write=OFFICE, fill=of("own_template")),
]
DOORS = [*PAGES, *ENDPOINTS]
