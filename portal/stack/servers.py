"""The embedded servers of one data folder: one holder at a time starts and stops them, others may use them."""

import fcntl
import json
import os
import time
from pathlib import Path
from typing import TextIO

from .postgres import Cluster
from .processes import Child, end_orphans
from .valkey import start_valkey
from .where import running_servers, socket_folder

SERVERS = {"postgres": "DATABASE_URL", "valkey": "REDIS_URL"}
# Compiling a plan costs more than the short statements of a portal take.
POSTGRES_SETTINGS = ("max_connections=80", "shared_buffers=128MB", "jit=off", "timezone=UTC", "log_timezone=UTC")


class AlreadyHeld(RuntimeError):
    """Somebody else runs the servers of this data folder; ``holder`` is ``stack``, ``command`` or unknown."""

    def __init__(self, holder: str, pid: int | None, **_facts):
        super().__init__(f"The portal of this data folder is already running (process {pid}).")
        self.holder, self.pid = holder, pid


class Lock:
    """A lock file that the kernel frees when its holder dies, and that tells who holds it."""

    def __init__(self, path: Path):
        self.path = path
        self.file: TextIO | None = None

    def take(self, holder: str) -> None:
        file = self.path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            for _ in range(20):  # it has just been taken, and its holder is still writing
                if self.told():
                    break
                time.sleep(0.05)
            raise AlreadyHeld(**{"holder": "", "pid": None, **self.told()}) from None
        self.file = file
        self.tell(holder)

    def told(self) -> dict:
        """What the holder wrote down; nothing while it is writing."""
        try:
            return json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, json.JSONDecodeError):
            return {}

    def tell(self, holder: str, **facts) -> None:
        """Write down who holds the lock and what there is to know."""
        if self.file is not None:
            self.file.truncate(0)
            self.file.write(json.dumps({"holder": holder, "pid": os.getpid(), **facts}))
            self.file.flush()

    @property
    def is_held(self) -> bool:
        return self.file is not None

    def free(self) -> None:
        if self.file is not None:
            self.file.truncate(0)
            fcntl.flock(self.file, fcntl.LOCK_UN)  # also for a child that has not yet become another program
            self.file.close()
            self.file = None


class Servers:
    """PostgreSQL and Valkey below a data folder, each only where no outside server is named."""

    def __init__(self, folder: Path):
        self.folder, self.sockets, self.addresses = folder, socket_folder(folder), running_servers(folder)
        self.children: dict[str, Child] = {}
        self.wanted = [name for name in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(name)]

    def start(self) -> None:
        """Start what is wanted and name it in the environment, for us and for our children."""
        end_orphans(str(self.folder))
        for name, variable in SERVERS.items():
            if variable in self.wanted:
                self.start_one(name)
        for variable in self.wanted:
            os.environ[variable] = self.addresses[variable]

    def start_one(self, name: str) -> None:
        """Start ``postgres`` or ``valkey`` and wait until it answers."""
        self.children[name] = self._start_postgres() if name == "postgres" else self._start_valkey()

    def _start_postgres(self) -> Child:
        log = self.folder / "log" / "postgres.log"
        cluster = Cluster(self.folder / "postgres", sockets=self.sockets, log=log, settings=POSTGRES_SETTINGS)
        return cluster.start()

    def _start_valkey(self) -> Child:
        socket = Path(self.addresses["REDIS_URL"].removeprefix("unix://"))
        log = self.folder / "log" / "valkey.log"
        return start_valkey(self.folder / "valkey", socket=socket, log=log, mark=str(self.folder))

    def stop(self) -> None:
        """Stop the queue before the database."""
        for name in reversed(SERVERS):
            if name in self.children:
                self.children.pop(name).stop()
