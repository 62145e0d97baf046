"""The portal starts, stops, survives being killed, and leaves nothing behind."""

import os
import signal
import socket
import threading
import time

import psycopg2
import pytest
import redis

from portal.stack.where import running_servers

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("stack")]


def test_first_start_serves_pages_and_two_ctrl_c_stop_everything(portal, folder):
    run = portal()
    run.wait_until_ready()

    assert {child.name() for child in run.family()[1:]} >= {"postgres", "valkey-server"}
    assert oct((folder / "secret_key").stat().st_mode) == "0o100600"
    status, said = run.press_ctrl_c(times=2)

    assert (status, said.splitlines()[-2:]) == (0, ["Stopping …", "All stopped."])
    assert f"http://127.0.0.1:{run.port}/" in said
    assert run.left(within=0) == []
    assert list((folder / "run").glob("**/*.sock")) == []


def test_a_second_portal_of_the_same_data_is_refused_with_what_to_do(portal):
    first = portal()
    first.wait_until_ready()
    second = portal()
    said, _ = second.process.communicate(timeout=20)

    assert second.process.returncode == 1
    assert said == (
        f"The portal of this data folder is already running (process {first.process.pid}). "
        "Stop it first, or set PORTAL_DATA_DIR and PORT for a second one.\n"
    )
    assert first.answers("/health/ready")


def test_a_web_server_that_dies_is_started_again(portal):
    run = portal()
    run.wait_until_ready()

    os.kill(run.child("gunicorn").pid, signal.SIGKILL)

    run.wait_until_ready(within=20)
    assert run.child("gunicorn").is_running()


def test_kill_9_of_everything_loses_no_acknowledged_row(portal, folder):
    run = portal()
    run.wait_until_ready()
    with run.database() as cursor:
        cursor.execute("create table if not exists acknowledged (n int)")
    acknowledged, killed = [], threading.Event()

    def keep_writing():
        try:
            with run.database() as cursor:
                for n in range(1_000_000):
                    cursor.execute("insert into acknowledged values (%s)", [n])
                    acknowledged.append(n)
        except psycopg2.Error:
            killed.set()

    queue = redis.Redis(unix_socket_path=running_servers(folder)["REDIS_URL"].removeprefix("unix://"))
    queue.rpush("waiting", "a task")
    queue.close()
    threading.Thread(target=keep_writing, daemon=True).start()
    while len(acknowledged) < 200:
        time.sleep(0.01)
    for process in run.family():
        process.kill()

    assert killed.wait(10)
    assert run.left(within=10) == []
    again = portal()
    again.wait_until_ready()
    with again.database() as cursor:
        cursor.execute("select n from acknowledged order by n")
        kept = [n for (n,) in cursor.fetchall()]
    assert kept[: len(acknowledged)] == acknowledged
    with redis.Redis(unix_socket_path=running_servers(folder)["REDIS_URL"].removeprefix("unix://")) as queue:
        assert queue.lrange("waiting", 0, -1) == [b"a task"]


def test_kill_9_of_the_supervisor_alone_leaves_no_orphan(portal):
    run = portal()
    run.wait_until_ready()

    run.family()
    run.process.kill()

    assert run.left(within=40) == []


def test_the_servers_can_run_alone_and_name_their_addresses(portal, folder):
    run = portal("--only-servers")
    said = [run.process.stdout.readline().strip() for _ in range(3)]

    addresses = running_servers(folder)
    assert said == [
        f"DATABASE_URL={addresses['DATABASE_URL']}",
        f"REDIS_URL={addresses['REDIS_URL']}",
        "The servers run until Ctrl-C.",
    ]
    assert run.press_ctrl_c() == (0, "Stopping …\nAll stopped.\n")


def test_a_port_in_use_is_refused_with_what_to_do(portal):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        run = portal(PORT=str(port))
        said, _ = run.process.communicate(timeout=20)

    assert run.process.returncode == 1
    assert said == f"Port {port} is not free (Address already in use): set PORT to another one.\nAll stopped.\n"
