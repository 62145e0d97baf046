"""Who stands above whom among organisations."""

from collections.abc import Iterable

from django.db import connection

ABOVE = """
    WITH RECURSIVE line(id, parent_id) AS (
        SELECT id, parent_id FROM organisations_organisation WHERE id = ANY(%s)
        UNION SELECT o.id, o.parent_id FROM organisations_organisation o JOIN line ON o.id = line.parent_id
    ) SELECT id FROM line
"""


def with_ancestors(organisations: Iterable[int]) -> frozenset[int]:
    """These organisations and everything above them."""
    asked = sorted(set(organisations))
    if not asked:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, [asked])
        return frozenset(pk for (pk,) in cursor.fetchall())
