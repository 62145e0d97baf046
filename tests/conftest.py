"""What every test starts from: plain passwords, and memory in the place of cache, broker, mail and files."""

import pytest
from django.core.cache import cache

from portal.celery import app


@pytest.fixture(autouse=True, scope="session")
def _tasks_run_at_once():
    """A queued task runs where it is queued, and its faults are the test's faults."""
    app.conf.update(task_always_eager=True, task_eager_propagates=True)


@pytest.fixture(autouse=True)
def _outside_world_in_memory(settings, tmp_path):
    """Nothing that a test does leaves the process but rows, and they are rolled back."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DATA_DIR = tmp_path / "data"
    yield
    cache.clear()
