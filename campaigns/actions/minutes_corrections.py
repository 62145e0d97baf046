"""Correcting issued minutes: the new text takes the place of the old one, which stays readable."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import BadInput, DomainError, StaleState

from ..choices import ISSUED_MINUTES
from ..engine.minutes_proof import digest_of, points_of
from ..models import AgendaItem, Meeting, ReplacedMinutes
from ..models.meetings import TEXT_LENGTH
from ..permissions import can_call_meeting
from .meeting_messages import tell_invited
from .meetings import still
from .words import reason_of

HEAD = ("title", "place", "chair")


class NothingCorrected(DomainError):
    """A correction changes something."""


@transaction.atomic
def correct(
    meeting: Meeting,
    *,
    head: Mapping[str, str],
    texts: Mapping[int, str],
    reason: str,
    seen: int,
    actor: Any,
    at: dt.datetime,
) -> ReplacedMinutes:
    """Issue corrected minutes under the same number (更正): participants are told why; decisions stay as they are.

    ``seen`` is the version that was read: of two who correct the same one the later is told.
    """
    can_call_meeting(actor, meeting.region_id).enforce()
    still(meeting, *ISSUED_MINUTES)
    reason = reason_of(reason)
    meeting.refresh_from_db(fields=[*HEAD, "version", "digest", "signed_at"])
    if meeting.version != seen:
        raise StaleState(_("These minutes were corrected meanwhile. Read the new version first."))
    items = {item.pk: item for item in meeting.items.all()}
    if texts.keys() - items.keys():
        raise BadInput(_("This agenda item belongs to another meeting."))
    said = {pk: _text(text) for pk, text in texts.items()}
    changed = [items[pk] for pk, text in said.items() if items[pk].minutes != text]
    wanted = {name: head[name].strip() for name in HEAD if name in head}
    before = {name: getattr(meeting, name) for name in wanted if getattr(meeting, name) != wanted[name]}
    if not changed and not before:
        raise NothingCorrected(_("Nothing is different from the minutes that are issued."))
    replaced = ReplacedMinutes(
        meeting=meeting,
        version=meeting.version,
        title=meeting.title,
        place=meeting.place,
        chair=meeting.chair,
        points=points_of(meeting),
        digest=meeting.digest,
        issued_at=meeting.signed_at,
        replaced_at=at,
        replaced_by=actor,
        reason=reason,
    )
    replaced.save(force_insert=True)
    for item in changed:
        item.minutes, item.revision = said[item.pk], item.revision + 1
    AgendaItem.objects.bulk_update(changed, ["minutes", "revision"])
    for name, value in wanted.items():
        setattr(meeting, name, value)
    meeting.version, meeting.signed_at = meeting.version + 1, at
    checked(meeting)
    meeting.digest = digest_of(meeting)
    meeting.save(update_fields=[*wanted, "version", "signed_at", "digest"])
    after = {"version": meeting.version, "reason": reason, "points": [item.title for item in changed]}
    after |= {name: wanted[name] for name in before}
    record("meeting.correct", meeting, actor=actor, at=at, before=before or None, after=after)
    told = {"number": meeting.number, "reason": reason}
    tell_invited(meeting, "meeting.corrected", at=at, attendees=meeting.attendees.all(), **told)
    return replaced


def _text(text: str) -> str:
    text = text.strip()
    if not 1 <= len(text) <= TEXT_LENGTH or "\0" in text:
        raise BadInput(_("Each point says something, in at most {n} characters.").format(n=TEXT_LENGTH))
    return text
