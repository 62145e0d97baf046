"""The whole demonstration: catalogue, places, people, the work of months."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.db import transaction

from evaluation.models import (
    Check,
    CheckItem,
    CheckPhoto,
    Draw,
    Lapse,
    Notice,
    Plan,
    Problem,
    Rectification,
    Site,
)
from evaluation.queries.forms import systems_in_force
from foundation.accounts.models import Grant, User
from foundation.attachments.models import Attachment
from foundation.audit.trail import record
from foundation.organisations.models import Organisation, Region
from foundation.periods import at_local

from .accounts import CITY, DISTRICT, NEIGHBOUR, DemoUser, demo_users
from .names import demo_names
from .seed_actions import seed_actions
from .seed_beside import seed_beside
from .seed_creations import seed_creations
from .seed_crowds import seed_crowds
from .seed_desks import name_recheckers, seed_materials
from .seed_guard import refuse_half_filled
from .seed_leadership import seed_leadership
from .seed_ledgers import seed_ledgers
from .seed_meetings import seed_meetings
from .seed_months import publish_months, sum_up
from .seed_neighbours import seed_neighbours
from .seed_people import seed_people
from .seed_places import seed_places
from .seed_plans import DRAWN_AT
from .seed_quarters import seed_quarters
from .seed_rounds import SEED, Round, seed_rounds
from .seed_runs import write_runs
from .seed_sizes import Size, first_day, whole_months
from .seed_tables import number_from_the_end, run

Say = Callable[[str], Any]
NUMBERED = (
    Site,
    Organisation,
    User,
    Grant,
    Plan,
    Draw,
    Check,
    CheckItem,
    CheckPhoto,
    Problem,
    Notice,
    Lapse,
    Rectification,
    Attachment,
)
LOOKED_UP = """
    evaluation_site evaluation_check evaluation_checkitem evaluation_problem evaluation_finding evaluation_sitemonth
    accounts_grant organisations_region audit_auditentry campaigns_subject campaigns_participation
    campaigns_progressreport
    campaigns_ledgerentry campaigns_ledgeramount
"""


@transaction.atomic
def seed_all(size: Size, *, today: dt.date, at: dt.datetime, say: Say) -> None:
    """All of it or nothing, one line for each fact."""
    users = _users(size)
    refuse_half_filled(users)
    call_command("seed_catalogue", stdout=Lines(say))
    number_from_the_end(NUMBERED)
    seed_places(size, demo_names(), at=at)
    seed_neighbours(size, demo_names(), at=at)
    say(
        f"regions: {Region.objects.count()}, organisations: {Organisation.objects.count()}, "
        f"sites: {Site.objects.count()}"
    )
    people = seed_people(users, since=min(first_day(today) - dt.timedelta(days=31), dt.date(2025, 1, 1)), at=at)
    say(f"people: {len(people)}, grants: {Grant.objects.count()}")
    said = seed_creations(DISTRICT, since=first_day(today), today=today, office=people["admin"])
    say(f"清河区 {said}")
    say(f"清河区: {seed_actions(DISTRICT, today=today, office=people['admin'])}")
    say(f"清河区: {seed_ledgers(DISTRICT, first=first_day(today), today=today, people=people)}")
    for line in seed_beside(first=first_day(today), today=today, people=people):
        say(f"云门区 {line}")
    _work(size, people, today=today, say=say)
    say(f"runs of the timetable: {write_runs()}")
    record("demonstration.seed", Region.objects.get(pk=DISTRICT), actor=None, at=at, after={"size": size.name})
    for table in LOOKED_UP.split():
        run(f"ANALYZE {table}")


def _users(size: Size) -> list[DemoUser]:
    """Everybody but the inspectors that a small demonstration does without; somebody in each further district."""
    spare = {f"inspector_{n}" for n in range(size.inspectors + 1, 100)}
    users = [user for user in demo_users(demo_names()) if user.username not in spare]
    for code in size.neighbours:
        if code != NEIGHBOUR:
            users.append(DemoUser(f"admin_{code}", "文明办", "文明办管理员", "Administrator", (("admin", code),)))
            users.append(DemoUser(f"inspector_{code}", "督查员", "督查员", "Inspector", (("inspector", code),)))
    return users


def _work(size: Size, people: dict[str, User], *, today: dt.date, say: Say) -> None:
    """What the districts did until yesterday, and the months of the city."""
    first, months = first_day(today), whole_months(today)
    main = seed_rounds(
        DISTRICT,
        "清河区",
        first=first,
        today=today,
        office=people["admin"],
        daily_load=size.daily_load,
        photos=size.photos,
        processes=size.processes,
    )
    _tell("清河区", main, say)
    begun = today - dt.timedelta(days=size.neighbour_days) if size.neighbour_days else first
    beside = seed_rounds(NEIGHBOUR, "云门区", first=begun, today=today, office=people["admin_yunmen"], daily_load=2)
    _tell("云门区", beside, say)
    if size.checks:
        _crowd(size, people, first=first, today=today, say=say)
    publish_months(CITY, months, office=people["admin_city"], until=at_local(today, DRAWN_AT))
    say(f"months scored and published: {', '.join(period.code for period in months)}")
    groups = seed_leadership(DISTRICT, today=today, people=people)
    say(f"清河区: {len(groups)} groups; {seed_meetings(DISTRICT, today=today, people=people, groups=groups)}")
    quarters = seed_quarters(DISTRICT, months, people=people, until=at_local(today, DRAWN_AT))
    named = name_recheckers(DISTRICT, at=at_local(today, DRAWN_AT))
    asked, filed = seed_materials(DISTRICT, people=people, today=today, seed=SEED)
    say(f"re-checks with a name: {named}; materials of the quarter: {asked} asked for, {filed} filed")
    say(f"quarters evaluated: {', '.join(f'{row.period.code} {row.state}' for row in quarters) or 'none'}")


def _crowd(size: Size, people: dict[str, User], *, first: dt.date, today: dt.date, say: Say) -> None:
    districts = [code for code in size.neighbours if code != NEIGHBOUR]
    system = systems_in_force([CITY])[CITY]
    seed_crowds(districts, checks=size.checks, first=first, days=(today - first).days, system=system)
    run("ANALYZE evaluation_check")
    for code in districts:
        sum_up(code, first=first, today=today)
        publish_months(code, whole_months(today), office=people[f"admin_{code}"], until=at_local(today, DRAWN_AT))
    say(f"{len(districts)} more districts: {size.checks} checks")


def _tell(name: str, done: Round, say: Say) -> None:
    say(f"{name}: {done.drawn} checks drawn on {done.days} days, {done.done} done, {done.missed} missed")
    say(f"{name}: {done.problems} problems found, {done.cancelled} cancelled; {done.photos} photos")
    say(f"{name}: {done.questions} questions about checks; {done.today} checks drawn for today")
    say(f"{name}: {done.answers} survey answers, {done.bulletins} bulletins")
    if done.reports:
        say(f"{name}: {done.reports}")


class Lines:
    """Takes what another command prints, line by line."""

    def __init__(self, say: Say):
        self.say = say

    def write(self, text: str) -> None:
        if text.strip():
            self.say(text.strip())

    def isatty(self) -> bool:
        return False
