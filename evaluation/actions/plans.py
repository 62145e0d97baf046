"""Plans: draw up, change, adopt, end; and the day's draw by them: draw, catch up."""

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.trail import record
from foundation.errors import DomainError
from foundation.periods import local_day
from foundation.transitions import move

from ..choices import Frequency, PlanState
from ..engine.days_off import is_day_off
from ..engine.draw import Assignment, Candidate, Crew, Inputs, assign, seed_of
from ..engine.draw_sql import due_sites, insert_checks, inspectors_of
from ..models import Draw, Plan, PlanRule, SiteType
from ..permissions import can_plan
from ..transitions import PLAN

MOST_DAYS_BACK = 31
AT_LEAST_AT_ONCE = 500
FIELDS = ("name", "starts_on", "ends_on", "works_on_holidays", "daily_load")


class PlanNotReady(DomainError):
    """A plan without frequencies draws nothing."""


class PlanInForce(DomainError):
    """A district has one plan in force at a time."""


class PlanSettled(DomainError):
    """Only a draft can be changed; what was drawn by a plan must stay explainable."""


class NoPlan(DomainError):
    """No plan of the district is in force on that day."""


@dataclass(frozen=True, slots=True)
class Times:
    """How often one site type is checked."""

    site_type: SiteType
    times: int
    per: Frequency


@transaction.atomic
def draft(*, plan: Plan, rules: Iterable[Times], actor: Any, at: dt.datetime) -> Plan:
    """Write a plan down, new or still a draft (编制督查计划)."""
    can_plan(actor, plan.district_id).enforce()
    is_new = plan.pk is None
    if not is_new and not Plan.objects.select_for_update().filter(pk=plan.pk, state=PlanState.DRAFT).exists():
        raise PlanSettled(_("Only a draft can be changed. End this plan and draw up a new one."))
    plan.full_clean()
    plan.save(update_fields=None if is_new else FIELDS)
    plan.rules.all().delete()
    rows = [PlanRule(plan=plan, site_type=one.site_type, times=one.times, per=one.per) for one in rules]
    PlanRule.objects.bulk_create(rows)
    after = {
        "name": plan.name,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "works_on_holidays": plan.works_on_holidays,
        "daily_load": plan.daily_load,
        "rules": {row.site_type.code: f"{row.times} {row.per}" for row in rows},
    }
    record("plan.draft" if is_new else "plan.change", plan, actor=actor, at=at, after=after)
    return plan


@transaction.atomic
def adopt(plan: Plan, *, actor: Any, at: dt.datetime) -> None:
    """From now on checks are drawn by this plan (启用计划)."""
    can_plan(actor, plan.district_id).enforce()
    if not plan.rules.exists():
        raise PlanNotReady(_("Say first how often which site types are checked."))
    try:
        with transaction.atomic():
            before = move(plan, PLAN, to=PlanState.ADOPTED)
    except IntegrityError as fault:
        raise PlanInForce(_("A plan is in force in this district already. End it first.")) from fault
    record("plan.adopt", plan, actor=actor, at=at, before={"state": before}, after={"state": plan.state})


@transaction.atomic
def end(plan: Plan, *, actor: Any, at: dt.datetime) -> None:
    """No more checks are drawn by this plan (停用计划); what was drawn stays."""
    can_plan(actor, plan.district_id).enforce()
    before = move(plan, PLAN, to=PlanState.ENDED)
    record("plan.end", plan, actor=actor, at=at, before={"state": before}, after={"state": plan.state})


@transaction.atomic
def draw(district: str, *, on: dt.date, actor: Any, at: dt.datetime, nonce: str = "") -> Draw:
    """Draw the checks of one day (随机抽取); a day that was drawn before stays as it is."""
    can_plan(actor, district).enforce()
    _alone(district)
    if (earlier := Draw.objects.defer("inputs").filter(district=district, on=on).first()) is not None:
        return earlier
    plan = plan_for(district, on=on)
    if plan is None:
        raise NoPlan(_("No plan is in force in this district on that day. Adopt one first."))
    nonce = nonce or secrets.token_hex(16)
    day_off = is_day_off(on) and not plan.works_on_holidays
    inputs, drawn = _drawn(plan, on=on, nonce=nonce) if not day_off else (_inputs(plan, on, nonce), [])
    made = Draw.objects.create(
        plan=plan,
        district_id=district,
        on=on,
        seed=inputs.seed,
        drawn_at=at,
        late=on < local_day(at),
        day_off=day_off,
        due_count=inputs.due,
        drawn_count=len(drawn),
        unassigned_count=inputs.due - len(drawn),
        inputs=inputs.stored() | {"drawn": [[one.site, one.inspector] for one in drawn]},
        inputs_digest=inputs.digest,
    )
    insert_checks(made, drawn)
    after = {
        "on": on,
        "due": made.due_count,
        "drawn": made.drawn_count,
        "late": made.late,
        "digest": made.inputs_digest,
    }
    record("draw.make", made, actor=actor, at=at, after=after)
    return made


@transaction.atomic
def catch_up(district: str, *, on: dt.date, actor: Any, at: dt.datetime) -> list[Draw]:
    """Draw the day, and before it the days since the last draw that were missed (补抽)."""
    _alone(district)
    last = Draw.objects.filter(district=district, on__lt=on).order_by("-on").values_list("on", flat=True).first()
    first = on if last is None else max(last + dt.timedelta(days=1), on - dt.timedelta(days=MOST_DAYS_BACK))
    days = [first + dt.timedelta(days=n) for n in range((on - first).days + 1)]
    made = [draw(district, on=day, actor=actor, at=at) for day in days if day == on or plan_for(district, on=day)]
    if len(made) > 1:
        record("draw.catch_up", made[-1], actor=actor, at=at, after={"days": [one.on.isoformat() for one in made]})
    return made


def plan_for(district: str, *, on: dt.date) -> Plan | None:
    """The plan by which checks of a day are drawn."""
    return Plan.objects.in_force(on=on).filter(district=district).first()


def _alone(district: str) -> None:
    """Whoever draws for this district waits for whoever began before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"draw:{district}"])


def _drawn(plan: Plan, *, on: dt.date, nonce: str) -> tuple[Inputs, list[Assignment]]:
    """Take due sites in their order until nobody has room left or no site is due any more."""
    inspectors = inspectors_of(plan.district_id, on=on)
    seed = seed_of(plan.district_id, on, plan.pk, nonce)
    crew = Crew(inspectors, seed=seed, daily_load=plan.daily_load)
    at_once = 2 * crew.room + AT_LEAST_AT_ONCE
    candidates: list[Candidate] = []
    drawn: list[Assignment] = []
    due = 0
    for some, in_all in due_sites(plan, on=on, seed=seed, at_once=at_once):
        due = in_all
        drawn += assign(some, crew, start=len(candidates))
        candidates += some
        if not crew.room:
            break
    return _inputs(plan, on, nonce, due=due, candidates=tuple(candidates), inspectors=inspectors), drawn


def _inputs(plan: Plan, on: dt.date, nonce: str, *, due: int = 0, **found: Any) -> Inputs:
    return Inputs(plan.district_id, plan.pk, on, nonce, plan.daily_load, due, **found)
