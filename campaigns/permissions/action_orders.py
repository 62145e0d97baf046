"""Who orders actions, who answers and who looks at the answers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_order_actions(user: Any, district: str | None = None) -> Decision:
    """Drafting, issuing and closing action orders of a district: its office; the timetable drafts too."""
    if user is None or user.has_role(Role.ADMIN, region=district):
        return YES
    return no(_("Only an administrator of this district writes its action orders."))


def can_answer_task(user: Any, task: Any) -> Decision:
    """Answering a task (填报行动情况): an official of the organisation it was given to."""
    if user is not None and user.has_role(Role.OFFICIAL, organisation=task.organisation_id):
        return YES
    return no(_("Only an official of the organisation that has this task answers it."))


def can_judge_task(user: Any, task: Any) -> Decision:
    """Confirming an answer or sending it back: the office, never somebody of the organisation itself."""
    if user is not None and not user.is_superuser and user.serves(task.organisation_id):
        return no(_("You belong to this organisation, so somebody else looks at its answer."))
    if user is not None and user.has_role(Role.ADMIN, region=task.district_id):
        return YES
    return no(_("Only an administrator of this district confirms answers or sends them back."))
