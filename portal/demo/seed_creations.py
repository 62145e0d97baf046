"""Who takes part in the five creations of the demonstration district: its cycle, its subjects, those who file."""

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Any

from campaigns.choices import CreationType, PartyLevel
from campaigns.kinds import gaps, spec_of
from campaigns.models import Cycle, Participation, Subject, SubjectTransfer
from campaigns.queries.parties import Party, usual_parties
from foundation.audit.trail import record, record_all
from foundation.organisations.models import Organisation, Region
from foundation.periods import at_local

from .seed_households import Household, households, sealed_name
from .seed_profiles import campus_profile, city_profile, unit_profile, village_profile

YEARS = 3
FIRST = 2008  # the first cycle of the demonstration began then
NUMBERS = "零一二三四五六七八九十"
LOCAL_OFFICES = ("street_office", "township_government")
SCHOOL = "school"
OPENED = dt.time(9)
FAMILY_WITHDREW = 7
FAMILY_MOVED = 11
REASON_MERGED = "机构改革并入商务局，不再单独创建"
REASON_MOVED = "全家迁往外地居住"
REASON_TRANSFER = "迁居本区其他村（社区）"


def seed_creations(district: str, *, since: dt.date, today: dt.date, office: Any) -> str:
    """The cycle that began in the year of ``since`` with everybody in it; what there is now, in one line."""
    rng = Random(f"creations of {district}")
    cycle = _cycle(Region.objects.get(pk=district), since.year, office)
    until = min(since, cycle.starts_on + dt.timedelta(days=75))
    days = [cycle.starts_on + dt.timedelta(days=n) for n in range(7, max((until - cycle.starts_on).days, 8))]
    subjects = [*_places(cycle, rng, days), *_organisations(cycle, rng, days), *_families(cycle, rng, days, office)]
    Subject.objects.bulk_create(subjects, batch_size=500)
    Participation.objects.bulk_create(
        [_participation(subject, party) for subject in subjects for party in usual_parties(subject)], batch_size=1000
    )
    facts = ((one, None, {"code": one.code}) for one in subjects)
    record_all("subject.enrol", facts, actor=office, at=at_local(until, OPENED))
    _changes(subjects, since=since, today=today, office=office)
    said = Subject.objects.filter(cycle=cycle).enrolled().counts()
    return f"{cycle.name}: " + ", ".join(f"{said.get(kind, 0)} {kind}" for kind in CreationType.values)


def _cycle(region: Region, year: int, office: Any) -> Cycle:
    number = (year - FIRST) // YEARS + 1
    cycle = Cycle.objects.create(
        region=region,
        name=f"第{NUMBERS[number]}届（{year}—{year + YEARS - 1}年）",
        name_en=f"Cycle {number}, {year}–{year + YEARS - 1}",
        starts_on=dt.date(year, 1, 1),
        ends_on=dt.date(year + YEARS - 1, 12, 31),
    )
    after = {"name": cycle.name, "starts_on": cycle.starts_on, "ends_on": cycle.ends_on}
    record("cycle.open", cycle, actor=office, at=at_local(cycle.starts_on, OPENED), after=after)
    return cycle


def _places(cycle: Cycle, rng: Random, days: Sequence[dt.date]) -> list[Subject]:
    """The district itself, its villages and communities, and the towns; streets belong to the city."""
    below = list(Region.objects.under(cycle.region_id).exclude(pk=cycle.region_id).order_by("code"))
    villages = [region for region in below if region.level == 5]
    profiles = {village.pk: village_profile(village, rng) for village in villages}
    for town in (region for region in below if region.level == 4 and region.kind == "rural"):
        inside = [profile for code, profile in profiles.items() if code.startswith(town.code)]
        profiles[town.pk] = {
            name: sum(int(one.get(name, 0)) for one in inside) for name in ("households", "population")
        } | {"features": "镇村联创，每季评一次最美庭院"}
    people = sum(int(profile.get("population", 0)) for code, profile in profiles.items() if len(code) == 12)
    made = [_subject(cycle, CreationType.CITY, cycle.region, city_profile(people), days[0])]
    for region in below:
        if region.pk in profiles:
            made.append(_subject(cycle, CreationType.VILLAGE_TOWN, region, profiles[region.pk], rng.choice(days)))
    return made


