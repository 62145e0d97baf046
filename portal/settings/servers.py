"""Where the database, the cache and the broker are."""

import os

from portal.stack.where import running_servers

from .environment import DATA_DIR, env
from .urls_of_servers import database_from_url, redis_from_url

_running = running_servers(DATA_DIR)
DATABASE_URL = env.str("DATABASE_URL", "") or _running.get("DATABASE_URL", "")
REDIS_URL = env.str("REDIS_URL", "") or ("" if os.environ.get("PORTAL_TESTING") else _running.get("REDIS_URL", ""))

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        **(database_from_url(DATABASE_URL) if DATABASE_URL else {"NAME": "portal"}),
    }
}

CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_ENABLE_UTC = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULER = "foundation.jobs.beat:Timetable"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# Without a broker (tests, single commands) tasks run at once and the cache lives in the process.
if REDIS_URL:
    _cache, CELERY_BROKER_URL = redis_from_url(REDIS_URL)
    CACHES = {"default": {"BACKEND": "foundation.web.caching.KeptRedisCache", "LOCATION": _cache}}
else:
    CELERY_BROKER_URL = "memory://"
    CELERY_TASK_ALWAYS_EAGER = True
    CELERY_TASK_EAGER_PROPAGATES = True
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
