"""The ledgers of the demonstration: what villages, towns, schools and departments entered in the last quarter."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from campaigns.actions import ledger_corrections, ledger_limits, ledgers
from campaigns.engine import ledger_amounts
from campaigns.kinds.sealing import seal
from campaigns.models import CeremonyLimit, LedgerEntry, LedgerKind, Participation
from campaigns.queries.ledgers import span_of
from foundation.accounts.models import Grant
from foundation.organisations.models import Region
from foundation.periods import at_local

from .ledger_words import KEPT, RETURNED, USUAL
from .seed_ledger_values import person, values_of

BATCH = 2000
WAITING_DAYS = 9
OLD = 1400
LIMITS = (
    ("990102", "wedding", {"tables": 20, "cost_each": 400, "gift_each": 200, "bride_price": 30000}),
    ("990102", "funeral", {"tables": 15, "cost_each": 320, "gift_each": 200}),
    ("990102", "other", {"tables": 15, "cost_each": 320}),
    ("990103", "wedding", {"tables": 18, "cost_each": 380, "gift_each": 200, "bride_price": 30000}),
    ("990103", "funeral", {"tables": 12, "cost_each": 300, "gift_each": 100}),
    ("990102102", "wedding", {"tables": 15, "cost_each": 350, "gift_each": 200, "bride_price": 30000}),
)
LAST_DAYS = ("council_on", "checked_on", "completed_on")


@dataclass(frozen=True, slots=True)
class Filer:
    """Who files for a party, and who verifies it."""

    by: Any
    verifier: Any


def seed_ledgers(district: str, *, first: dt.date, today: dt.date, people: dict[str, Any]) -> str:
    """Entries of the 34 ledgers, gaps included; what there is now, in one line."""
    rng = Random(f"ledgers of {district}")
    office = people["admin"]
    _limits(district, first, office)
    kinds = list(LedgerKind.objects.filter(region=None).order_by("pk"))
    parties = list(
        Participation.objects.filter(subject__state="enrolled", ended_on=None, region__code__startswith=district)
        .select_related("subject", "region", "organisation")
        .order_by("pk")
    )
    filers = _filers(people)
    entries = [entry for kind in kinds for entry in _entries(kind, parties, filers, rng, first=first, today=today)]
    LedgerEntry.objects.bulk_create(entries, batch_size=BATCH)
    ledger_amounts.rewrite(kinds)
    _corrections(district, people, today)
    states = dict.fromkeys(("verified", "entered", "returned"), 0)
    for entry in entries:
        states[entry.state] = states.get(entry.state, 0) + 1
    return f"{len(entries)} ledger entries, {states['entered']} to verify, {states['returned']} returned"


def _limits(district: str, first: dt.date, office: Any) -> None:
    for code, occasion, most in LIMITS:
        region = Region.objects.filter(pk=code, code__startswith=district).first()
        if region is not None:
            start = dt.date(first.year, 1, 1)
            row = CeremonyLimit(region=region, occasion=occasion, starts_on=start, **most)
            ledger_limits.set_(row, actor=office, at=at_local(start, dt.time(10)))


def _filers(people: dict[str, Any]) -> dict[str, Any]:
    """Officials by the place or organisation they answer for."""
    found: dict[str, Any] = {}
    users = {user.pk: user for user in people.values()}
    held = Grant.objects.filter(role="official", user__in=users).order_by("pk")
    for user, region, organisation in held.values_list("user", "region", "organisation"):
        found.setdefault(region or str(organisation), users[user])
    return found | {"": people.get("admin_2") or people["admin"], "office": people["admin"]}


def _filer(party: Participation, filers: dict[str, Any]) -> Filer:
    """The party's own official, else the one of the place above, else the office for it."""
    names = [str(party.organisation_id)] if party.organisation_id else [party.region_id, party.region_id[:9]]
    user = next((filers[name] for name in names if name in filers), filers[""])
    return Filer(user, filers["office"])


