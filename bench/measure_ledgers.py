"""Ledgers with a million entries in one district, half of them in one ledger."""

import json
import re

from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from campaigns.engine import ledger_amounts
from campaigns.metrics.ledgers import LedgerFigures
from campaigns.models import LedgerKind
from foundation.accounts.choices import Role
from foundation.accounts.models import Grant, User
from foundation.metrics.registry import Party
from foundation.organisations.models import Region
from foundation.periods import Period

from . import data, pages
from .figures import Figure, seconds

LIMIT = 200
FEW, MANY = 2_000, 1_000_000
CODE = "990106"
LEDGER = "environment_contests"
LISTS = {
    "overview with gaps": "/creations/ledgers/",
    "one ledger": "/creations/ledgers/{ledger}/",
    "one ledger, second page": "/creations/ledgers/{ledger}/?after={after}",
    "one ledger, to verify": "/creations/ledgers/{ledger}/?state=entered",
    "one ledger, one street": "/creations/ledgers/{ledger}/?region={street}",
    "one ledger, one village": "/creations/ledgers/{ledger}/?region={village}",
    "one ledger, nothing matches": "/creations/ledgers/{ledger}/?dated_after=1999-01-01&dated_before=1999-12-31",
    "one ledger, an organisation without entries": "/creations/ledgers/{ledger}/?organisation={organisation}",
    "all ledgers": "/creations/ledgers/entries/",
    "all ledgers, to verify": "/creations/ledgers/entries/?state=entered",
    "behind a figure": "/creations/ledgers/entries/?figure=contests.households&period=2026-10&region={code}",
    "behind a figure, nothing matches": "/creations/ledgers/entries/?figure=contests.households&period=1999-10",
    "over the API": "/api/v1/ledger-entries/?ledger={name}",
}

SUBJECTS = """
    INSERT INTO campaigns_cycle (region_id, name, name_en, starts_on, ends_on, state)
        VALUES (%(district)s, 'C', '', '2026-01-01', '2028-12-31', 'open');
    INSERT INTO campaigns_subject ({columns})
        SELECT {values} FROM organisations_region r, campaigns_cycle c
        WHERE r.code LIKE %(below)s AND r.level = 5 AND c.region_id = %(district)s;
    INSERT INTO campaigns_participation (subject_id, region_id, level, joined_on)
        SELECT s.id, s.region_id, 'village', s.enrolled_on FROM campaigns_subject s WHERE s.district_id = %(district)s;
"""
ENTRIES = """
    INSERT INTO campaigns_ledgerentry (kind_id, ledger, district_id, township, region_id, dated_on, "values", sealed,
        stage, verified_stage, pending, state, reason, entered_at, verified_at)
    SELECT k.id, k.code, %(district)s, left(r.code, 9), r.code, row.on, jsonb_build_object('judged_on', row.on,
               'place', jsonb_build_array('yard'), 'households', (row.n %% 90)::text,
               'clean_households', (row.n %% 60)::text),
           '', '', '', '{{}}', CASE WHEN row.n %% 40 = 0 THEN 'entered' ELSE 'verified' END, '',
           row.on + interval '9 hours',
           CASE WHEN row.n %% 40 > 0 THEN row.on + interval '1 day' END
    FROM (SELECT n, current_date - (n %% 900)::int AS on FROM generate_series(1, %(entries)s) n) row
    JOIN (SELECT row_number() OVER (ORDER BY code) - 1 AS place, code FROM organisations_region
          WHERE code LIKE %(below)s AND level = 5) r ON r.place = row.n / 7 %% 156
    JOIN (SELECT row_number() OVER (ORDER BY id) - 1 AS place, id, code FROM campaigns_ledgerkind) k
         ON k.place = CASE WHEN row.n %% 2 = 0 THEN %(main)s ELSE row.n / 2 %% 34 END
"""


def measure(scale: int) -> list[Figure]:
    """Each list, and that it asks the database as often as with two thousand entries; the figures of 160 places."""
    data.district(CODE, sites=1)
    call_command("seed_catalogue", verbosity=0)
    _subjects()
    _fill(FEW)
    before = _times()
    _fill(MANY)
    after = _times()
    figures = [Figure(f"ledgers of {MANY:,} entries, {name}, p95", after[name][0], "ms", LIMIT) for name in LISTS]
    counted = [abs(after[name][1] - before[name][1]) for name in LISTS]
    figures.append(Figure("ledgers: more statements with a million entries", max(counted), "", 0))
    taken = seconds(_all_figures, times=3) * 1000
    return [*figures, Figure("93 figures of a quarter for 169 places, a million entries", taken, "ms", 1500)]


def _subjects() -> None:
    told = {
        "cycle_id": "c.id", "district_id": "%(district)s", "region_id": "r.code", "creation_type": "'village_town'",
        "level": "'village'", "code": "r.code", "name": "r.name", "profile": "'{}'", "sealed": "''",
        "consent_kind": "''", "state": "'enrolled'", "enrolled_on": "'2026-01-01'", "reason": "''", "gaps": "0",
    }  # fmt: skip
    statement = SUBJECTS.replace("{columns}", ", ".join(told)).replace("{values}", ", ".join(told.values()))
    data.run(statement, district=CODE, below=f"{CODE}%")


def _fill(count: int) -> None:
    kinds = list(LedgerKind.objects.order_by("pk"))
    main = next(place for place, kind in enumerate(kinds) if kind.code == LEDGER)
    data.fill(ENTRIES.replace("{{}}", "{}"), entries=count, district=CODE, below=f"{CODE}%", main=main)
    data.run("ANALYZE campaigns_ledgerentry")
    data.run("SET session_replication_role = replica")  # what the amounts refer to is there
    ledger_amounts.rewrite(kinds)
    data.run("SET session_replication_role = origin")
    data.settle()
    data.run("VACUUM campaigns_ledgerentry")
    data.run("VACUUM campaigns_ledgeramount")


def _times() -> dict[str, tuple[float, int]]:
    with override_settings(ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False):
        client, kind = _office(), LedgerKind.objects.get(code=LEDGER)
        told = {
            "ledger": kind.pk, "name": LEDGER, "code": CODE, "street": f"{CODE}001", "village": f"{CODE}001001",
            "organisation": json.loads(client.get("/api/v1/organisations/").content)["results"][0]["id"],
        }  # fmt: skip
        told["after"] = _after(client, f"/creations/ledgers/{kind.pk}/")
        return {name: pages.timed(client, address.format(**told)) for name, address in LISTS.items()}


def _all_figures() -> None:
    source, period = LedgerFigures(), Period.parse("2026Q3")
    places = Region.objects.under(CODE).filter(level__gte=3).values_list("code", flat=True)
    source.compute(source.names(), [Party(code) for code in places], period, at=timezone.now())


def _office() -> Client:
    user, made = User.objects.get_or_create(username=f"office-{CODE}", defaults={"name": "O"})
    if made:
        Grant.objects.create(user=user, role=Role.ADMIN, region=Region.objects.get(pk=CODE), starts_on=data.MONTH)
    client = Client()
    client.force_login(user)
    return client


def _after(client: Client, address: str) -> str:
    """The key of the second page."""
    found = re.search(r"after=([\w.=-]+)", client.get(address).content.decode())
    return found.group(1) if found else ""
