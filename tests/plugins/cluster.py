"""Gives the tests a throw-away PostgreSQL cluster before the settings are read, unless DATABASE_URL names a server."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from portal.stack.postgres import Cluster
from portal.stack.processes import command_line

PREFIX = "portal-test-"


def _remove_what_killed_runs_left() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        pid = folder.name.removeprefix(PREFIX).split("-")[0]
        if pid.isdigit() and not command_line(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


def _start() -> None:
    _remove_what_killed_runs_left()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    folder.chmod(0o711)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    memory = ["max_connections=100", "shared_buffers=128MB", "autovacuum=off", "max_wal_size=4GB", "timezone=UTC"]
    memory.append("portal.throw_away=on")  # lets the audit trail be emptied between tests
    cluster = Cluster(
        folder / "pg", sockets=folder / "run", log=folder / "postgres.log", settings=memory, durable=False
    )
    server = cluster.start()
    server.grace = 3
    atexit.register(server.stop)
    os.environ["DATABASE_URL"] = cluster.url


os.environ["PORTAL_TESTING"] = "1"
if not os.environ.get("DATABASE_URL"):
    _start()
elif "portal.throw_away" not in os.environ["DATABASE_URL"]:
    joint = "&" if "?" in os.environ["DATABASE_URL"] else "?"
    os.environ["DATABASE_URL"] += f"{joint}options=-c%20portal.throw_away%3Don"
