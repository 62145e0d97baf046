"""Interviews: hold."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import BadInput, DomainError
from foundation.periods import local_day

from ..models import Interview
from ..permissions import can_hold_interview

LONGEST = 2000
WRITTEN = ("held_on", "by", "present", "record", "document", "recorded_at")


class AlreadyHeld(DomainError):
    """What was written down about a talk stays."""


@transaction.atomic
def hold(
    interview: Interview,
    *,
    held_on: dt.date,
    present: str,
    text: str,
    document: Any = None,
    actor: Any,
    at: dt.datetime,
) -> None:
    """Write down that the office has talked to the organisation, who was there and what was said (约谈记录)."""
    can_hold_interview(actor, interview).enforce()
    row = Interview.objects.select_for_update().get(pk=interview.pk)
    if row.held_on is not None:
        raise AlreadyHeld(_("This interview has been recorded already."))
    if not local_day(row.asked_at) <= held_on <= local_day(at):
        raise BadInput(_("Name a day from the one on which the interview was asked for until today."))
    if len(text.strip()) > LONGEST:
        raise BadInput(_("The record has at most 2,000 characters."))
    if not text.strip() or not present.strip():
        raise BadInput(_("Write down who was present and what was said."))
    row.held_on, row.by, row.present, row.record = held_on, actor, present.strip(), text.strip()
    row.document, row.recorded_at = document, at
    checked(row)
    row.save(update_fields=WRITTEN)
    for name in WRITTEN:
        setattr(interview, name, getattr(row, name))
    after = {"held_on": held_on, "present": row.present, "document": document and document.pk}
    record("interview.hold", row, actor=actor, at=at, after=after)
