"""Escalation by the clock: remind, supervise, list, ask for an interview, ask for receipts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from foundation.audit.trail import record
from foundation.calendars.queries import work_calendar
from foundation.organisations.models import Region
from foundation.periods import WorkCalendar, local_day

from ..choices import NoticeKind
from ..engine import escalation as engine
from ..engine.notice_serials import take
from ..models import Problem
from ..permissions import can_issue_notice
from ..queries.leaders import leaders_of, names_of
from ..queries.policies import policies_of, supervision_columns
from ..scoring.receipts import late_if_issued_before
from .notice_messages import tell_leaders, tell_office, tell_organisations

ASKS_FOR_INTERVIEW = 2


@dataclass(frozen=True, slots=True)
class Escalated:
    """What one run came to: numbers of notices, interviews asked for, receipts asked for again."""

    reminders: int = 0
    supervisions: int = 0
    interviews: int = 0
    nudged: int = 0

    def __str__(self) -> str:
        return (
            f"{self.reminders} reminders, {self.supervisions} supervisions, "
            f"{self.interviews} interviews, {self.nudged} receipts"
        )


@transaction.atomic
def escalate(district: str, *, actor: Any, at: dt.datetime) -> Escalated:
    """Do for a district what time asks for (升级督办): all of it or nothing, so that the next run finds what is left.

    It goes by what stands in the tables now, not by when it ran last: after days without it each missed deadline
    has one supervision notice of today, and nobody is reminded of a deadline that has passed.
    """
    can_issue_notice(actor, district).enforce()
    calendar = work_calendar()
    done = Escalated(
        reminders=_remind(district, at),
        **_supervise(district, calendar, at),
        nudged=_nudge(district, calendar, at),
    )
    if done != Escalated():
        after = {"reminders": done.reminders, "supervisions": done.supervisions, "nudged": done.nudged}
        record("region.escalate", Region.objects.get(pk=district), actor=actor, at=at, after=after)
    return done


def _remind(district: str, at: dt.datetime) -> int:
    """A third of the time is left (提醒单); of one deadline an organisation is reminded once."""
    fresh, reminded_before = engine.near(district, at)
    made = _issue(dict.fromkeys(fresh), NoticeKind.REMINDER, district, {}, at)
    engine.run(engine.REMINDED, ids=fresh + reminded_before)
    _tell("reminder", made, district, at)
    return len(fresh)


def _supervise(district: str, calendar: WorkCalendar, at: dt.datetime) -> dict[str, int]:
    """The deadline has passed (督办单): a lapse, a new deadline from now on, a copy to the leaders of the place."""
    late = engine.lapsed(district, at)
    if not late:
        return {}
    policies = policies_of(district)
    columns = {severity: supervision_columns(policy, at, calendar) for severity, policy in policies.items()}
    lapses = engine.record_lapses(late, policies, columns, at)
    regions = Problem.objects.filter(pk__in=late).order_by().values_list("region", flat=True).distinct()
    leaders = leaders_of(district, regions, on=local_day(at))
    copies = {code: names_of(found) for code, found in leaders.items()}
    made = _issue({one.problem: one.number for one in lapses}, NoticeKind.SUPERVISION, district, copies, at)
    asked = engine.ask_for_interviews([one.lapse for one in lapses if one.in_a_row == ASKS_FOR_INTERVIEW], at)
    _tell("supervision", made, district, at)
    tell_leaders(leaders, [region for _pk, _organisation, region in made], at=at)
    tell_office(district, asked, at=at)
    return {"supervisions": len(late), "interviews": asked}


def _nudge(district: str, calendar: WorkCalendar, at: dt.datetime) -> int:
    """A working day has passed and nobody has signed (催签): once for each notice."""
    late = engine.unsigned(district, late_if_issued_before(at, calendar))
    if late:
        named = [organisation for (organisation,) in engine.run(engine.NUDGE, ids=late, at=at)]
        engine.run(engine.TRAIL_OF_NOTICES, ids=late, verb="notice.nudge", at=at)
        tell_organisations("notice.receipt", named, district=district, query="state=late", at=at)
    return len(late)


def _issue(
    lapses: Mapping[int, int | None], kind: str, district: str, copies: Mapping[str, str], at: dt.datetime
) -> engine.Issued:
    """One notice for each problem, in their order; ``lapses`` says of each which lapse it answers."""
    if not lapses:
        return []
    year = local_day(at).year
    first = take(district, kind, year, len(lapses))
    return engine.insert_notices(
        list(lapses), lapses=list(lapses.values()), kind=kind, year=year, first=first, copies=copies, at=at
    )


def _tell(kind: str, made: engine.Issued, district: str, at: dt.datetime) -> None:
    named = [organisation for _pk, organisation, _region in made]
    tell_organisations(f"notice.{kind}", named, district=district, query=f"kind={kind}&state=sent", at=at)
