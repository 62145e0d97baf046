"""A command of manage.py finds the servers that run, or brings its own for as long as it lasts."""

import subprocess
import sys

import pytest

from portal.stack.environment import BASE

from .running import Portal, is_held

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("stack")]

COUNT = "from django.db import connection as c; k = c.cursor(); k.execute('{}'); print({})"


def command(folder, *words, **environment) -> subprocess.Popen:
    """``manage.py`` with the data folder and without any address of a server."""
    values = Portal.environment_for(folder, **environment)
    argv = [sys.executable, "manage.py", *words]
    return subprocess.Popen(argv, cwd=BASE, env=values, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def sql(folder, statement, show="'done'") -> subprocess.Popen:
    return command(folder, "shell", "--no-imports", "-v0", "-c", COUNT.format(statement, show))


def test_commands_one_after_the_other_keep_the_data_and_leave_no_server(folder):
    assert sql(folder, "create table notes (n int); insert into notes values (7)").communicate()[0] == "done\n"

    assert sql(folder, "select n from notes", "k.fetchall()").communicate()[0] == "[(7,)]\n"

    assert not (folder / "postgres" / "data" / "postmaster.pid").exists()


def test_commands_at_the_same_time_share_one_server(folder):
    at_once = [sql(folder, "select pg_sleep(0.5)") for _ in range(4)]

    assert [one.communicate(timeout=60)[0] for one in at_once] == ["done\n"] * 4
    assert not (folder / "postgres" / "data" / "postmaster.pid").exists()


def test_a_command_uses_the_servers_of_a_running_portal(portal, folder):
    run = portal("--only-servers")
    run.wait_until_said("until Ctrl-C")

    assert sql(folder, "select pg_postmaster_start_time()").communicate()[0] == "done\n"

    assert run.child("postgres").is_running()


def test_a_portal_waits_for_the_command_that_holds_the_servers(portal, folder):
    slow = sql(folder, "select pg_sleep(2)")
    while not is_held(folder):
        assert slow.poll() is None
    run = portal("--only-servers")

    first = run.process.stdout.readline()

    assert first == f"Waiting for the command that is using the database (process {slow.pid}) …\n"
    assert slow.communicate()[0] == "done\n"
    assert "DATABASE_URL=" in run.process.stdout.readline()


def test_a_failing_command_says_so_and_stops_its_server(folder):
    failing = sql(folder, "select * from nowhere")

    assert 'relation "nowhere" does not exist' in failing.communicate()[0]
    assert failing.returncode == 1
    assert not (folder / "postgres" / "data" / "postmaster.pid").exists()


def test_help_needs_no_server(folder, tmp_path):
    asked = command(tmp_path / "empty", "migrate", "--help")

    assert "usage: manage.py migrate" in asked.communicate()[0]
    assert not (tmp_path / "empty" / "postgres").exists()
