"""Fifty submissions a second for half a minute: every one of them has to be accepted."""

import asyncio
import time

from evaluation.models import Check, IndicatorSystem, Site

from . import data
from .clients import send_paced, web_server
from .figures import Figure
from .measure_submissions import bodies, inspector_token

DISTRICT, SITES = "990108", 1200
A_SECOND, SECONDS = 50, 30


def measure(scale: int) -> list[Figure]:
    """How many were accepted and are on record, and how long the slowest of a hundred waited."""
    if not IndicatorSystem.objects.filter(code="daily").exists():
        data.rules()
    data.district(DISTRICT, sites=SITES)
    data.settle()
    token = inspector_token(DISTRICT)
    codes = list(Site.objects.filter(district=DISTRICT).values_list("code", flat=True))
    sent = bodies(codes, A_SECOND * SECONDS)
    with web_server() as (port, _pid):
        path = "/api/v1/check-submissions/"
        asyncio.run(send_paced(port, path, bodies(codes, A_SECOND), token=token, a_second=A_SECOND))
        before = Check.objects.filter(district=DISTRICT).count()
        began = time.perf_counter()
        answers = asyncio.run(send_paced(port, path, sent, token=token, a_second=A_SECOND))
        taken = time.perf_counter() - began
    accepted = sum(status == 201 for status, _waited in answers)
    recorded = Check.objects.filter(district=DISTRICT).count() - before
    waited = sorted(waited for _status, waited in answers)
    return [
        Figure(
            f"soak: {len(sent):,} submissions at {A_SECOND} a second, accepted", accepted, "", len(sent), at_least=True
        ),
        Figure("soak: of these on record", recorded, "", len(sent), at_least=True),
        Figure("soak: time until the last was accepted", taken, "s", SECONDS + 1),
        Figure("soak: wait for an answer, p99", waited[int(len(waited) * 0.99) - 1] * 1000, "ms", 1000),
    ]
