"""Reading the environment, and refusing what is unsafe in production."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)

DATA_DIR = Path(env.str("PORTAL_DATA_DIR", "") or BASE_DIR / "var").resolve()
DEBUG = env.bool("DEBUG", False)

KNOWN_DEFAULTS = {"", "secret", "change-me", "changeme", "insecure"}
SHORTEST_SECRET = 32


def secret_key() -> str:
    """The secret of the deployment: from SECRET_KEY, else the one that ``make run`` keeps in the data directory."""
    key = env.str("SECRET_KEY", "")
    kept = DATA_DIR / "secret_key"
    if not key and kept.exists():
        return kept.read_text().strip()
    if not key and os.environ.get("PORTAL_TESTING"):
        return "only-for-tests-only-for-tests-only-for-tests-only-for-tests"
    if key in KNOWN_DEFAULTS or len(key) < SHORTEST_SECRET or key.startswith("django-insecure"):
        raise ImproperlyConfigured(
            "SECRET_KEY is not set, too short or a known default. Set SECRET_KEY to at least 32 random characters, "
            "for example the output of: python -c 'import secrets; print(secrets.token_urlsafe(48))'. "
            "(`make run` makes and keeps one by itself.)"
        )
    return key


def allowed_hosts() -> list[str]:
    """The host names served; a wildcard is refused outside debugging."""
    hosts = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
    if "*" in hosts and not DEBUG:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is '*'. Name the hosts that the portal is served under, separated by commas."
        )
    return hosts
