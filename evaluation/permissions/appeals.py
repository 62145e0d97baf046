"""Who may dispute something, and who may answer."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no

from .evaluations import acts_for


def can_appeal(user: Any, row: Any) -> Decision:
    """Disputing a result, a check or a finding: an official of the party it is about."""
    if acts_for(user, row):
        return YES
    return no(_("Only an official of the party concerned can dispute this."))


def can_answer(user: Any, appeal: Any, authors: Collection[int] = ()) -> Decision:
    """Answering (复核人): the office of the district, never who filed it, acts for the party or had a part in it."""
    if not user.has_role(Role.ADMIN, region=appeal.district_id):
        return no(_("Only an administrator of this district answers appeals."))
    if user.pk == appeal.filed_by_id or (not user.is_superuser and acts_for(user, appeal)):
        return no(_("Who filed an appeal or acts for the party does not answer it."))
    if user.pk in authors:
        return no(_("You had a part in what is disputed, so somebody else answers."))
    return YES
