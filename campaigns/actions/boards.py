"""The red and black boards: propose, approve, reject, remove."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import DomainError
from foundation.organisations.models import Organisation, Region
from foundation.transitions import move

from ..choices import BoardState
from ..models import BoardEntry
from ..permissions import can_approve_entry, can_decide_board
from ..transitions import BOARD


class ReasonMissing(DomainError):
    """What is turned down or taken off a board needs a reason that stays readable."""


@transaction.atomic
def propose(
    *,
    region: Region,
    colour: str,
    title: str,
    ground: str,
    actor: Any,
    at: dt.datetime,
    organisation: Organisation | None = None,
    source: tuple[str, Any] | None = None,
    score: Decimal | None = None,
    title_en: str = "",
    ground_en: str = "",
) -> BoardEntry:
    """Suggest a place or an organisation for a board (拟列入); what stands already for this record is handed back.

    The English name stands beside the title as the record has it now; a title that is the name of the place or the
    organisation brings its own.
    """
    can_decide_board(actor, region.district_code).enforce()
    name = f"{source[0]}:{source[1]}" if source else ""
    if name and (standing := _standing(name, colour)):
        return standing
    entry = BoardEntry(
        district_id=region.district_code,
        region=region,
        organisation=organisation,
        colour=colour,
        title=title.strip(),
        title_en=title_en or _english(title.strip(), organisation, region),
        ground=ground.strip(),
        ground_en=ground_en,
        score=score,
        source=name,
        proposed_at=at,
    )
    checked(entry)
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError:  # somebody else proposed it in the same moment
        return BoardEntry.objects.standing().about(name).get(colour=colour)
    after = {"colour": colour, "title": entry.title, "ground": entry.ground}
    record("board.propose", entry, actor=actor, at=at, after=after)
    return entry


def _english(title: str, *named: Organisation | Region | None) -> str:
    return next((row.name_en for row in named if row is not None and row.name == title), "")


def _standing(source: str, colour: str) -> BoardEntry | None:
    return BoardEntry.objects.standing().about(source).filter(colour=colour).first()


@transaction.atomic
def approve(entry: BoardEntry, *, actor: Any, at: dt.datetime) -> None:
    """Put an entry on the board (上榜), by hand."""
    can_approve_entry(actor, entry).enforce()
    before = move(entry, BOARD, to=BoardState.APPROVED, decided_at=at, decided_by=actor)
    record("board.approve", entry, actor=actor, at=at, before={"state": before}, after={"state": entry.state})


@transaction.atomic
def reject(entry: BoardEntry, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """Leave an entry off the board (不列入)."""
    can_approve_entry(actor, entry).enforce()
    reason = _reason(reason)
    before = move(entry, BOARD, to=BoardState.REJECTED, decided_at=at, decided_by=actor, reason=reason)
    after = {"state": entry.state, "reason": reason}
    record("board.reject", entry, actor=actor, at=at, before={"state": before}, after=after)


@transaction.atomic
def remove(entry: BoardEntry, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """Take an entry off the board (撤榜): its problem is closed, or the office says why."""
    can_decide_board(actor, entry.district_id).enforce()
    reason = _reason(reason)
    before = move(entry, BOARD, to=BoardState.REMOVED, removed_at=at, reason=reason)
    after = {"state": entry.state, "reason": reason}
    record("board.remove", entry, actor=actor, at=at, before={"state": before}, after=after)


def _reason(text: str) -> str:
    text = text.strip()
    if not 1 <= len(text) <= 500 or "\0" in text:
        raise ReasonMissing(_("Give a reason of 1 to 500 characters."))
    return text
