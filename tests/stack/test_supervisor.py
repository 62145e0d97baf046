"""The portal starts, stops, survives being killed, and leaves nothing behind."""

import socket
import threading
import time

import psycopg2
import pytest
import redis

from portal.settings.schedule import BEAT_SCHEDULE
from portal.stack.where import running_servers

from .running import is_free

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("stack")]


def test_first_start_serves_pages_and_two_ctrl_c_stop_everything(portal, folder):
    run = portal()
    run.wait_until_said(f"http://127.0.0.1:{run.port}/")
    run.wait_until_ready()

    assert {child.name() for child in run.family()[1:]} >= {"postgres", "valkey-server"}
    assert oct((folder / "secret_key").stat().st_mode) == "0o100600"
    status, said = run.press_ctrl_c(times=2)

    assert (status, said.splitlines()[-2:]) == (0, ["Stopping …", "All stopped."])
    assert run.left(within=5) == []
    assert list((folder / "run").glob("**/*.sock")) == []


def test_the_timetable_of_the_code_is_in_the_database_once_the_portal_runs(running):
    deadline = time.monotonic() + 20
    with running.database() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("select name from django_celery_beat_periodictask where name <> 'celery.backend_cleanup'")
            names = {name for (name,) in cursor.fetchall()}
            if names == set(BEAT_SCHEDULE):
                return
            time.sleep(0.2)
    assert names == set(BEAT_SCHEDULE)


def test_a_second_portal_of_the_same_data_is_refused_with_what_to_do(running, portal):
    second = portal()
    said, _ = second.process.communicate(timeout=20)

    assert second.process.returncode == 1
    assert said == (
        f"The portal of this data folder is already running (process {running.process.pid}). "
        "Stop it first, or set PORTAL_DATA_DIR and PORT for a second one.\n"
    )
    assert running.answers("/health/ready")


def test_a_web_server_that_dies_is_started_again(running):
    running.family()
    running.child("gunicorn").kill()

    deadline = time.monotonic() + 30
    while (again := running.child("gunicorn")) in (None, *running.seen) and time.monotonic() < deadline:
        time.sleep(0.1)
    running.wait_until_ready()

    assert again not in (None, *running.seen)


def test_kill_9_of_everything_loses_no_acknowledged_row(running, portal, folder):
    with running.database() as cursor:
        cursor.execute("create table if not exists acknowledged (n int)")
    acknowledged, killed = [], threading.Event()

    def keep_writing():
        try:
            with running.database() as cursor:
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
    running.kill_all()

    assert killed.wait(10)
    assert running.left(within=10) == []
    again = portal("--only-servers")
    again.wait_until_said("until Ctrl-C")
    with again.database() as cursor:
        cursor.execute("select n from acknowledged order by n")
        kept = [n for (n,) in cursor.fetchall()]
    assert kept[: len(acknowledged)] == acknowledged
    with redis.Redis(unix_socket_path=running_servers(folder)["REDIS_URL"].removeprefix("unix://")) as queue:
        assert queue.lrange("waiting", 0, -1) == [b"a task"]


def test_kill_9_of_the_supervisor_alone_leaves_no_orphan(running, folder):
    running.family()
    running.process.kill()

    assert running.left(within=60) == []
    assert is_free(folder, within=60)


def test_the_servers_can_run_alone_and_name_their_addresses(portal, folder, runs):
    for earlier in runs:
        earlier.end()
    assert is_free(folder, within=60)
    run = portal("--only-servers")
    said = [run.process.stdout.readline().strip() for _ in range(3)]

    addresses = running_servers(folder)
    assert said == [
        f"DATABASE_URL={addresses['DATABASE_URL']}",
        f"REDIS_URL={addresses['REDIS_URL']}",
        "The servers run until Ctrl-C.",
    ]
    assert run.press_ctrl_c() == (0, "Stopping …\nAll stopped.\n")


def test_a_port_in_use_is_refused_with_what_to_do(portal, folder, runs):
    for earlier in runs:
        earlier.end()
    assert is_free(folder, within=60)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        run = portal(PORT=str(port))
        said, _ = run.process.communicate(timeout=20)

    assert run.process.returncode == 1
    assert said == f"Port {port} is not free (Address already in use): set PORT to another one.\nAll stopped.\n"
