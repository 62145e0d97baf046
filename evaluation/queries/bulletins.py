"""A bulletin as its page shows it: figures that open, checks before publishing, who gets it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import BoardEntry
from foundation.accounts.models import User

from ..choices import CountedAs
from ..models import Bulletin


@dataclass(frozen=True)
class Figure:
    """A locked figure: its name, value, what it counts, and the page with the records behind it."""

    name: str
    value: str
    definition: str
    url: str


@dataclass(frozen=True)
class Point:
    """One thing to be right before publishing."""

    is_right: bool
    text: str
    hint: str


def figures_of(bulletin: Bulletin) -> dict[str, Figure]:
    """The figures by their name, each with its definition and the records behind it."""
    told = bulletin.figures
    texts = {
        "drawn": (told["drawn"], CountedAs.DRAWN.label),
        "done": (told["done"], CountedAs.DONE.label),
        "done_rate": (_percent(told["done_rate"]), f"{told['done']} / {told['drawn']}"),
        "sites_checked": (told["sites_checked"], _("Sites with a check that counts")),
        "coverage": (_percent(told["coverage"]), f"{told['sites_checked']} / {told['sites']}"),
        "mean": (told["mean"] or "—", _("Mean score of the checks that count")),
        "found": (told["found"], CountedAs.FOUND.label),
        "closed": (told["closed"], CountedAs.CLOSED.label),
        "overdue": (told["overdue"], CountedAs.OVERDUE.label),
        "overdue_organisations": (told["overdue_organisations"], _("Organisations with such problems")),
        "in_time_rate": (
            _percent(told["in_time_rate"]),
            _("{part} of {whole} due in the week were closed in time").format(part=told["in_time"], whole=told["due"]),
        ),
    }
    return {
        name: Figure(name, str(value), str(text), reverse("evaluation:bulletin-figure", args=[bulletin.pk, name]))
        for name, (value, text) in texts.items()
    }


def _percent(rate: str | None) -> str:
    return _("no data") if rate is None else f"{rate}%"


def points_of(bulletin: Bulletin, cases: list[Any], figures: dict[str, Figure]) -> list[Point]:
    """What the side column checks before publishing."""
    waiting = BoardEntry.objects.filter(district=bulletin.district_id, state="proposed").count()
    boxes = sum(len(case.before_masks) + len(case.after_masks) for case in cases)
    photos = sum((case.before_id is not None) + (case.after_id is not None) for case in cases)
    return [
        Point(True, _("{n} figures come from the portal").format(n=len(figures)), _("They cannot be retyped")),
        Point(
            bool(boxes) or not photos,
            ngettext("{n} place in photos is masked", "{n} places in photos are masked", boxes).format(n=boxes),
            ngettext("{n} photo; look for faces and plates", "{n} photos; look for faces and plates", photos).format(
                n=photos
            ),
        ),
        Point(
            bool(bulletin.next_steps.strip()),
            _("“Next steps” is written") if bulletin.next_steps.strip() else _("“Next steps” is not written"),
            _("Required"),
        ),
        Point(
            not waiting,
            _("All board entries are decided")
            if not waiting
            else ngettext("{n} board entry waits", "{n} board entries wait", waiting).format(n=waiting),
            _("Red and black boards"),
        ),
    ]


def readers_of(bulletin: Bulletin, *, on: dt.date) -> int:
    """How many people get it when it is published (送达)."""
    return User.objects.concerned_with(bulletin.district_id, on=on).count()
