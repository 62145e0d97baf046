"""Which ledgers hold where, for whom somebody files, and where entries are lacking."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from foundation.accounts.choices import Role
from foundation.organisations.codes import LENGTHS
from foundation.organisations.models import Organisation, Region
from foundation.periods import Period, PeriodKind

from ..choices import Frequency, LedgerNature, LedgerState, PartyLevel
from ..models import LedgerKind, Subject

DIGITS = {PartyLevel.COUNTY: 6, PartyLevel.TOWNSHIP: 9, PartyLevel.VILLAGE: 12}
SPANS = {
    Frequency.AS_IT_HAPPENS: PeriodKind.MONTH,
    Frequency.MONTH: PeriodKind.MONTH,
    Frequency.QUARTER: PeriodKind.QUARTER,
    Frequency.YEAR: PeriodKind.YEAR,
}
# Who is expected to keep which ledger: those who take part in a creation of its types, at one of its levels. Each is
# looked up for itself and no further than needed, so that a district with a million entries costs what a new one does.
EXPECTED = """
    WITH ledger AS (
        SELECT * FROM jsonb_to_recordset(%(ledgers)s::jsonb) AS l(code text, types text[], levels text[],
            is_register bool, at_least int, first date, last date)),
    party AS (
        SELECT DISTINCT s.creation_type, p.level, p.region_id, p.organisation_id
        FROM campaigns_participation p JOIN campaigns_subject s ON s.id = p.subject_id AND s.state = 'enrolled'
            AND p.ended_on IS NULL
        WHERE {reach}),
    due AS (
        SELECT DISTINCT l.code, l.is_register, l.at_least, l.first, l.last, p.region_id, p.organisation_id
        FROM ledger l JOIN party p ON p.creation_type = ANY(l.types) AND p.level = ANY(l.levels)),
    found AS (
        SELECT due.*, n.there FROM due CROSS JOIN LATERAL (SELECT count(*) AS there FROM (
            SELECT 1 FROM campaigns_ledgerentry e
            WHERE e.ledger = due.code AND e.state IN ('entered', 'verified') AND e.reverses_id IS NULL
                AND e.region_id = due.region_id AND e.organisation_id IS NOT DISTINCT FROM due.organisation_id
                AND e.dated_on <= due.last
                AND (due.is_register AND (e.ended_on IS NULL OR e.ended_on > due.last)
                     OR NOT due.is_register AND e.dated_on >= due.first)
            LIMIT due.at_least) AS enough) n)
"""
SUMMED = EXPECTED + "SELECT code, count(*), count(*) FILTER (WHERE there < at_least) FROM found GROUP BY code"
LACKING = (
    EXPECTED
    + """
    SELECT found.code, found.region_id, found.organisation_id, found.there, found.at_least
    FROM found WHERE there < at_least ORDER BY found.code, found.region_id, found.organisation_id NULLS FIRST
    LIMIT %(most)s