def _organisations(cycle: Cycle, rng: Random, days: Sequence[dt.date]) -> list[Subject]:
    """Departments and companies as units, schools as campuses; street offices answer for places, not for themselves."""
    bodies = Organisation.objects.in_district(cycle.region_id).exclude(kind__in=LOCAL_OFFICES).select_related("region")
    made = []
    for body in bodies.order_by("code"):
        kind, profile = CreationType.UNIT, unit_profile
        if body.kind == SCHOOL:
            kind, profile = CreationType.CAMPUS, campus_profile
        made.append(_subject(cycle, kind, body.region, profile(body, rng), rng.choice(days), body))
    return made


def _subject(
    cycle: Cycle,
    kind: str,
    region: Region,
    profile: dict[str, Any],
    day: dt.date,
    organisation: Organisation | None = None,
) -> Subject:
    spec = spec_of(kind)
    level = spec.level_at(region.level)
    return Subject(
        cycle=cycle,
        district_id=region.district_code,
        region=region,
        organisation=organisation,
        creation_type=kind,
        level=level,
        code=organisation.code if organisation else region.code,
        name=organisation.name if organisation else region.name,
        profile=profile,
        gaps=len(gaps(spec.profile, profile)),
        enrolled_on=day,
    )


def _families(cycle: Cycle, rng: Random, days: Sequence[dt.date], office: Any) -> list[Subject]:
    villages = list(Region.objects.under(cycle.region_id).filter(level=5).order_by("code"))
    return [_family(cycle, one, rng.choice(days), office) for one in households(villages, rng)]


def _family(cycle: Cycle, one: Household, day: dt.date, office: Any) -> Subject:
    return Subject(
        cycle=cycle,
        district_id=one.village.district_code,
        region=one.village,
        creation_type=CreationType.FAMILY,
        level=PartyLevel.HOUSEHOLD,
        code=f"{one.village.code}-{one.number:03d}",
        name=one.shown,
        sealed=sealed_name(one),
        profile={"members": one.members},
        consented_on=day,
        consent_kind=one.consent,
        consent_by=office,
        enrolled_on=day,
    )


def _participation(subject: Subject, party: Party) -> Participation:
    return Participation(
        subject=subject,
        region_id=party.region,
        organisation_id=party.organisation,
        level=party.level,
        joined_on=subject.enrolled_on,
    )


def _changes(subjects: Sequence[Subject], *, since: dt.date, today: dt.date, office: Any) -> None:
    """What happened since: a company was merged, a family left, another moved, a third took its consent back."""
    shops = [one for one in subjects if one.organisation and one.organisation.kind == "retail_company"]
    families = [one for one in subjects if one.creation_type == CreationType.FAMILY]
    for one in shops[:1]:
        _withdraw(one, since + dt.timedelta(days=40), REASON_MERGED, office)
    if len(families) > FAMILY_MOVED:
        _withdraw(families[3], since + dt.timedelta(days=54), REASON_MOVED, office)
        _forget(families[FAMILY_WITHDREW], since + dt.timedelta(days=61), office)
        _move(families[FAMILY_MOVED], families[-1].region, since + dt.timedelta(days=70), office)


def _withdraw(subject: Subject, day: dt.date, reason: str, office: Any, **more: Any) -> None:
    Subject.objects.filter(pk=subject.pk).update(state="withdrawn", withdrawn_on=day, reason=reason, **more)
    after = {"state": "withdrawn", "reason": reason}
    record(
        "subject.withdraw", subject, actor=office, at=at_local(day, OPENED), before={"state": "enrolled"}, after=after
    )


def _forget(subject: Subject, day: dt.date, office: Any) -> None:
    erased = {"sealed": "", "name": "", "profile": {}, "consent_withdrawn_on": day}
    Subject.objects.filter(pk=subject.pk).update(state="withdrawn", withdrawn_on=day, reason="家庭撤回同意", **erased)
    after = {"state": "withdrawn", "consent_withdrawn_on": day}
    record("subject.withdraw_consent", subject, actor=office, at=at_local(day, OPENED), after=after)


def _move(subject: Subject, village: Region, day: dt.date, office: Any) -> None:
    before = {"region_id": subject.region_id}
    SubjectTransfer.objects.create(
        subject=subject, region_before=subject.region, region=village, moved_on=day, reason=REASON_TRANSFER
    )
    Subject.objects.filter(pk=subject.pk).update(region=village)
    Participation.objects.filter(subject=subject).update(ended_on=day)
    subject.region = village
    Participation.objects.bulk_create([_participation(subject, party) for party in usual_parties(subject)])
    Participation.objects.filter(subject=subject, ended_on=None).update(joined_on=day)
    after = {"region_id": village.pk, "reason": REASON_TRANSFER}
    record("subject.transfer", subject, actor=office, at=at_local(day, OPENED), before=before, after=after)
