"""The portal on a Redis of somebody else: pages, queue and cache."""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
import redis

REDIS = shutil.which("redis-server")
pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("stack")]


@pytest.fixture
def outside_redis():
    """A Redis server of the system behind a socket; its client and its address."""
    folder = Path(tempfile.mkdtemp(prefix="portal-redis-"))
    socket = folder / "redis.sock"
    argv = [REDIS, "--port", "0", "--unixsocket", str(socket), "--dir", str(folder), "--save", ""]
    server = subprocess.Popen(argv, stdout=subprocess.DEVNULL)
    client = redis.Redis(unix_socket_path=str(socket))
    try:
        yield _answering(client), f"unix://{socket}"
    finally:
        client.close()
        server.terminate()
        server.wait(10)
        shutil.rmtree(folder)


def _answering(client: redis.Redis) -> redis.Redis:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            client.ping()
        except redis.ConnectionError:
            continue
        return client
    raise AssertionError("Redis did not start.")


@pytest.mark.skipif(REDIS is None, reason="Redis is not installed here")
def test_the_portal_runs_on_an_outside_redis(portal, outside_redis):
    client, address = outside_redis

    run = portal(REDIS_URL=address)
    run.wait_until_ready()

    assert client.info("server")["redis_version"].split(".")[0] >= "7"
    assert {child.name() for child in run.family()} & {"valkey-server", "postgres"} == {"postgres"}
    assert run.answers("/health/ready")
