"""Makes a handful of checks implausible, and lets the office ask and settle some of the questions."""

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Any

from evaluation.actions import checks, photos
from evaluation.choices import FlagKind
from evaluation.engine.distances import metres
from evaluation.engine.submission_judging import NEAR_ENOUGH, SECONDS_AN_ITEM
from evaluation.models import Check, CheckFlag
from foundation.periods import at_local

from .seed_photos import Drawn, Shot
from .seed_visits import Visit, beside

HANDFUL = 5
ANSWERS = (
    "已电话核实，手机定位漂移，督查属实。",
    "已核实，督查员在路口统一提交，检查属实。",
    "照片为前一日同一问题，已提醒督查员当日拍摄。",
    "与督查员当面核实，表单提前熟悉，用时短属实。",
    "误选旧照片，已补拍并存档。",
)
SETTLED_AFTER = 12


def hurry_and_stray(visits: Sequence[Visit], *, seed: int) -> None:
    """A few filed far too fast, a few from far away."""
    rng = Random(f"{seed} questions")
    done = [visit for visit in visits if visit.is_done and visit.position]
    chosen = rng.sample(done, min(2 * HANDFUL, len(done) // 20 * 2))
    for n, visit in enumerate(chosen):
        if n % 2:
            visit.position = beside(visit.place, rng.uniform(650, 2600), rng)
        else:
            seconds = round(len(visit.answered) * rng.uniform(1.6, 4.2))
            visit.started_at = visit.finished_at - dt.timedelta(seconds=seconds)


def take_elsewhere(shots: Sequence[Shot], *, seed: int) -> list[Visit]:
    """A few photos of another day, a few taken far away; says whose."""
    rng = Random(f"{seed} photos")
    chosen = rng.sample(list(shots), min(2 * HANDFUL, len(shots) // 3))
    for n, shot in enumerate(chosen):
        if n % 2:
            shot.place = beside(shot.place, rng.uniform(700, 4000), rng)
        else:
            shot.taken_at -= dt.timedelta(days=rng.randint(1, 6), minutes=rng.randint(-90, 90))
    return [shot.visit for shot in chosen]


def hand_in_again(shots: Sequence[Shot], drawn: list[Drawn], *, seed: int) -> list[Visit]:
    """A few photos that another check has shown before; says whose."""
    rng = Random(f"{seed} again")
    again = []
    late = range(len(shots) // 2, len(shots))
    for later in sorted(rng.sample(late, min(HANDFUL, len(shots) // 6))):
        earlier = next(
            (
                n
                for n in rng.sample(range(later), later)
                if shots[n].visit.type == shots[later].visit.type and shots[n].visit.site != shots[later].visit.site
            ),
            None,
        )
        if earlier is not None:
            drawn[later] = drawn[earlier]
            again.append(shots[later].visit)
    return again


def ask(visits: Sequence[Visit], odd: Sequence[Visit], *, today: dt.date, office: Any) -> int:
    """Put the questions that submissions and photos raise; older ones the office has settled."""
    flags = [flag for visit in visits if visit.is_done for flag in _flags(visit)]
    CheckFlag.objects.bulk_create(flags)
    rows = Check.objects.select_related("site").in_bulk({visit.check for visit in odd})
    for visit in sorted(odd, key=lambda one: (one.received_at, one.code)):
        photos.examine(rows[visit.check], actor=None, at=visit.received_at + dt.timedelta(seconds=4))
    raised = CheckFlag.objects.filter(check_record__in=[visit.check for visit in visits])
    for n, flag in enumerate(raised.select_related("check_record").order_by("check_record__on", "kind", "pk")):
        if (today - flag.check_record.on).days > SETTLED_AFTER and n % 3:
            at = at_local(flag.check_record.on + dt.timedelta(days=2), dt.time(15, n % 60))
            checks.answer(flag, text=ANSWERS[_fitting(flag.kind)], actor=office, at=at)
    return raised.count()


def _flags(visit: Visit):
    """What the submission engine would have raised."""
    seconds, items = (visit.finished_at - visit.started_at).total_seconds(), len(visit.answered)
    common = {"check_record_id": visit.check, "district_id": visit.district, "raised_at": visit.received_at}
    if seconds < SECONDS_AN_ITEM * items:
        yield CheckFlag(kind=FlagKind.TOO_FAST, detail={"seconds": int(seconds), "items": items}, **common)
    if visit.position:
        away, accuracy = metres(visit.position, visit.place), visit.accuracy or 0
        if away > NEAR_ENOUGH + accuracy:
            detail = {"metres": round(away), "accuracy": round(accuracy)}
            yield CheckFlag(kind=FlagKind.FAR_AWAY, detail=detail, **common)


def _fitting(kind: str) -> int:
    order = [FlagKind.PHOTO_FAR, FlagKind.FAR_AWAY, FlagKind.OTHER_DAY, FlagKind.TOO_FAST, FlagKind.SEEN_BEFORE]
    return order.index(FlagKind(kind))
