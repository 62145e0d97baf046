"""A small client of ours: so many connections at once, each sending its requests one after the other."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

CONNECTIONS = 8


@contextlib.contextmanager
def web_server(port: int = 0) -> Iterator[tuple[int, int]]:
    """The real web server as the portal starts it; its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", port))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--log-level", "warning"]
    process = subprocess.Popen(command, env=os.environ | {"PYTHONUNBUFFERED": "1"})
    try:
        _wait_for(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError("the web server does not answer")


def post_all(port: int, path: str, bodies: Sequence[bytes], *, token: str, expect: int) -> float:
    """Send every body once and return the seconds; any other status than the expected one ends it."""

    async def everything() -> float:
        waiting = iter(bodies)
        began = time.perf_counter()
        await asyncio.gather(*[_one_connection(port, path, waiting, token, expect) for _ in range(CONNECTIONS)])
        return time.perf_counter() - began

    return asyncio.run(everything())


async def _one_connection(port: int, path: str, waiting: Iterator[bytes], token: str, expect: int) -> None:
    reader = writer = None
    for body in waiting:
        if writer is None:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(_head(path, token, body) + body)
        status, closing, answer = await _answer(reader)
        if status != expect:
            raise RuntimeError(f"{status} {answer[:300]!r}")
        if closing:
            writer.close()
            writer = None
    if writer is not None:
        writer.close()


async def send_paced(
    port: int, path: str, bodies: Sequence[bytes], *, token: str, a_second: int
) -> list[tuple[int, float]]:
    """Send so many each second, whether earlier ones are answered or not: status and wait of each."""
    began = time.perf_counter()

    async def one(number: int, body: bytes) -> tuple[int, float]:
        due = began + number / a_second
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(_head(path, token, body) + body)
        status, _closing, _body = await _answer(reader)
        writer.close()
        return status, time.perf_counter() - due

    return await asyncio.gather(*[one(number, body) for number, body in enumerate(bodies)])


def _head(path: str, token: str, body: bytes) -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Token {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = int(head.partition("content-length:")[2].partition("\r\n")[0])
    return int(head.split(" ", 2)[1]), "connection: close" in head, await reader.readexactly(length)
