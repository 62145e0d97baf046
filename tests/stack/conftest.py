"""Data folders and runs of the portal that end with their test."""

import shutil
import tempfile
from pathlib import Path

import pytest

from .running import Portal


@pytest.fixture(scope="module")
def folder():
    """A data folder that the database's user can reach, as ``var/`` is, shared by the tests of a module."""
    path = Path(tempfile.mkdtemp(prefix="portal-stack-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def portal(folder):
    """Starts the portal; whatever still runs at the end of the test is stopped."""
    started = []

    def start(*words: str, **environment: str) -> Portal:
        started.append(Portal(folder, *words, **environment))
        return started[-1]

    yield start
    for one in reversed(started):
        one.end()


@pytest.fixture(scope="module")
def runs(folder):
    started = []
    yield started
    for one in started:
        one.end()


@pytest.fixture
def running(folder, runs):
    """A portal that is ready: the one of the test before, or a new one on the same data when that was ended."""
    if not runs or runs[-1].process.poll() is not None:
        runs.append(Portal(folder))
    runs[-1].wait_until_ready()
    return runs[-1]
