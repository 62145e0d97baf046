"""``python -m bench``: measures on a database of its own, durable as in production, and prints the table."""

import argparse
import os
import pkgutil
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command

import bench
from portal.stack.postgres import Cluster
from portal.stack.servers import POSTGRES_SETTINGS
from portal.stack.valkey import start_valkey

from .figures import table
from .machine import facts

MEMORY = ("shared_buffers=1GB", "work_mem=64MB", "maintenance_work_mem=512MB", "max_wal_size=8GB")


def main() -> int:
    """Exit status 1 when a limit is not kept."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--scale", type=int, default=1_000_000, help="how many checks the tables hold")
    parser.add_argument("--only", nargs="*", default=[], help="measures to take, such as: regions months")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        servers = _start_servers(folder)
        try:
            return _measure(arguments.scale, arguments.only)
        finally:
            for server in servers:
                server.stop()


def _start_servers(folder: Path):
    cluster = Cluster(
        folder / "pg", sockets=folder / "run", log=folder / "postgres.log", settings=[*POSTGRES_SETTINGS, *MEMORY]
    )
    socket = folder / "valkey" / "socket"
    servers = [start_valkey(folder / "valkey", socket=socket, log=folder / "valkey.log", mark="bench"), cluster.start()]
    os.environ |= {
        "DATABASE_URL": cluster.url,
        "REDIS_URL": f"unix://{socket}",
        "PORTAL_DATA_DIR": str(folder),
        "SECRET_KEY": "only-for-measuring-only-for-measuring-only",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    return servers


def _measure(scale: int, only: list[str]) -> int:
    began = time.perf_counter()
    django.setup()
    call_command("migrate", verbosity=0)
    print("\n".join([*facts(), f"Scale: {scale:,} checks", ""]), flush=True)
    figures = []
    for module in sorted(found.name for found in pkgutil.iter_modules(bench.__path__)):
        if module.startswith("measure_") and (not only or module.removeprefix("measure_") in only):
            name, started = module.removeprefix("measure_"), time.perf_counter()
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            figures += import_module(f"bench.{module}").measure(scale)
            print(f"  {name} took {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    print(table(figures))
    print(f"\nTook {(time.perf_counter() - began) / 60:.1f} minutes, load at the end {os.getloadavg()[0]:.1f}")
    return 0 if all(figure.is_kept for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
