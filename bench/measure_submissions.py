"""Submissions over HTTP: their rate beside bare statements, and what they cost in CPU."""

import datetime as dt
import secrets
import threading
import time
import uuid
from collections.abc import Callable

import msgspec
import psutil
import psycopg2
from django.db import connection
from django.utils import timezone

from evaluation.models import Indicator, IndicatorSystem, Site
from foundation.accounts.authentication import digest_of
from foundation.accounts.choices import Role
from foundation.accounts.models import ApiToken, Grant, User

from . import data
from .clients import CONNECTIONS, post_all, web_server
from .figures import Figure

DISTRICT = "990104"
SINGLE, WARM, BATCH = 4000, 400, 20
HEADER = """
    INSERT INTO evaluation_check (site_id, district_id, region_id, organisation_id, "on", state, inspector_id,
        system_id, client_id, started_at, finished_at, received_at, earned, possible, score, remark, reason)
    VALUES (%s, %s, %s, %s, %s, 'submitted', %s, %s, gen_random_uuid(), now(), now(), now(), 1, 1, 100, '', '')
    RETURNING id
"""
ITEMS = """
    INSERT INTO evaluation_checkitem (check_id, indicator_id, option, not_applicable, earned, possible, failed, note)
    SELECT %s, id, 'A', false, 1, 1, false, '' FROM unnest(%s::bigint[]) AS id
"""


def measure(scale: int) -> list[Figure]:
    """The same number of connections for ours and for the bare statements."""
    if not IndicatorSystem.objects.filter(code="daily").exists():
        data.rules()
    data.district(DISTRICT, sites=1200)
    data.settle()
    token = inspector_token(DISTRICT)
    codes = list(Site.objects.filter(district=DISTRICT).values_list("code", flat=True))
    with web_server() as (port, pid):
        path = "/api/v1/check-submissions/"
        post_all(port, path, bodies(codes, WARM), token=token, expect=201)
        began = _cpu(pid)
        taken = post_all(port, path, bodies(codes, SINGLE), token=token, expect=201)
        cpu = (_cpu(pid) - began) / SINGLE * 1000
        batches = [b'{"submissions":[' + b",".join(bodies(codes, BATCH, n)) + b"]}" for n in range(SINGLE // BATCH)]
        in_batches = post_all(port, path + "batch/", batches, token=token, expect=200)
    insert = _bare(with_items=False)
    transaction = _bare(with_items=True)
    return [
        Figure("submission of 8 items, CPU of application and database", cpu, "ms", 3),
        Figure("submissions one by one", SINGLE / taken, "/s", 0.2, insert, "bare INSERT", at_least=True),
        Figure(
            "submissions in batches of 20",
            SINGLE / in_batches,
            "/s",
            1.5,
            transaction,
            "bare transaction",
            at_least=True,
        ),
    ]


def inspector_token(district: str) -> str:
    """A token of a new inspector of a district."""
    user = User.objects.create(username=f"bench-inspector-{district}", name="B")
    Grant.objects.create(user=user, role=Role.INSPECTOR, region_id=district, starts_on=dt.date(2020, 1, 1))
    token, now = secrets.token_urlsafe(32), timezone.now()
    ApiToken.objects.create(user=user, digest=digest_of(token), created_at=now, expires_at=now + dt.timedelta(days=1))
    return token


def bodies(codes: list[str], count: int, shift: int = 0) -> list[bytes]:
    """Forms filled at the pace of a walk, one in ten with a failing item."""
    end = timezone.now()
    items = [f"I{n}" for n in range(1, data.ITEMS + 1)]
    return [
        msgspec.json.encode(
            {
                "client_id": uuid.uuid4(),
                "check": None,
                "site": codes[(shift * count + n) % len(codes)],
                "started_at": end - dt.timedelta(minutes=20),
                "finished_at": end,
                "position": None,
                "items": [{"item": item, "option": "D" if n % 10 == 0 and item == "I1" else "B"} for item in items],
            }
        )
        for n in range(count)
    ]


def _cpu(web: int) -> float:
    """Seconds of CPU that the web server and the database have used up to now, ended children included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        database = psutil.Process(cursor.fetchone()[0]).parent()
    total = 0.0
    for root in (psutil.Process(web), database):
        for process in (root, *root.children(recursive=True)):
            used = process.cpu_times()
            total += used.user + used.system
        total += root.cpu_times().children_user + root.cpu_times().children_system
    return total


def _bare(*, with_items: bool) -> float:
    """Transactions a second of as many plain connections: one INSERT each, or a header and its eight items."""
    site = Site.objects.filter(district=DISTRICT).first()
    user, system = User.objects.get(username=f"bench-inspector-{DISTRICT}"), IndicatorSystem.objects.get(code="daily")
    items = list(Indicator.objects.filter(system=system).values_list("pk", flat=True))
    row = [site.pk, DISTRICT, site.region_id, site.organisation_id, dt.date(2026, 9, 1), user.pk, system.pk]
    settings = connection.get_connection_params()
    settings.pop("cursor_factory", None)
    settings.pop("context", None)

    def work() -> None:
        own = psycopg2.connect(**settings)
        for _ in range(SINGLE // CONNECTIONS):
            with own, own.cursor() as cursor:
                cursor.execute(HEADER, row)
                if with_items:
                    cursor.execute(ITEMS, [cursor.fetchone()[0], items])
        own.close()

    return SINGLE / _together(work)


def _together(work: Callable[[], None]) -> float:
    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began