"""
)
MOST = 3_000


@dataclass(frozen=True, slots=True)
class Gap:
    """A party with too few entries of a ledger in its period (台账缺口)."""

    ledger: str
    region: str
    organisation: int | None
    there: int
    expected: int


def kinds_for(region: str) -> dict[str, LedgerKind]:
    """The ledgers that hold in a place, by code: of several versions that of the nearest place."""
    rows = LedgerKind.objects.set_over(region).order_by("code")
    nearest = sorted(rows, key=lambda row: len(row.region_id or ""))
    return dict(sorted({row.code: row for row in nearest}.items(), key=lambda pair: pair[1].pk))


def active_kinds(region: str) -> list[LedgerKind]:
    """The ledgers that take entries in a place."""
    return [kind for kind in kinds_for(region).values() if kind.state == LedgerState.ACTIVE]


def home_district(user: Any, given: str = "") -> Region | None:
    """The district whose ledgers somebody looks at: the one he asks for, else his own, else the first of his."""
    reach = Region.objects.districts().filter(user.region_scope("code"))
    held = [grant.region for grant in user.held if grant.region and len(grant.region) >= 6]
    codes = sorted({code[:6] for code in held} | set(user.organisation_regions))
    if given:
        return (
            Region.objects.districts().filter(pk=given).filter(pk__in=codes).first() or reach.filter(pk=given).first()
        )
    if codes:
        return Region.objects.filter(pk=codes[0]).first()
    return reach.order_by("code").first()


def span_of(kind: LedgerKind, on: dt.date) -> Period:
    """The period by which entries of a ledger are expected, the running one."""
    return Period.containing(on, SPANS[Frequency(kind.frequency)])


def summary(user: Any, district: str, kinds: Sequence[LedgerKind], *, on: dt.date) -> dict[str, tuple[int, int]]:
    """By ledger: how many parties in sight keep it, and how many of them lack entries in the running period."""
    rows = _asked(SUMMED, user, district, kinds, on)
    return {code: (expected, lacking) for code, expected, lacking in rows}


def gaps(user: Any, district: str, kinds: Sequence[LedgerKind], *, on: dt.date) -> list[Gap]:
    """Who in sight lacks entries of which ledger in the running period."""
    return [Gap(*row) for row in _asked(LACKING, user, district, kinds, on, most=MOST)]


def parties(user: Any, kind: LedgerKind, district: str) -> tuple[list[Region], list[Organisation]]:
    """The places and organisations of a district for which somebody may enter."""
    digits = [DIGITS[PartyLevel(level)] for level in kind.entered_by if level in DIGITS]
    office = user.region_scope("code", roles=[Role.ADMIN, Role.OFFICIAL])
    below = kind.region_id or ""
    places = Region.objects.under(max(district, below, key=len)).filter(office)
    levels = [LENGTHS.index(digit) + 1 for digit in digits]
    regions = list(places.filter(level__in=levels).defer("boundary").order_by("code")) if levels else []
    if PartyLevel.ORGANISATION not in kind.entered_by:
        return regions, []
    admin = user.region_scope("region__code", roles=[Role.ADMIN])
    owned = [pk for grant in user.held if grant.role == Role.OFFICIAL for pk in grant.organisations]
    organisations = Organisation.objects.open().filter(region__code__startswith=max(district, below, key=len))
    mine = organisations.filter(admin) | organisations.filter(pk__in=owned)
    return regions, list(mine.select_related("region").order_by("code"))


def _asked(statement: str, user: Any, district: str, kinds: Iterable[LedgerKind], on: dt.date, **more: Any) -> list:
    ledgers = [_row(kind, on) for kind in kinds if kind.at_least]
    if not ledgers:
        return []
    reach, told = _reach(user, district)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(reach=reach), {"ledgers": json.dumps(ledgers), **told, **more})
        return cursor.fetchall()


def _row(kind: LedgerKind, on: dt.date) -> dict[str, Any]:
    span = span_of(kind, on)
    return {
        "code": kind.code,
        "types": kind.creation_types,
        "levels": kind.entered_by,
        "is_register": kind.is_register,
        "at_least": kind.at_least,
        "first": span.start.isoformat(),
        "last": on.isoformat() if kind.is_register else span.end.isoformat(),
    }


def _reach(user: Any, district: str) -> tuple[str, dict[str, Any]]:
    """The parties of a district inside somebody's grants."""
    places = [""] if user.is_superuser else sorted({grant.region for grant in user.held if grant.region is not None})
    owned = sorted({pk for grant in user.held for pk in grant.organisations})
    told = {"district": f"{district}%", "places": [f"{code}%" for code in places], "owned": owned}
    inside = "(p.region_id LIKE ANY(%(places)s) OR p.organisation_id = ANY(%(owned)s))"
    return f"p.region_id LIKE %(district)s AND {inside}", told


def is_register(figure: str) -> bool:
    """Whether a figure counts what is in force on a day, rather than what happened in some."""
    return bool(LedgerKind.objects.filter(nature=LedgerNature.REGISTER, figures__contains=[{"code": figure}]).exists())


def own_subject(kind: LedgerKind, region: Region, organisation: Any) -> Subject | None:
    """The subject for which the entry is made: the party's own, of a type that the ledger is for."""
    own = Q(region=region, organisation=organisation)
    rows = Subject.objects.enrolled().filter(own, creation_type__in=kind.creation_types).exclude(creation_type="family")
    return rows.order_by("-cycle__starts_on", "pk").first()
