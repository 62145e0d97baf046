"""Schemes under work: one draft of a kind and region at a time."""

from django.db import connection


def alone(kind: str, region: str | None) -> None:
    """Of two who begin a draft at once the second one finds the first one's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{kind}:{region or ''}"])
