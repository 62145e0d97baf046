"""How long list pages take, and how often they ask the database."""

import time
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from foundation.accounts.choices import Role
from foundation.accounts.models import Grant, User
from foundation.organisations.models import Region

from . import data

PAGES = {
    "checks of a month": "/checks/?month=2026-10",
    "checks of a month and type": "/checks/?month=2026-10&type=t5",
    "checks, nothing matches": "/checks/?month=2026-10&state=voided",
    "checks over the API": "/api/v1/checks/",
    "checks over the API, nothing matches": "/api/v1/checks/?date=2019-01-01",
    "sites": "/sites/",
    "sites, nothing matches": "/sites/?q=nothing-is-called-this",
    "problems": "/problems/",
    "ranking of the running month": "/assessments/live/",
}
TIMES = 20


def reader(district: str) -> Client:
    """A leader of a district with a browser."""
    user, made = User.objects.get_or_create(username=f"leader-{district}", defaults={"name": "L"})
    if made:
        Grant.objects.create(user=user, role=Role.LEADER, region=Region.objects.get(pk=district), starts_on=data.MONTH)
    client = Client()
    client.force_login(user)
    return client


def times(district: str) -> dict[str, tuple[float, int]]:
    """For each page its 95th percentile in milliseconds and its number of queries."""
    found: dict[str, tuple[float, int]] = {}
    with override_settings(ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False):
        client = reader(district)
        for name, address in PAGES.items():
            found[name] = timed(client, address)
    return found


def timed(client: Client, address: str) -> tuple[float, int]:
    """The 95th percentile of one page in milliseconds and its number of queries."""
    _open(client, address)
    with CaptureQueriesContext(connection) as asked:
        _open(client, address)
    taken = sorted(_open(client, address) for _ in range(TIMES))
    return taken[int(TIMES * 0.95) - 1] * 1000, len(asked)


def _open(client: Any, address: str) -> float:
    began = time.perf_counter()
    answer = client.get(address)
    taken = time.perf_counter() - began
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    return taken
