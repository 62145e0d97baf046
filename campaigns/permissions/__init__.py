"""Who may do what in the five creations."""

from .boards import can_approve_entry, can_decide_board
from .reports import (
    can_decide_report_extension,
    can_edit_template,
    can_file_report,
    can_file_reports,
    can_review_report,
    can_review_reports,
    can_run_reports,
    can_write_templates,
)

__all__ = [
    "can_approve_entry",
    "can_decide_board",
    "can_decide_report_extension",
    "can_edit_template",
    "can_file_report",
    "can_file_reports",
    "can_review_report",
    "can_review_reports",
    "can_run_reports",
    "can_write_templates",
]
