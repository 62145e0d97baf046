"""The inspectors' days: who was where, when, what was answered; what was missed."""

import datetime as dt
import math
import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from evaluation.choices import CheckState
from evaluation.models import Check
from evaluation.queries.forms import form_of
from evaluation.scoring.checks import CheckScore, score_check
from foundation.periods import at_local

from .seed_answers import Answered, answer_form
from .seed_tempers import expected_loss

MISSED = 0.045
CANCELLED_MISSED = 0.06
LATE_SYNCED = 0.012
WITHOUT_POSITION = 0.02
DEGREES_A_METRE = 1 / 111_320


@dataclass(slots=True)
class Visit:
    """A drawn check and what became of it."""

    check: int
    on: dt.date
    inspector: int
    site: int
    code: str
    type: str
    type_id: int
    region: str
    district: str
    place: tuple[float, float]
    state: str = CheckState.DRAWN
    reason: str = ""
    client_id: str = ""
    started_at: dt.datetime | None = None
    finished_at: dt.datetime | None = None
    received_at: dt.datetime | None = None
    position: tuple[float, float] | None = None
    accuracy: float | None = None
    answered: list[Answered] = field(default_factory=list)
    score: CheckScore | None = None

    @property
    def is_done(self) -> bool:
        return self.score is not None

    @property
    def failed(self) -> list[Answered]:
        return [one for one in self.answered if one.judgement.failed]


def drawn_visits(district: str, *, before: dt.date) -> list[Visit]:
    """The drawn checks of all days before one, in the order of days, inspectors and sites."""
    rows = Check.objects.filter(district=district, on__lt=before, state=CheckState.DRAWN, draw__isnull=False)
    columns = ("pk", "on", "inspector", "site", "site__code", "site__type__code", "site__type", "region", "district")
    found = rows.order_by("on", "inspector__username", "site__code").values_list(
        *columns, "site__longitude", "site__latitude"
    )
    return [Visit(*row[:-2], place=(float(row[-2]), float(row[-1]))) for row in found]


def carry_out(visits: list[Visit], *, system: int, first: dt.date, last: dt.date, seed: int) -> None:
    """Let each visit happen or be missed, one after the other on each inspector's day."""
    busy_until: dict[tuple[int, dt.date], dt.datetime] = {}
    span = max(1, (last - first).days)
    for visit in visits:
        rng = Random(f"{seed} {visit.code} {visit.on}")
        if rng.random() < MISSED:
            _miss(visit, rng)
            continue
        passed = (visit.on - first).days / span
        loss = expected_loss(visit.code, visit.type, visit.region, passed)
        visit.answered = answer_form(form_of(system, visit.type_id).items, visit.code, loss, rng)
        visit.score = score_check(one.judgement for one in visit.answered)
        visit.state = CheckState.SUBMITTED
        day = (visit.inspector, visit.on)
        busy_until[day] = _go(visit, busy_until.get(day), rng, is_last=visit.on == last)


def _miss(visit: Visit, rng: Random) -> None:
    if rng.random() < CANCELLED_MISSED:
        visit.state = CheckState.CANCELLED
        visit.reason = rng.choice(("点位临时停业，改日再查。", "道路封闭施工，当日无法到达。", "点位正在搬迁。"))


def _go(visit: Visit, free_at: dt.datetime | None, rng: Random, *, is_last: bool) -> dt.datetime:
    """The way there, the walk round, the filing; says when the inspector is free again."""
    if free_at is None:
        start = at_local(visit.on, dt.time(8, 30)) + dt.timedelta(seconds=rng.randint(0, 5400))
    else:
        start = free_at + dt.timedelta(seconds=rng.randint(1200, 4800))
    seconds = round(len(visit.answered) * rng.uniform(22, 58)) + 40 * len(visit.failed)
    visit.started_at, visit.finished_at = start, start + dt.timedelta(seconds=seconds)
    waited = dt.timedelta(seconds=rng.randint(2, 45))
    if rng.random() < LATE_SYNCED and not is_last:
        waited = at_local(visit.on + dt.timedelta(days=1), dt.time(7, rng.randint(0, 59))) - visit.finished_at
    visit.received_at = visit.finished_at + waited
    visit.client_id = str(uuid.UUID(int=rng.getrandbits(128), version=4))
    if rng.random() >= WITHOUT_POSITION:
        visit.position = beside(visit.place, rng.uniform(2, 110), rng)
        visit.accuracy = round(rng.uniform(4, 38), 1)
    return visit.finished_at


def beside(place: tuple[float, float], metres: float, rng: Random) -> tuple[float, float]:
    """A position so many metres away in some direction."""
    bearing, degrees = rng.uniform(0, 2 * math.pi), metres * DEGREES_A_METRE
    east = degrees * math.sin(bearing) / math.cos(math.radians(place[1]))
    return round(place[0] + east, 6), round(place[1] + degrees * math.cos(bearing), 6)


def figure(value: Decimal | None) -> Any:
    """A number as COPY takes it."""
    return None if value is None else f"{value:f}"
