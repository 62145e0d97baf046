"""Second looks at closed problems: draw, catch up, pass, fail."""

import datetime as dt
import secrets
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.db import connection, transaction

from foundation.audit.trail import record
from foundation.periods import local_day
from foundation.transitions import move

from ..choices import SecondLookState, Severity
from ..engine.second_looks import chosen, how_many, seed_of
from ..models import LookDraw, ProblemPhoto, SecondLook
from ..permissions import can_look_again
from ..queries.policies import policies_of
from ..queries.problems import open_problem_of
from ..queries.second_looks import closed_between, last_draw
from ..scoring.deadlines import Policy
from ..transitions import SECOND_LOOK
from . import problems
from .own_photos import taken
from .problem_messages import tell_office
from .words import note_of, reason_of

DAYS_FOR_LOOKING = 7
MOST_DAYS_BACK = 31
ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def draw(district: str, *, on: dt.date, actor: Any, at: dt.datetime, nonce: str = "") -> LookDraw:
    """Draw closed problems for a second look (回头看抽取); a day that was drawn before stays as it is.

    What was closed since the last draw and long enough ago is drawn from, each problem once, so a day on which
    nobody drew is made good by the next one and is not drawn for afterwards.
    """
    _alone(district)
    if (earlier := LookDraw.objects.filter(district=district, on__gte=on).order_by("on").first()) is not None:
        return earlier
    last = last_draw(district, before=on)
    seed = seed_of(district, on.isoformat(), nonce or secrets.token_hex(16))
    policies = policies_of(district)
    inputs = {
        severity: _drawn(district, policies[severity], on, seed, (last.inputs if last else {}).get(severity))
        for severity in Severity.values
    }
    drawn = [pk for part in inputs.values() for pk in part["drawn"]]
    made = LookDraw.objects.create(
        district_id=district,
        on=on,
        seed=seed,
        drawn_at=at,
        closed_count=sum(len(part["candidates"]) for part in inputs.values()),
        drawn_count=len(drawn),
        inputs=inputs,
    )
    look_by = max(on, local_day(at)) + DAYS_FOR_LOOKING * ONE_DAY
    SecondLook.objects.bulk_create(
        [SecondLook(problem_id=pk, district_id=district, draw=made, look_by=look_by) for pk in drawn]
    )
    after = {"on": on, "seed": seed, "closed": made.closed_count, "drawn": drawn}
    record("second_look.draw", made, actor=actor, at=at, after=after)
    return made


@transaction.atomic
def pass_(look: SecondLook, *, note: str = "", photos: Iterable[int] = (), actor: Any, at: dt.datetime) -> None:
    """It is still in order (回头看合格)."""
    can_look_again(actor, look).enforce()
    note = note_of(note)
    _settle(look, SecondLookState.PASSED, note, taken(photos, actor=actor), actor=actor, at=at)


@transaction.atomic
def fail(look: SecondLook, *, note: str, photos: Iterable[int] = (), actor: Any, at: dt.datetime) -> Any:
    """It is wrong again (问题反弹): a new problem is opened that names the old one; the one that is open already."""
    can_look_again(actor, look).enforce()
    note, old, kept = reason_of(note), look.problem, taken(photos, actor=actor)
    again = open_problem_of(old.site_id, old.item) or problems.open_(
        site=old.site,
        item=old.item,
        description=note,
        severity=old.severity,
        organisation=old.organisation if old.organisation.closed_on is None else None,
        photos=kept,
        earlier=old,
        actor=actor,
        at=at,
    )
    _settle(look, SecondLookState.FAILED, note, kept, actor=actor, at=at, reopened=again)
    tell_office(old, "problem.wrong_again", at=at, again=again.number)
    return again


def _drawn(district: str, policy: Policy, on: dt.date, seed: str, before: dict[str, Any] | None) -> dict[str, Any]:
    """What one severity adds to a draw: from when to when it was closed, what there was, what was drawn."""
    through = on - policy.second_look_after * ONE_DAY
    first = dt.date.fromisoformat(before["through"]) + ONE_DAY if before else through - MOST_DAYS_BACK * ONE_DAY
    through = max(through, first - ONE_DAY)
    candidates = closed_between(district, policy.severity, first, through)
    count, carry = how_many(len(candidates), policy.second_look_share, Fraction(before["carry"] if before else "0"))
    return {
        "through": through.isoformat(),
        "carry": str(carry),
        "candidates": candidates,
        "drawn": chosen(candidates, count, seed),
    }


def _settle(
    look: SecondLook, state: str, note: str, photos: list[int], *, actor: Any, at: dt.datetime, reopened: Any = None
) -> None:
    before = move(look, SECOND_LOOK, to=state, note=note, looked_by=actor, looked_at=at, reopened=reopened)
    ProblemPhoto.objects.bulk_create(
        [
            ProblemPhoto(problem=look.problem, second_look=look, attachment_id=photo, position=n)
            for n, photo in enumerate(photos)
        ]
    )
    after = {"state": look.state, "reason": note, "reopened": reopened and reopened.number, "photos": photos}
    verb = "problem.still_in_order" if state == SecondLookState.PASSED else "problem.wrong_again"
    record(verb, look.problem, actor=actor, at=at, before={"state": before}, after=after)


def _alone(district: str) -> None:
    """Whoever draws for this district waits for whoever began before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"second looks:{district}"])
