"""Servers for one command of ``manage.py``: those that run, else its own for as long as it lasts."""

import fcntl
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from .environment import data_folder, provide_secret, read_env_file
from .servers import AlreadyHeld, Lock, Servers
from .where import running_servers

WITHOUT_SERVERS = frozenset(
    ["help", "version", "check", "collectstatic", "findstatic", "messages", "spectacular", "diffsettings", "startapp"]
)
PATIENCE = 120


@contextmanager
def servers_for_command(words: Sequence[str]) -> Iterator[None]:
    """Name the servers in the environment before the settings are read; start them when nobody has."""
    read_env_file()
    folder = data_folder()
    provide_secret(folder)
    needs_none = not words or words[0] in WITHOUT_SERVERS or words[0].startswith("-") or "--help" in words
    if needs_none or (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        yield
        return
    lock, deadline = Lock(folder / "stack.lock"), time.monotonic() + PATIENCE
    with (folder / "users.lock").open("a") as users:
        while True:
            try:
                lock.take("command")
                break
            except AlreadyHeld:
                fcntl.flock(users, fcntl.LOCK_SH)
                if lock.told().get("ready"):
                    for name, address in running_servers(folder).items():
                        os.environ.setdefault(name, address)
                    yield
                    return
                fcntl.flock(users, fcntl.LOCK_UN)
            if time.monotonic() > deadline:
                sys.exit("The servers of this portal are starting or stopping and do not come to an end; see var/log.")
            time.sleep(0.05)
        servers = Servers(folder)
        try:
            servers.start()
            lock.tell("command", ready=True)
            yield
        finally:
            fcntl.flock(users, fcntl.LOCK_EX)
            lock.tell("command", ready=False)
            servers.stop()
            lock.free()
