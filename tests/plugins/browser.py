"""A real browser for the tests that need one: skipped where there is no Chromium, unless BROWSER_TESTS=required."""

import os
import shutil

import pytest
from django.db import connection
from playwright.sync_api import sync_playwright

# Threads of the live server keep their connections; they are cut before the test database goes.
CUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def chromium() -> str | None:
    """The path of the browser: ``CHROMIUM``, else the one of the system."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_runtest_setup(item):
    """Tests marked ``browser`` are skipped without one, and fail instead where they are required."""
    if item.get_closest_marker("browser") and not chromium():
        if os.environ.get("BROWSER_TESTS") == "required":
            pytest.fail(
                "BROWSER_TESTS=required, and there is no Chromium: install the package chromium.", pytrace=False
            )
        pytest.skip("There is no Chromium here: install the package chromium.")


@pytest.fixture(scope="session")
def browser(django_db_setup, django_db_blocker):
    """One Chromium for all tests; each opens a context of its own."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver runs a loop in the thread of the test
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium(), args=QUIET)
        yield started
        started.close()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(CUT)
