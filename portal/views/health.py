"""What a load balancer or the supervisor asks: does the process live, and can it serve?"""

from django.core.cache import cache
from django.db import connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET


@never_cache
@require_GET
def live(request):
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_GET
def ready(request):
    """The database and the cache answer too; 503 names what does not."""
    states = {"database": _state(_ask_database), "cache": _state(_ask_cache)}
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


def _ask_cache() -> None:
    cache.get("health")
