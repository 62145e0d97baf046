"""The whole demonstration: catalogue, places, people, the work of months."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from evaluation.models import Check, CheckItem, CheckPhoto, Draw, Plan, Problem, Site
from foundation.accounts.models import Grant, User
from foundation.attachments.models import Attachment
from foundation.audit.trail import record
from foundation.organisations.models import Organisation, Region
from foundation.periods import at_local

from . import seed_neighbours as neighbours
from .accounts import CITY, DISTRICT, DemoUser, demo_users, sign_in_lines
from .names import DemoNames, demo_names
from .seed_guard import refuse_half_filled
from .seed_months import publish_months
from .seed_people import seed_people
from .seed_places import seed_organisations, seed_places, seed_regions, seed_sites
from .seed_plans import DRAWN_AT
from .seed_rounds import Round, seed_rounds
from .seed_sizes import Size, first_day, whole_months
from .seed_tables import number_from_the_end, run

Say = Callable[[str], None]
NUMBERED = (Site, Organisation, User, Grant, Plan, Draw, Check, CheckItem, CheckPhoto, Problem, Attachment)
LOOKED_UP = "evaluation_check evaluation_checkitem evaluation_problem evaluation_finding evaluation_site accounts_grant"


@transaction.atomic
def seed_all(size: Size, *, today: dt.date, at: dt.datetime, say: Say) -> None:
    """All of it or nothing, one line for each fact."""
    names, users = demo_names(), _users(size)
    refuse_half_filled(users)
    call_command("seed_catalogue", stdout=_Lines(say))
    number_from_the_end(NUMBERED)
    sites = seed_places(size, names, at=at)
    say(f"regions: {Region.objects.count()}, organisations: {Organisation.objects.count()}, sites: {len(sites)}")
    people = seed_people(users + _neighbours(size, names, at=at), since=_since(today), at=at)
    say(f"people: {len(people)}, grants: {Grant.objects.count()}")
    main = seed_rounds(
        DISTRICT,
        "清河区",
        today=today,
        office=people["admin"],
        daily_load=size.daily_load,
        photos=size.photos,
        processes=size.processes,
    )
    _tell("清河区", main, say)
    beside = seed_rounds(
        size.neighbours[0], "云门区", today=today, office=people["admin_yunmen"], daily_load=2, photos=0, processes=1
    )
    _tell("云门区", beside, say)
    months = whole_months(today)
    publish_months(CITY, months, office=people["admin_city"], until=at_local(today, DRAWN_AT))
    say(f"months scored and published: {', '.join(period.code for period in months)}")
    record("demonstration.seed", Region.objects.get(pk=DISTRICT), actor=None, at=at, after={"size": size.name})
    for table in LOOKED_UP.split():
        run(f"ANALYZE {table}")


def _users(size: Size) -> list[DemoUser]:
    """Everybody but the inspectors that a small demonstration does without."""
    spare = {f"inspector_{n}" for n in range(size.inspectors + 1, 100)}
    return [user for user in demo_users(demo_names()) if user.username not in spare]


def _neighbours(size: Size, names: DemoNames, *, at: dt.datetime) -> list[DemoUser]:
    """The districts around, with who works in them."""
    for district in names.districts:
        if district.code in size.neighbours:
            streets = neighbours.townships(district, size.neighbour_townships)
            places = [village for street in streets for village in neighbours.villages(street)]
            bodies = neighbours.bodies(district, streets)
            seed_regions([*streets, *places])
            seed_organisations(bodies)
            seed_sites(neighbours.sites(district, places, bodies, size.neighbour_sites), at=at)
    return []


def _since(today: dt.date) -> dt.date:
    """Grants hold from before the first day, whatever day the clock shows."""
    return min(first_day(today) - dt.timedelta(days=31), dt.date(2025, 1, 1))


def _tell(name: str, done: Round, say: Say) -> None:
    say(f"{name}: {done.drawn} checks drawn on {done.days} days, {done.done} done, {done.missed} missed")
    say(f"{name}: {done.problems} problems found, {done.cancelled} cancelled; {done.photos} photos")
    say(f"{name}: {done.questions} checks put in question; {done.today} checks drawn for today")


def write_accounts(lines: list[str]) -> Path:
    """Who can sign in, for the terminal of `make run`."""
    path = Path(settings.DATA_DIR) / "demo_accounts.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def listed_accounts() -> list[str]:
    """The lines for visitors."""
    return sign_in_lines(demo_users(demo_names()))


class _Lines:
    """Takes what another command prints, line by line."""

    def __init__(self, say: Say):
        self.say = say

    def write(self, text: str) -> None:
        if text.strip():
            self.say(text.strip())

    def isatty(self) -> bool:
        return False

    def flush(self) -> None:
        """Nothing is kept back."""
