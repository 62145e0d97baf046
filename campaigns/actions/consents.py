"""What identifies a family: looked at, and forgotten when it takes its consent back."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.errors import DomainError

from ..choices import SubjectState
from ..kinds import spec_of, unseal
from ..models import LedgerEntry, Subject
from ..permissions import can_manage_subject, can_see_names

REASON = "家庭撤回同意"


class NothingToForget(DomainError):
    """There is no consent, or it was taken back before."""


@transaction.atomic
def show_names(subject: Subject, *, actor: Any, at: dt.datetime) -> dict[str, str]:
    """What identifies the family, by field (查看姓名); that somebody looked is written down."""
    can_see_names(actor, subject).enforce()
    kept = unseal(subject.sealed)
    record("subject.show_name", subject, actor=actor, at=at)
    return {one.code: kept.get(one.code, "") for one in spec_of(subject.creation_type).profile if one.personal}


@transaction.atomic
def withdraw_consent(subject: Subject, *, on: dt.date, actor: Any, at: dt.datetime) -> None:
    """A family takes its consent back (撤回同意): it leaves the campaign, and whatever identifies it is erased."""
    can_manage_subject(actor, subject).enforce()
    rows = Subject.objects.filter(pk=subject.pk, consented_on__isnull=False, consent_withdrawn_on=None)
    day = max(on, subject.enrolled_on)
    standing = subject.state == SubjectState.ENROLLED
    left = {"state": SubjectState.WITHDRAWN, "withdrawn_on": day, "reason": REASON} if standing else {}
    values = {"sealed": "", "name": "", "profile": {}, "gaps": 0, "consent_withdrawn_on": day, **left}
    if rows.update(**values) != 1:
        raise NothingToForget(_("There is no consent that could be withdrawn."))
    for name, value in values.items():
        setattr(subject, name, value)
    LedgerEntry.objects.filter(subject=subject).exclude(sealed="").update(sealed="")
    after = {"state": subject.state, "consent_withdrawn_on": day}
    record("subject.withdraw_consent", subject, actor=actor, at=at, after=after)
