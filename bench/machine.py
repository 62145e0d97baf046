"""What the figures were measured on."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

from django.db import connection
from django.utils import timezone


def facts() -> list[str]:
    """Machine, versions and day, one line each."""
    with connection.cursor() as cursor:
        cursor.execute("show server_version")
        server = cursor.fetchone()[0]
    packages = ", ".join(f"{name} {version(name)}" for name in ("Django", "psycopg2-binary", "gunicorn", "celery"))
    return [
        f"Day: {timezone.localdate().isoformat()}",
        f"Machine: {os.cpu_count()} cores ({_processor()}), {_memory()} GiB of memory, {platform.system()}",
        f"Versions: Python {platform.python_version()}, PostgreSQL {server}, {packages}",
        f"Load at the start: {os.getloadavg()[0]:.1f}",
    ]


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
