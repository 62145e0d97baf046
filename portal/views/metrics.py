"""Figures for the monitoring of the machine room (Prometheus)."""

import secrets

from django.conf import settings
from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django_prometheus.exports import ExportToDjangoView

LOOPBACK = frozenset(["127.0.0.1", "::1"])


@never_cache
@require_GET
def metrics(request):
    """For whoever has the token, and for this machine itself unless a proxy speaks for others."""
    if not (_has_token(request) or _is_this_machine(request)):
        raise Http404
    return ExportToDjangoView(request)


def _has_token(request) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(settings.METRICS_TOKEN) and secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())


def _is_this_machine(request) -> bool:
    for_others = settings.SECURE_PROXY_SSL_HEADER or {"X-Forwarded-For", "Forwarded"} & {
        *map(str.title, request.headers)
    }
    return not for_others and request.META.get("REMOTE_ADDR") in LOOPBACK
