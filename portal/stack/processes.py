"""Child processes that never outlive the process that started them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
MARK = "PORTAL_STACK"
_libc = ctypes.CDLL(None, use_errno=True)


class Child:
    """A process in a session of its own, told to stop when its parent dies, even by ``kill -9``."""

    def __init__(
        self,
        name: str,
        argv: Sequence[str | Path],
        *,
        log: Path,
        stop_signal: signal.Signals = signal.SIGTERM,
        grace: float = 15,
        mark: str = "",
        environment: Mapping[str, str] | None = None,
        **options,
    ):
        """``mark`` goes into the process's environment, so that a later run can find it should all else fail."""
        self.name, self.stop_signal, self.grace, self.started = name, stop_signal, grace, time.monotonic()
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [str(part) for part in argv],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env={**(os.environ if environment is None else environment), MARK: mark},
                preexec_fn=_die_with_parent(stop_signal),
                **options,
            )

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def stop(self, is_urgent: Callable[[], bool] = lambda: False) -> None:
        """Ask the process to end, and end it and all it started when it does not within its grace."""
        if self.is_running:
            self.process.send_signal(self.stop_signal)
        deadline = time.monotonic() + self.grace
        while self.is_running and time.monotonic() < deadline and not is_urgent():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(0.1)
        self.end_group()

    def end_group(self) -> None:
        """End whatever is left of the process and of its own children."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _die_with_parent(stop_signal: signal.Signals):
    parent = os.getpid()

    def ask_the_kernel() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, stop_signal)
        if os.getppid() != parent:
            os._exit(1)

    return ask_the_kernel


def command_line(pid: int) -> bytes:
    """What a living process was started with; empty for one that has ended, zombies included."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()[0]
        return b"" if state == "Z" else Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def end_orphans(mark: str, *, patience: float = 10) -> None:
    """End what an earlier run of ours left behind; the kernel has already asked it to stop."""
    deadline = time.monotonic() + patience
    while left := list(_marked(mark)):
        urgent = time.monotonic() > deadline
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL if urgent else signal.SIGTERM)
        time.sleep(0.1)


def _marked(mark: str) -> Iterator[int]:
    wanted = f"{MARK}={mark}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int(folder.name) != os.getpid() and wanted in (folder / "environ").read_bytes().split(b"\0"):
                yield int(folder.name)
