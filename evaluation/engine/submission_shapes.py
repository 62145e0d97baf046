"""What an inspector's device sends, and what becomes of it."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct

LARGEST_ID = 2**63 - 1
LONGEST_NOTE = 500
MOST_ITEMS = 500
MOST_PHOTOS = 20

Key = Annotated[int, Meta(ge=1, le=LARGEST_ID)]
Code = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[^\x00]+$")]


class SentPosition(Struct, frozen=True):
    """Where the device was; accuracy in metres."""

    longitude: Annotated[float, Meta(ge=-180, le=180)]
    latitude: Annotated[float, Meta(ge=-90, le=90)]
    accuracy: Annotated[float, Meta(ge=0)] | None = None


class SentItem(Struct, frozen=True):
    """One answer as sent; whether it fits its item is judged later, so that the refusal can name the item."""

    item: str
    option: Any = None
    count: Any = None
    value: Any = None
    na: Any = None
    failed: bool | None = None
    note: str | None = None
    photos: Annotated[list[Key], Meta(max_length=MOST_PHOTOS)] | None = None


class SentCheck(Struct, frozen=True):
    """One filled form (督查提交)."""

    client_id: UUID
    site: Code
    started_at: dt.datetime
    finished_at: dt.datetime
    items: Annotated[list[SentItem], Meta(max_length=MOST_ITEMS)]
    check: Key | None = None
    position: SentPosition | None = None
    remark: str | None = None

    @property
    def photos(self) -> set[int]:
        return {photo for item in self.items for photo in item.photos or ()}


class Why(StrEnum):
    """Why a submission is not taken: a fault in it, out of sight, not for this person, or too late."""

    INVALID = "invalid"
    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    REFUSED = "refused"
    ALREADY_SUBMITTED = "already_submitted"


@dataclass(frozen=True, slots=True)
class Winner:
    """The submission that came first."""

    check: int
    inspector: str
    finished_at: dt.datetime
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Taken:
    """The check stands; ``first`` is false when this only repeats an earlier answer."""

    check: int
    score: Decimal | None
    problems: tuple[int, ...]
    first: bool = True


@dataclass(frozen=True, slots=True)
class Refused:
    """Not taken, and why; photos of the second of two inspectors are kept with the winner's check."""

    why: Why
    detail: str
    attr: str | None = None
    winner: Winner | None = None
    kept_photos: tuple[int, ...] = field(default=())


class NotTaken(Exception):
    """Ends the examination of one submission with its refusal."""

    def __init__(self, why: Why, detail: Any, attr: str | None = None) -> None:
        super().__init__(str(detail))
        self.refusal = Refused(why, str(detail), attr)
