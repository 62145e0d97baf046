"""Who may do what in the five creations."""

from .action_orders import can_answer_task, can_judge_task, can_order_actions
from .boards import can_approve_entry, can_decide_board
from .cycles import can_manage_cycles
from .decisions import can_carry_out, can_confirm_decision, can_remind_of_decisions, can_steer_decision
from .joint_campaigns import can_define_campaign, can_link
from .leadership import can_lead
from .ledgers import (
    can_change_ledger,
    can_correct,
    can_define_ledger,
    can_edit_entry,
    can_end,
    can_enter,
    can_enter_somewhere,
    can_file_stage,
    can_see_people,
    can_set_limits,
    can_take_over,
    can_verify,
    keeps_for,
)
from .meetings import can_call_meeting
from .pairings import can_pair, can_record_some_support, can_record_support, can_reverse_support
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
from .special_actions import can_report_special_action, can_run_special_actions
from .subjects import can_change, can_choose_participants, can_enrol, can_manage_subject, can_see_names, enrolled_by

__all__ = [
    "can_answer_task",
    "can_approve_entry",
    "can_call_meeting",
    "can_carry_out",
    "can_change",
    "can_change_ledger",
    "can_choose_participants",
    "can_confirm_decision",
    "can_correct",
    "can_decide_board",
    "can_decide_report_extension",
    "can_define_campaign",
    "can_define_ledger",
    "can_edit_entry",
    "can_edit_template",
    "can_end",
    "can_enrol",
    "can_enter",
    "can_enter_somewhere",
    "can_file_report",
    "can_file_reports",
    "can_file_stage",
    "can_judge_task",
    "can_lead",
    "can_link",
    "can_manage_cycles",
    "can_manage_subject",
    "can_order_actions",
    "can_pair",
    "can_record_some_support",
    "can_record_support",
    "can_remind_of_decisions",
    "can_report_special_action",
    "can_reverse_support",
    "can_review_report",
    "can_review_reports",
    "can_run_reports",
    "can_run_special_actions",
    "can_see_names",
    "can_see_people",
    "can_set_limits",
    "can_steer_decision",
    "can_take_over",
    "can_verify",
    "can_write_templates",
    "enrolled_by",
    "keeps_for",
]
