"""The board of problems with a million of them in one district, a tenth still open."""

import re

from django.core.management import call_command
from django.test import Client, override_settings

from foundation.accounts.choices import Role
from foundation.accounts.models import Grant, User
from foundation.organisations.models import Region

from . import data, pages
from .figures import Figure

LIMIT = 200
FEW, MANY = 1_000, 1_000_000
BOARD = {
    "waiting for assignment": "/problems/",
    "under way": "/problems/?state=assigned",
    "under way, second page": "/problems/?state=assigned&after={after}",
    "under way, one street": "/problems/?state=assigned&region={street}",
    "in columns": "/problems/?view=columns",
    "all": "/problems/?state=all",
}

PROBLEMS = """
    INSERT INTO evaluation_problem (site_id, district_id, region_id, organisation_id, item, description, severity,
        source, state, found_at, assigned_at, due_at, first_due_at, provisional, rectified_at, closed_at, returns,
        reason, needs_recheck, lapses, clock_unit, clock_is_rest, year, serial)
    SELECT s.id, s.district_id, s.region_id, s.organisation_id, 'B-' || last.n + row.n, '通道堆放杂物', row.severity,
           'check', row.state, row.found_at, row.found_at, row.due_at, row.due_at, false,
           CASE WHEN row.state IN ('rectified', 'closed') THEN row.found_at + interval '2 days' END,
           CASE WHEN row.state = 'closed' THEN row.found_at + interval '3 days' END, 0, '', true, 0, 'working_day',
           false, 2026, last.n + row.n
    FROM (SELECT *, CASE WHEN state <> 'found' THEN found_at + interval '5 days' END AS due_at FROM (
              SELECT n, (ARRAY['minor', 'normal', 'normal', 'serious', 'emergency'])[1 + n %% 5] AS severity,
                     CASE WHEN n %% 10 > 0 THEN 'closed' ELSE (ARRAY['found', 'assigned', 'assigned', 'returned',
                         'rectified', 'suspended', 'found', 'assigned'])[1 + n / 10 %% 8] END AS state,
                     now() - (n %% 86400) * interval '90 seconds' AS found_at
              FROM generate_series(1, %(problems)s) n) made) row
    CROSS JOIN (SELECT coalesce(max(serial), 0) AS n FROM evaluation_problem) last
    JOIN (SELECT row_number() OVER (ORDER BY id) AS place, * FROM evaluation_site WHERE district_id = %(district)s) s
         ON s.place = 1 + row.n %% %(sites)s
"""
CODE = "990105"


def measure(scale: int) -> list[Figure]:
    """Each view of the board, and that it asks the database as often as with a thousand problems."""
    data.district(CODE)
    call_command("seed_catalogue", verbosity=0)
    data.run(PROBLEMS, problems=FEW, district=CODE, sites=data.SITES)
    data.settle()
    before = _times()
    data.run(PROBLEMS, problems=MANY, district=CODE, sites=data.SITES)
    data.settle()
    data.run("VACUUM evaluation_problem")  # what autovacuum does within a minute
    after = _times()
    figures = [Figure(f"board of {MANY:,} problems, {name}, p95", after[name][0], "ms", LIMIT) for name in BOARD]
    counted = [abs(after[name][1] - before[name][1]) for name in BOARD]
    return [*figures, Figure("board: more statements with a million problems", max(counted), "", 0)]


def _times() -> dict[str, tuple[float, int]]:
    with override_settings(ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False):
        client = _office()
        told = {"after": _after(client), "street": f"{CODE}001"}
        return {name: pages.timed(client, address.format(**told)) for name, address in BOARD.items()}


def _office() -> Client:
    user, made = User.objects.get_or_create(username=f"office-{CODE}", defaults={"name": "O"})
    if made:
        Grant.objects.create(user=user, role=Role.ADMIN, region=Region.objects.get(pk=CODE), starts_on=data.MONTH)
    client = Client()
    client.force_login(user)
    return client


def _after(client: Client) -> str:
    """The key of the second page."""
    text = client.get("/problems/?state=assigned").content.decode()
    found = re.search(r"after=([\w.=-]+)", text)
    return found.group(1) if found else ""
