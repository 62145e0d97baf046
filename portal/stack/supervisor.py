"""Runs the whole portal on one machine: servers, tables, worker, timetable and web, until it is told to stop."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import psycopg2

from .environment import BASE, data_folder, provide_secret, read_env_file
from .logs import largest, rotate
from .processes import Child
from .servers import AlreadyHeld, Lock, Servers

HOST = "127.0.0.1"
READY_WITHIN = 120
LOGS_EVERY = 10
LONGEST_PAUSE, STEADY_AFTER, MOST_FAILURES = 30, 60, 6
STOPPED_IN_ORDER = ("web", "beat", "worker")


class StopAsked(BaseException):
    """Somebody pressed Ctrl-C or ended the supervisor."""


class CannotRun(Exception):
    """The portal cannot run; the text says why and what to do."""


def say(text: str) -> None:
    """One line for the person at the terminal."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class Supervisor:
    """Everything ``make run`` starts, in the order in which one part needs another."""

    def __init__(self, *, only_servers: bool):
        read_env_file()
        self.only_servers, self.folder, self.port = only_servers, data_folder(), os.environ.get("PORT") or "8000"
        self.lock = Lock(self.folder / "stack.lock")
        self.parts: dict[str, Child] = {}
        self.failures: dict[str, int] = {}
        self.again_at: dict[str, float] = {}
        self.servers = Servers(self.folder)
        self.signals = 0
        self.logs_again_at = 0.0

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        try:
            self._take_lock()
            self._start()
            while True:
                time.sleep(0.2)
                self._restart_what_ended()
                self._keep_logs_short()
        except StopAsked:
            say("Stopping …")
            return 0
        except AlreadyHeld as held:
            say(f"{held} Stop it first, or set PORTAL_DATA_DIR and PORT for a second one.")
            return 1
        except (CannotRun, RuntimeError, subprocess.SubprocessError) as error:
            say(str(error))
            return 1
        finally:
            self.signals = max(self.signals, 1)
            self._stop()

    def _on_signal(self, number, frame) -> None:
        self.signals += 1
        if self.signals == 1:
            raise StopAsked

    def _take_lock(self) -> None:
        told = False
        while True:
            try:
                return self.lock.take("stack")
            except AlreadyHeld as held:
                if held.holder != "command":
                    raise
                if not told:
                    say(f"Waiting for the command that is using the database (process {held.pid}) …")
                told = True
                time.sleep(0.1)

    def _start(self) -> None:
        began = time.monotonic()
        provide_secret(self.folder)
        if not self.only_servers:
            self._refuse_a_port_in_use()
        self.servers.start()
        self.lock.tell("stack", ready=True)
        if self.only_servers:
            for name, address in self.servers.addresses.items():
                say(f"{name}={address}")
            say("The servers run until Ctrl-C.")
            return
        self._prepare_tables()
        self._start_part("web")
        self._wait_until_ready()
        self._start_part("worker")
        self._start_part("beat")
        say(_welcome(f"http://{HOST}:{self.port}/", time.monotonic() - began, self.folder))

    def _refuse_a_port_in_use(self) -> None:
        if not self.port.isdigit() or not 0 < int(self.port) < 65536:
            raise CannotRun(f"PORT is {self.port}; it must be a number from 1 to 65535.")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, int(self.port)))
            except OSError as error:
                raise CannotRun(f"Port {self.port} is not free ({error.strerror}): set PORT to another one.") from error

    def _prepare_tables(self) -> None:
        self._manage("migrate", "--no-input", "--verbosity", "0")
        if os.environ.get("DEMO", "1") != "0" and _has_no_regions():
            say("Filling the demonstration district, which takes about a minute …")
            self._manage("seed_demo")

    def _manage(self, *words: str) -> None:
        """Run one command to its end; it stops with us, and what it says is kept."""
        log = self.folder / "log" / f"{words[0]}.log"
        argv = [sys.executable, str(BASE / "manage.py"), *words]
        child = self.parts[words[0]] = Child(words[0], argv, log=log, mark=str(self.folder), cwd=BASE)
        while child.is_running:
            time.sleep(0.02)
        del self.parts[words[0]]
        if child.process.returncode:
            raise CannotRun(f"`manage.py {' '.join(words)}` failed:\n{_end_of(log)}")

    def _start_part(self, name: str) -> None:
        log = self.folder / "log" / f"{name}.log"
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.parts[name] = Child(
            name, self._command(name), log=log, mark=str(self.folder), environment=environment, cwd=BASE, grace=30
        )

    def _command(self, name: str) -> Sequence[str]:
        celery = [sys.executable, "-m", "celery", "-A", "portal", name, "--loglevel", "INFO"]
        if name == "worker":
            return [*celery, "--concurrency", "2", "--without-mingle", "--without-gossip"]
        if name == "beat":
            return [*celery, "--pidfile="]
        bind = ["--bind", f"{HOST}:{self.port}", "--no-control-socket", "--graceful-timeout", "10"]
        threads = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload"]
        return [sys.executable, "-m", "gunicorn", "portal.wsgi", *bind, *threads]

    def _wait_until_ready(self) -> None:
        deadline, answer = time.monotonic() + READY_WITHIN, "no answer"
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://{HOST}:{self.port}/health/ready", timeout=5):
                    return
            except urllib.error.HTTPError as error:
                answer = f"{error.code} {error.read(500).decode(errors='replace')}"
            except OSError:
                pass
            if not self.parts["web"].is_running:
                break
            time.sleep(0.05)
        raise CannotRun(f"The portal does not get ready ({answer}):\n{_end_of(self.folder / 'log' / 'web.log')}")

    def _restart_what_ended(self) -> None:
        """Start again whatever has ended, after a pause that doubles; give up when it keeps ending."""
        for name, child in [*self.servers.children.items(), *self.parts.items()]:
            if child.is_running:
                if time.monotonic() - child.started > STEADY_AFTER:
                    self.failures.pop(name, None)
                continue
            if name not in self.again_at:
                child.end_group()
                failed = self.failures[name] = self.failures.get(name, 0) + 1
                if failed > MOST_FAILURES:
                    raise CannotRun(f"{name} keeps ending:\n{_end_of(self.folder / 'log' / f'{name}.log')}")
                pause = min(2 ** (failed - 1) / 2, LONGEST_PAUSE)
                self.again_at[name] = time.monotonic() + pause
                say(f"{name} has ended (status {child.process.returncode}); it starts again in {pause:g} s.")
            elif time.monotonic() >= self.again_at[name]:
                del self.again_at[name]
                if name in self.parts:
                    self._start_part(name)
                else:
                    self.servers.start_one(name)

    def _keep_logs_short(self) -> None:
        """Look at the sizes of the logs now and then; a disk that refuses does not stop the portal."""
        if time.monotonic() < self.logs_again_at:
            return
        self.logs_again_at = time.monotonic() + LOGS_EVERY
        with contextlib.suppress(OSError):
            rotate(self.folder / "log", limit=largest())

    def _stop(self) -> None:
        """Web, timetable, worker, then the servers; a second Ctrl-C spares the worker its last task."""
        for name in sorted(
            self.parts, key=lambda name: STOPPED_IN_ORDER.index(name) if name in STOPPED_IN_ORDER else -1
        ):
            self.parts[name].stop(is_urgent=lambda: self.signals > 1)
        self.servers.stop()
        if self.lock.is_held:
            self.lock.free()
            say("All stopped.")


def _has_no_regions() -> bool:
    """Demonstration data goes into an empty portal only."""
    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection, connection.cursor() as cursor:
        cursor.execute("select not exists (select 1 from organisations_region)")
        return cursor.fetchone()[0]


def _end_of(log: Path, lines: int = 15) -> str:
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    return "\n".join(text.splitlines()[-lines:])


def _welcome(url: str, seconds: float, folder: Path) -> str:
    rule = "─" * 72
    return "\n".join(
        [
            rule,
            f"  The portal is running at {url}  (ready after {seconds:.1f} s)",
            *_demo_accounts(folder),
            f"  Data and logs: {folder}",
            "  Ctrl-C stops everything; the data stays for the next `make run`.",
            rule,
        ]
    )


def _demo_accounts(folder: Path) -> list[str]:
    """What ``seed_demo`` has written down about who can sign in; nothing in a portal without demonstration data."""
    path = folder / "demo_accounts.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return ["", "  Demonstration accounts:", *(f"    {line}" for line in lines), ""] if lines else []
