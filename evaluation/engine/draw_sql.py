"""Reads and the one write of a draw."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from foundation.accounts.choices import Role
from foundation.accounts.models import Grant, with_descendants
from foundation.organisations.lines import with_ancestors

from ..choices import Frequency
from ..models import Draw, Plan
from .arrays import literal
from .draw import DAYS, REST_DAYS, Assignment, Candidate, Drawable

# Days in intervals, times a number that every interval divides: whole, so that equals are equal here and in Python.
SCALE = 7 * 30 * 91

DUE = """
WITH rule AS (
    SELECT * FROM unnest(%(types)s::bigint[], %(times)s::int[], %(per)s::text[], %(weights)s::int[])
        AS r(type_id, times, per, weight)
), due AS MATERIALIZED (
    SELECT s.id, s.region_id, s.organisation_id, r.times, r.per, last.day,
           (%(on)s::date - last.day)::bigint * r.times * r.weight AS urgency
    FROM evaluation_site s JOIN rule r ON r.type_id = s.type_id
    LEFT JOIN LATERAL (
        SELECT c."on" AS day FROM evaluation_check c
        WHERE c.site_id = s.id AND c."on" < %(on)s::date + %(rest)s AND c.state IN ('drawn', 'submitted', 'confirmed')
        ORDER BY c."on" DESC LIMIT 1
    ) last ON true
    WHERE s.district_id = %(district)s AND s.state = 'active'
      AND (last.day IS NULL
           OR %(on)s::date - last.day >= %(rest)s
              AND (%(on)s::date - last.day)::bigint * r.times * r.weight >= %(scale)s)
)
SELECT id, region_id, organisation_id, times, per, day, (SELECT count(*) FROM due)
FROM due ORDER BY urgency DESC NULLS FIRST, md5(%(seed)s || ':' || id) LIMIT %(limit)s OFFSET %(offset)s
"""

# References are looked up as the rows are written: keeping 12,000 rows of questions for the commit costs more.
INSERT = """
SET CONSTRAINTS ALL IMMEDIATE;
INSERT INTO evaluation_check
    (site_id, district_id, region_id, organisation_id, "on", state, inspector_id, draw_id, remark, reason)
SELECT s.id, s.district_id, s.region_id, s.organisation_id, %(on)s, 'drawn', a.inspector, %(draw)s, '', ''
FROM unnest(%(sites)s::bigint[], %(inspectors)s::bigint[]) AS a(site, inspector)
JOIN evaluation_site s ON s.id = a.site;
SET CONSTRAINTS ALL DEFERRED
"""


def due_sites(plan: Plan, *, on: dt.date, seed: str, at_once: int) -> Iterator[tuple[list[Candidate], int]]:
    """The due sites of a district in the order of the draw, some at once, each time with how many there are in all."""
    rules = list(plan.rules.order_by("pk").values_list("site_type", "times", "per"))
    asked = {
        "district": plan.district_id,
        "on": on,
        "seed": seed,
        "rest": REST_DAYS,
        "scale": SCALE,
        "types": [site_type for site_type, _times, _per in rules],
        "times": [times for _type, times, _per in rules],
        "per": [per for _type, _times, per in rules],
        "weights": [SCALE // DAYS[Frequency(per)] for _type, _times, per in rules],
        "limit": at_once,
    }
    offset, rows = 0, [()]
    while rows:
        with connection.cursor() as cursor:
            cursor.execute(DUE, asked | {"offset": offset})
            rows = cursor.fetchall()
        if rows:
            yield [Candidate(*row[:6]) for row in rows], rows[0][6]
        if len(rows) < at_once:
            return
        offset += at_once


def inspectors_of(district: str, *, on: dt.date) -> tuple[Drawable, ...]:
    """Who can be drawn for checks of a district that day, with his zone and the organisations he keeps away from."""
    grants = Grant.objects.in_force(on=on).filter(user__is_active=True)
    zones: dict[int, set[str]] = defaultdict(set)
    for user, region in grants.filter(role=Role.INSPECTOR, region__isnull=False).values_list("user", "region"):
        if region.startswith(district) or district.startswith(region):
            zones[user].add(max(region, district, key=len))
    serving: dict[int, set[int]] = defaultdict(set)
    for user, organisation in grants.filter(user__in=zones, organisation__isnull=False).values_list(
        "user", "organisation"
    ):
        serving[user].add(organisation)
    families = with_descendants(pk for owned in serving.values() for pk in owned)
    return tuple(
        Drawable(user, tuple(sorted(zones[user])), tuple(sorted(_kept_away(serving[user], families))))
        for user in sorted(zones)
    )


def _kept_away(owned: Iterable[int], families: dict[int, frozenset[int]]) -> set[int]:
    """Organisations served, those below and those above."""
    owned = set(owned)
    return {pk for root in owned for pk in families[root]} | with_ancestors(owned)


def insert_checks(draw: Draw, drawn: Iterable[Assignment]) -> None:
    """Put the drawn checks on record, as their sites stand that day; in the order of the sites, as the indexes lie."""
    rows = sorted(drawn, key=lambda row: row.site)
    values: dict[str, Any] = {
        "on": draw.on,
        "draw": draw.pk,
        "sites": literal(row.site for row in rows),
        "inspectors": literal(row.inspector for row in rows),
    }
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)
