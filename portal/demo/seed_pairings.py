"""Units and villages of the demonstration: sixty pairings, what units did, and where they did nothing."""

import datetime as dt
from decimal import Decimal
from random import Random

from campaigns.models import Pairing, SupportRecord
from foundation.accounts.models import Grant
from foundation.audit.trail import record_all
from foundation.organisations.models import Organisation, Region
from foundation.periods import Period, PeriodKind, at_local

MOST, BACK = 60, 4  # pairings, ended ones among them; quarters with support
LOCAL = ("street_office", "township_government", "community_committee", "village_committee")
FIRST = ("990102102205",)  # the village whose official can sign in
AIMS = (
    "党建联建、环境整治和文明新风一起抓",
    "帮助改善村容村貌，培训村宣讲员",
    "修缮文化活动室，结对帮教留守儿童",
    "帮销农产品，开展移风易俗宣讲",
)
DONE = {
    "facilities": ("帮助修缮文化活动室", "新装太阳能路灯12盏", "修整村内步道300米"),
    "civility": ("宣讲移风易俗，签订承诺书46份", "帮助修订村规民约", "开展好婆婆好媳妇评选"),
    "environment": ("一起清理河道和房前屋后", "帮助添置分类垃圾桶20组", "开展庭院整治示范"),
    "party": ("联合开展主题党日", "为老党员送学上门"),
    "knowledge": ("垃圾分类宣讲两场", "防诈骗和用电安全讲座", "组织村宣讲员培训"),
}
ENDED, WHY = 12, "帮扶任务完成，调整结对关系"
SILENT_LAST, SILENT_NOW = 8, 15


def seed_pairings(district: str, *, today: dt.date) -> tuple[int, int]:
    """How many pairings and support records there are."""
    rng = Random(f"pairings of {district}")
    units = list(
        Organisation.objects.filter(region__code__startswith=district, closed_on=None)
        .exclude(kind__in=LOCAL)
        .order_by("code")
    )
    villages = _villages(district)
    begun = dt.date(today.year - 1, 3, 1)
    active = list(zip(units, villages, strict=False))[: MOST - ENDED]
    spare = villages[len(active) :] or villages
    earlier = [(unit, spare[n % len(spare)]) for n, (unit, _village) in enumerate(active[:ENDED])]
    rows = [_pairing(unit, village, begun, rng) for unit, village in active]
    rows += [_ended(unit, village, begun - dt.timedelta(days=400), begun, rng) for unit, village in earlier]
    Pairing.objects.bulk_create(rows)
    for moment in sorted({row.paired_at for row in rows}):
        made = [row for row in rows if row.paired_at == moment]
        facts = ((row, None, {"organisation": row.organisation_id, "region": row.region_id}) for row in made)
        record_all("pairing.pair", facts, actor=None, at=moment)
    records = _records(rows[: len(active)], today, rng)
    SupportRecord.objects.bulk_create(records)
    facts = ((row, None, {"kind": row.kind, "on": row.on, "text": row.text}) for row in records)
    record_all("support.enter", facts, actor=None, at=at_local(today - dt.timedelta(days=1), dt.time(18)))
    return len(rows), len(records)


def _villages(district: str) -> list[Region]:
    """Villages before communities; whose official can sign in first of all."""
    found = Region.objects.filter(code__startswith=district, level=5).defer("boundary").order_by("code")
    return sorted(found, key=lambda place: (place.pk not in FIRST, place.kind != "rural", place.pk[9:], place.pk))


def _pairing(unit: Organisation, village: Region, starts_on: dt.date, rng: Random) -> Pairing:
    return Pairing(
        district_id=village.pk[:6],
        organisation=unit,
        region=village,
        aim=rng.choice(AIMS),
        starts_on=starts_on,
        paired_at=at_local(starts_on, dt.time(9)),
    )


def _ended(unit: Organisation, village: Region, starts_on: dt.date, ends_on: dt.date, rng: Random) -> Pairing:
    row = _pairing(unit, village, starts_on, rng)
    row.state, row.ends_on, row.reason = "ended", ends_on - dt.timedelta(days=1), WHY
    row.ended_at = at_local(row.ends_on, dt.time(17))
    return row


def _records(pairings: list[Pairing], today: dt.date, rng: Random) -> list[SupportRecord]:
    """Some in each quarter; of the last one a few have none, and in the running one more have none yet."""
    officials = dict(
        Grant.objects.filter(role="official", organisation__isnull=False).values_list("organisation", "user")
    )
    now = Period.containing(today, PeriodKind.QUARTER)
    quarters = [now]
    while len(quarters) <= BACK:
        quarters.append(quarters[-1].previous())
    silent = set(rng.sample(range(len(pairings)), min(SILENT_LAST, len(pairings) // 4)))
    waiting = silent | set(rng.sample(range(len(pairings)), min(SILENT_NOW, len(pairings) // 3)))
    rows = []
    for n, pairing in enumerate(pairings):
        for back, quarter in enumerate(quarters):
            if (back == 0 and n in waiting) or (back == 1 and n in silent):
                continue
            last = min(quarter.end, today - dt.timedelta(days=1))
            for _time in range(rng.randint(1, 3)):
                day = quarter.start + dt.timedelta(days=rng.randint(0, max(0, (last - quarter.start).days)))
                if pairing.starts_on <= day < today:
                    rows.append(_record(pairing, day, officials, rng))
    return rows


def _record(pairing: Pairing, day: dt.date, officials: dict[int, int], rng: Random) -> SupportRecord:
    kind = rng.choice(list(DONE))
    costs = kind == "facilities" or rng.random() < 0.2
    return SupportRecord(
        pairing=pairing,
        district_id=pairing.district_id,
        region_id=pairing.region_id,
        organisation_id=pairing.organisation_id,
        kind=kind,
        on=day,
        text=rng.choice(DONE[kind]),
        people=rng.randint(3, 24),
        hours=Decimal(rng.randint(4, 24)) / 2,
        funds=Decimal(rng.randint(8, 260)) * 100 if costs else None,
        entered_at=at_local(day, dt.time(17, rng.randint(0, 59))),
        entered_by_id=officials.get(pairing.organisation_id),
    )
