"""Who may do what with a problem."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no

from .checks import recused


def can_open_problem(user: Any, site: Any) -> Decision:
    """Writing down a problem by hand: an inspector or the office of the region."""
    if user is None or user.has_role(Role.INSPECTOR, Role.ADMIN, region=site.region_id):
        return YES
    return no(_("Only an inspector or the office of this region writes down problems here."))


def can_steer_problem(user: Any, problem: Any) -> Decision:
    """Assigning, suspending, resuming, cancelling, merging, deciding about more time: the office of its region."""
    if user is None or user.has_role(Role.ADMIN, region=problem.region_id):
        return YES
    return no(_("Only an administrator of this region decides about its problems."))


def can_answer_problem(user: Any, problem: Any) -> Decision:
    """Putting right, asking for more time: an official of the responsible organisation or of one above it."""
    if user is None or user.has_role(Role.OFFICIAL, organisation=problem.organisation_id):
        return YES
    return no(_("Only the responsible organisation answers for this problem."))


def can_give_back(user: Any, problem: Any) -> Decision:
    """Saying that another organisation is responsible: the one that was named, or the office."""
    if can_answer_problem(user, problem) or can_steer_problem(user, problem):
        return YES
    return no(_("Only the organisation that was named, or the office, gives a problem back."))


def can_recheck(user: Any, problem: Any) -> Decision:
    """Closing or returning: an inspector or the office of the region, never who put it right nor his organisation."""
    if user is None:
        return YES
    if user.pk == problem.rectified_by_id:
        return no(_("You put this right yourself, so somebody else looks at it."))
    if problem.organisation_id in recused(user):
        return no(_("You belong to the responsible organisation, so somebody else re-checks this problem."))
    if user.has_role(Role.INSPECTOR, Role.ADMIN, region=problem.region_id):
        return YES
    return no(_("Only an inspector or the office of this region re-checks this problem."))


def can_close(user: Any, problem: Any) -> Decision:
    """Accepting what was done (销号)."""
    return can_recheck(user, problem)


def can_return(user: Any, problem: Any) -> Decision:
    """Sending back what was not put right (退回)."""
    return can_recheck(user, problem)


def can_decide_extension(user: Any, extension: Any) -> Decision:
    """Granting or refusing more time: the office of the region, never who asked for it."""
    if user is not None and user.pk == extension.asked_by_id:
        return no(_("You asked for this yourself, so somebody else decides."))
    return can_steer_problem(user, extension.problem)


def can_look_again(user: Any, look: Any) -> Decision:
    """Taking a second look later: under the rules of a re-check."""
    return can_recheck(user, look.problem)
