"""What a load balancer or the supervisor asks: does the process live, and can it serve?"""

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from portal.celery import app

CONNECT_WITHIN = 2
IN_MEMORY = "memory://"
_seen_migrated: list[bool] = []


@never_cache
@require_GET
def live(request):
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_GET
def ready(request):
    """The database has every table, the cache and the queue answer too; 503 names what does not."""
    states = {
        "database": _state(_ask_database),
        "migrations": _state(_ask_migrations),
        "cache": _state(_ask_cache),
        "broker": _state(_ask_broker),
    }
    fine = set(states.values()) == {"ok"}
    return JsonResponse({"status": "ok" if fine else "not ready", **states}, status=200 if fine else 503)


def _state(ask) -> str:
    try:
        ask()
    except Exception:  # whatever the reason, the answer is the same
        return "no answer"
    return "ok"


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select 1")


def _ask_migrations() -> None:
    """Read once for each process: what has been migrated stays so while the process lives."""
    if _seen_migrated:
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise LookupError("unapplied migrations")
    _seen_migrated.append(True)


def _ask_cache() -> None:
    cache.get("health")


def _ask_broker() -> None:
    if settings.CELERY_BROKER_URL == IN_MEMORY:
        return
    with app.connection_for_read(connect_timeout=CONNECT_WITHIN) as broker:
        broker.ensure_connection(max_retries=1, timeout=CONNECT_WITHIN)
