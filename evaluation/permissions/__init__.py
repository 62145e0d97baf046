"""Who may do what in the four ones."""

from .adjustments import can_adjust
from .appeals import can_answer, can_appeal
from .assessments import can_open_result, can_publish_assessment, can_score
from .bulletins import can_edit_bulletin
from .checks import can_check, can_decide_check, can_inspect, recused
from .evaluations import (
    acts_for,
    can_file_material,
    can_manage_material,
    can_prepare,
    can_publish_evaluation,
    can_record_negative,
    can_score_material,
    may_review,
)
from .inboxes import can_have_inbox
from .indicators import administered_region, can_manage_shared, can_manage_system, can_manage_systems
from .notices import can_hold_interview, can_issue_notice, can_sign_notice, can_sign_notices
from .plans import can_plan
from .policies import can_manage_policies
from .problems import (
    can_answer_problem,
    can_close,
    can_decide_extension,
    can_give_back,
    can_look_again,
    can_open_problem,
    can_recheck,
    can_return,
    can_steer_problem,
)
from .saved_views import can_drop_view, can_keep_views
from .schemes import can_draft_schemes, can_manage_scheme, scheme_region
from .sites import can_manage_site, can_manage_sites, is_in_sight
from .surveys import can_edit_questionnaire, can_survey

__all__ = [
    "acts_for",
    "administered_region",
    "can_adjust",
    "can_answer",
    "can_answer_problem",
    "can_appeal",
    "can_check",
    "can_close",
    "can_decide_check",
    "can_decide_extension",
    "can_draft_schemes",
    "can_drop_view",
    "can_edit_bulletin",
    "can_edit_questionnaire",
    "can_file_material",
    "can_give_back",
    "can_have_inbox",
    "can_hold_interview",
    "can_inspect",
    "can_issue_notice",
    "can_keep_views",
    "can_look_again",
    "can_manage_material",
    "can_manage_policies",
    "can_manage_scheme",
    "can_manage_shared",
    "can_manage_site",
    "can_manage_sites",
    "can_manage_system",
    "can_manage_systems",
    "can_open_problem",
    "can_open_result",
    "can_plan",
    "can_prepare",
    "can_publish_assessment",
    "can_publish_evaluation",
    "can_recheck",
    "can_record_negative",
    "can_return",
    "can_score",
    "can_score_material",
    "can_sign_notice",
    "can_sign_notices",
    "can_steer_problem",
    "can_survey",
    "is_in_sight",
    "may_review",
    "recused",
    "scheme_region",
]