def _entries(
    kind: LedgerKind,
    parties: list[Participation],
    filers: dict[str, Any],
    rng: Random,
    *,
    first: dt.date,
    today: dt.date,
) -> Iterator[LedgerEntry]:
    share, least, most = KEPT.get(kind.code, USUAL[kind.frequency])
    seen = set()
    for party in parties:
        key = (party.region_id, party.organisation_id)
        if key in seen or party.level not in kind.entered_by or party.subject.creation_type not in kind.creation_types:
            continue
        seen.add(key)
        if rng.random() > (share if kind.is_register else 0.97):
            continue
        for since, until in _spans(kind, first, today):
            if kind.is_register or rng.random() < share:
                for _n in range(rng.randint(least, most)):
                    yield _entry(kind, party, _filer(party, filers), rng, first=since, today=until, now=today)


def _spans(kind: LedgerKind, first: dt.date, today: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The periods in which entries are expected, as far as the demonstration reaches; a register has one."""
    if kind.is_register:
        return [(first, today)]
    span, found = span_of(kind, first), []
    while span.start < today:
        found.append((max(span.start, first), min(span.end, today)))
        span = span.next()
    return found


def _entry(
    kind: LedgerKind, party: Participation, filer: Filer, rng: Random, *, first: dt.date, today: dt.date, now: dt.date
) -> LedgerEntry:
    span = (today - first).days
    entered = first + dt.timedelta(days=rng.randint(0, max(span - 1, 0)))
    back = rng.randint(30, OLD) if kind.is_register else rng.randint(0, 5)
    day = max(entered - dt.timedelta(days=back), dt.date(2021, 1, 1) if kind.is_register else first)
    values, stage = values_of(kind, party, day, rng, today=now)
    if kind.steps:  # each stage is filed when it has happened, the last one last
        days = [values[name] for name in LAST_DAYS if name in values]
        entered = max([entered, *map(dt.date.fromisoformat, days)])
    at = at_local(entered, dt.time(rng.randint(8, 17), rng.randint(0, 59)))
    state = _state(entered, now, rng)
    own = (
        party.subject
        if party.subject.creation_type != "family" and party.subject.region_id == party.region_id
        else None
    )
    verified = state == "verified"
    return LedgerEntry(
        kind=kind,
        ledger=kind.code,
        district_id=party.region_id[:6],
        township=party.region_id[:9] if len(party.region_id) > 6 else "",
        region_id=party.region_id,
        organisation_id=party.organisation_id,
        subject=own,
        dated_on=dt.date.fromisoformat(values[kind.dated_by]),
        values=values,
        sealed=seal({spec.code: person(spec.code, rng) for spec in kind.specs if spec.personal}),
        stage=stage,
        verified_stage=stage if verified else "",
        state=state,
        reason=rng.choice(RETURNED) if state == "returned" else "",
        entered_by=filer.by,
        entered_at=at,
        verified_by=filer.verifier if verified else None,
        verified_at=min(at + dt.timedelta(hours=rng.randint(2, 70)), at_local(now, dt.time(7))) if verified else None,
    )


def _state(entered: dt.date, today: dt.date, rng: Random) -> str:
    """What is old is verified; of the last days some waits and some was sent back."""
    if (today - entered).days > WAITING_DAYS:
        return "returned" if rng.random() < 0.004 else "verified"
    return rng.choices(["verified", "entered", "returned"], weights=[45, 47, 8])[0]


def _corrections(district: str, people: dict[str, Any], today: dt.date) -> None:
    """Two verified entries turned out wrong: one is corrected, the reversal of the other still waits."""
    rows = LedgerEntry.objects.whole().filter(district=district, ledger="environment_contests", state="verified")
    official = people.get("admin_2") or people["admin"]
    at = at_local(today - dt.timedelta(days=2), dt.time(10))
    for number, entry in enumerate(rows.order_by("pk")[:2]):
        given = {**entry.values, "rewarded": "0"} if number == 0 else None
        reason = "奖励户数重复计算" if number == 0 else "同一次评比填了两遍"
        row = ledger_corrections.correct(entry, reason=reason, given=given, actor=official, at=at)
        if number == 0 and official != people["admin"]:
            ledgers.verify(row, actor=people["admin"], at=at + dt.timedelta(hours=3))
