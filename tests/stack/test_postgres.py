"""A cluster of our own runs as whoever may run it, and moves aside when an outside server is named."""

import os
import shutil
import tempfile
from pathlib import Path

import psycopg2
import pytest

from portal.stack.postgres import Cluster, NoPostgres
from portal.stack.servers import Servers
from portal.stack.where import socket_folder

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("stack")]

OUTSIDE = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture
def closed_folder():
    """A folder that nobody but its owner can enter, so that the server cannot run as ``nobody``."""
    path = Path(tempfile.mkdtemp(prefix="portal-closed-"))
    yield path
    shutil.rmtree(path)


def ask(cluster, statement):
    with psycopg2.connect(cluster.url) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_a_cluster_in_a_closed_folder_starts_and_keeps_its_rows(closed_folder):
    cluster = Cluster(closed_folder / "pg", sockets=closed_folder / "run", log=closed_folder / "log", durable=False)
    server = cluster.start()
    ask(cluster, "create table notes (n int); insert into notes values (7) returning n")
    server.stop()

    server = cluster.start()

    assert ask(cluster, "select n from notes") == 7
    server.stop()
    assert not server.is_running


def test_a_folder_opened_to_others_later_is_handed_to_the_servers_user(closed_folder):
    cluster = Cluster(closed_folder / "pg", sockets=closed_folder / "run", log=closed_folder / "log", durable=False)
    cluster.start().stop()
    closed_folder.chmod(0o711)

    moved = Cluster(closed_folder / "pg", sockets=closed_folder / "run", log=closed_folder / "log", durable=False)
    server = moved.start()

    assert ask(moved, "select 1") == 1
    server.stop()


def test_text_is_compared_by_code_point_whatever_the_machine_speaks(closed_folder):
    cluster = Cluster(closed_folder / "pg", sockets=closed_folder / "run", log=closed_folder / "log", durable=False)
    server = cluster.start()

    assert ask(cluster, "select datcollate from pg_database where datname = 'portal'") == "C.UTF-8"
    assert ask(cluster, "select 'a' > 'B'") is True
    server.stop()


def test_a_server_that_cannot_start_says_its_last_words(closed_folder):
    cluster = Cluster(
        closed_folder / "pg", sockets=closed_folder / "run", log=closed_folder / "log", settings=["nonsense=1"]
    )

    with pytest.raises(NoPostgres, match='unrecognized configuration parameter "nonsense"'):
        cluster.start()


def test_sockets_of_a_deeply_nested_data_folder_are_in_a_short_one():
    deep = Path("/srv") / "/".join(["a folder with a long name"] * 5)

    assert socket_folder(Path("/srv/portal")) == Path("/srv/portal/run")
    assert socket_folder(deep).parent == Path(tempfile.gettempdir())
    assert socket_folder(deep) == socket_folder(deep) != socket_folder(deep / "other")


def test_an_outside_server_is_used_and_none_of_ours_is_started(closed_folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://portal@db.example/portal")
    monkeypatch.setenv("REDIS_URL", "redis://cache.example")
    servers = Servers(closed_folder)

    servers.start()

    assert servers.children == {}
    assert os.environ["DATABASE_URL"] == "postgresql://portal@db.example/portal"


@pytest.mark.skipif(not (OUTSIDE / "postgres").exists(), reason="PostgreSQL 15 is not installed here")
def test_the_portal_runs_on_an_outside_postgresql_15(portal, closed_folder, monkeypatch):
    closed_folder.chmod(0o711)
    monkeypatch.setenv("PG_BIN", str(OUTSIDE))
    cluster = Cluster(closed_folder / "pg", sockets=closed_folder / "run", log=closed_folder / "log", durable=False)
    server = cluster.start()
    try:
        run = portal(DATABASE_URL=cluster.url)
        run.wait_until_ready()

        assert ask(cluster, "show server_version").startswith("15.")
        assert ask(cluster, "select count(*) > 20 from django_migrations") is True
        assert "postgres" not in {process.name() for process in run.family()}
        assert run.press_ctrl_c()[0] == 0
    finally:
        server.stop()
