"""The portal as ``make run`` starts it, in a data folder of its own, for tests that start, stop and kill it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg2

from portal.stack.environment import BASE
from portal.stack.servers import AlreadyHeld, Lock
from portal.stack.where import running_servers

OURS = {"DATABASE_URL", "REDIS_URL", "PORTAL_TESTING", "PYTEST_CURRENT_TEST", "SECRET_KEY", "DEBUG", "HTTPS"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Portal:
    """One run of ``python -m portal.stack``."""

    def __init__(self, folder: Path, *words: str, **environment: str):
        self.folder, self.port = folder, free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "portal.stack", *words],
            cwd=BASE,
            env=self.environment_for(folder, **{"PORT": str(self.port), **environment}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.seen: list[psutil.Process] = []

    @staticmethod
    def environment_for(folder: Path, **environment: str) -> dict[str, str]:
        """Ours without what the tests have set for themselves."""
        own = {name: value for name, value in os.environ.items() if name not in OURS}
        return {**own, "PORTAL_DATA_DIR": str(folder), "DEMO": "0", **environment}

    def wait_until_ready(self, within: float = 150) -> None:
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"The portal ended:\n{self.process.stdout.read()}")
            if self.answers("/health/ready"):
                return
            time.sleep(0.1)
        raise AssertionError("The portal did not get ready.")

    def answers(self, path: str) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def family(self) -> list[psutil.Process]:
        """The supervisor and all that it started, remembered for ``left``."""
        own = psutil.Process(self.process.pid)
        self.seen = [own, *own.children(recursive=True)]
        return self.seen

    def child(self, word: str) -> psutil.Process | None:
        """The living child that has the word in its command line."""
        living = [child for child in psutil.Process(self.process.pid).children() if _lives(child)]
        return next((child for child in living if word in _command(child)), None)

    def press_ctrl_c(self, times: int = 1) -> tuple[int, str]:
        """The exit status, and what was said on the terminal."""
        self.family()
        for _ in range(times):
            self.process.send_signal(signal.SIGINT)
            time.sleep(0.2)
        said, _ = self.process.communicate(timeout=120)
        return self.process.returncode, said

    def kill_all(self) -> None:
        """``kill -9`` of the supervisor first, then of everything it started."""
        for process in self.family():
            with suppress(psutil.NoSuchProcess):
                process.kill()

    def wait_until_said(self, words: str) -> None:
        """Read what is said on the terminal up to a line with these words."""
        while words not in (line := self.process.stdout.readline()):
            if not line:
                raise AssertionError(f"The portal ended without saying “{words}”.")

    def left(self, within: float) -> list[str]:
        """What of the family still lives after so many seconds."""
        self.process.poll()
        deadline = time.monotonic() + within
        while (alive := [one for one in self.seen if _lives(one)]) and time.monotonic() < deadline:
            time.sleep(0.1)
        return [f"{process.pid} {process.name()}" for process in alive]

    @contextmanager
    def database(self):
        connection = psycopg2.connect(running_servers(self.folder)["DATABASE_URL"])
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    def end(self) -> None:
        """However the test went, leave nothing behind."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                self.kill_all()
        self.process.wait()
        self.process.stdout.close()


def _command(process: psutil.Process) -> str:
    """The command line; empty when the process ended while it was asked."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def is_held(folder: Path) -> bool:
    """Whether somebody holds the servers of a data folder."""
    lock = Lock(folder / "stack.lock")
    try:
        lock.take("test")
    except AlreadyHeld:
        return True
    lock.free()
    return False


def is_free(folder: Path, within: float) -> bool:
    """Whether nobody holds the servers of a data folder, at the latest after so many seconds."""
    deadline = time.monotonic() + within
    while held := is_held(folder):
        if time.monotonic() > deadline:
            break
        time.sleep(0.1)
    return not held
