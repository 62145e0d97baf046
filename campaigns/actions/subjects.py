"""What happens to subjects of creation: enrol, change, transfer, withdraw."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import BadInput, DomainError, StaleState
from foundation.organisations.models import Organisation, Region
from foundation.periods import local_day
from foundation.transitions import move

from ..choices import SubjectState
from ..kinds import KindSpec, spec_of
from ..models import Participation, Subject, SubjectTransfer
from ..permissions import can_change, can_enrol, can_manage_subject
from ..queries.parties import usual_parties
from ..queries.subjects import cycle_of, next_number
from ..transitions import SUBJECT
from .reasons import said
from .subject_facts import Consent, NotInTheCampaign, describe, facts, refuse_outside

LONGEST_NAME = 100


class AlreadyEnrolled(DomainError):
    """One cycle has a place, an organisation or a household once."""


class AlreadyThere(DomainError):
    """A subject moves to another place than its own."""


@transaction.atomic
def enrol(
    *,
    creation_type: str,
    on: dt.date,
    actor: Any,
    at: dt.datetime,
    region: Region | None = None,
    organisation: Organisation | None = None,
    name: str = "",
    number: int | None = None,
    given: Mapping[str, Any] | None = None,
    consent: Consent | None = None,
) -> Subject:
    """Take a place, an organisation or a household into the running cycle (登记创建), with those who usually file."""
    spec = spec_of(creation_type)
    place = _place_of(spec, region, organisation)
    own = organisation if spec.is_organisation else None
    can_enrol(actor, creation_type, place.code, own.pk if own else None).enforce()
    level = spec.level_at(place.level)
    if level is None:
        raise BadInput(_("{kind} cannot be enrolled at {place}.").format(kind=_kind(creation_type), place=place))
    subject = Subject(
        cycle=cycle_of(place, on=on),
        district_id=place.district_code,
        region=place,
        organisation=own,
        creation_type=creation_type,
        level=level,
        name=" ".join(name.split()) or (own or place).name,
        enrolled_on=on,
    )
    subject.code = own.code if own else place.code
    _refuse_days(subject, on, at)
    if spec.identifies_people:
        Region.objects.select_for_update().get(pk=place.pk)  # two households do not get one number
        subject.code = code_of(place, number or next_number(subject.cycle, place))
    describe(subject, given or {}, consent=consent, actor=actor, on=on)
    _save(subject)
    Participation.objects.bulk_create(_usual(subject, on))
    record("subject.enrol", subject, actor=actor, at=at, after=facts(subject))
    return subject


@transaction.atomic
def change(
    subject: Subject,
    *,
    given: Mapping[str, Any],
    actor: Any,
    at: dt.datetime,
    on: dt.date,
    name: str = "",
    consent: Consent | None = None,
) -> None:
    """Correct name and profile (修改创建档案); of what identifies people the trail says only that it changed."""
    can_change(actor, subject).enforce()
    refuse_outside(subject)
    before, hidden = facts(subject), subject.sealed
    if not spec_of(subject.creation_type).identifies_people:
        subject.name = " ".join(name.split()) or subject.name
    describe(subject, given, consent=consent, actor=actor, on=on)
    checked(subject)
    subject.save(update_fields=["name", "profile", "gaps", "sealed", "consented_on", "consent_kind", "consent_by"])
    after = facts(subject)
    changed = [field for field in after if after[field] != before[field]]
    if changed or subject.sealed != hidden:
        old, new = ({field: values[field] for field in changed} for values in (before, after))
        if subject.sealed != hidden:
            new["personal_changed"] = True
        record("subject.change", subject, actor=actor, at=at, before=old, after=new)


@transaction.atomic
def transfer(
    subject: Subject,
    *,
    reason: str,
    on: dt.date,
    actor: Any,
    at: dt.datetime,
    region: Region | None = None,
    organisation: Organisation | None = None,
) -> None:
    """Put a subject under another place or organisation (主体转移); what happened before stays where it was."""
    can_manage_subject(actor, subject).enforce()
    refuse_outside(subject)
    spec, reason = spec_of(subject.creation_type), said(reason)
    if spec.takes_part_with_all:
        raise BadInput(_("A city stays where it is."))
    place = _place_of(spec, region, organisation)
    own = organisation if spec.is_organisation else None
    can_enrol(actor, subject.creation_type, place.code, own.pk if own else None).enforce()
    level = spec.level_at(place.level)
    if level is None or not place.code.startswith(subject.cycle.region_id):
        raise BadInput(_("{subject} cannot be moved to {place}.").format(subject=subject, place=own or place))
    old = {"region_id": subject.region_id, "organisation_id": subject.organisation_id}
    new = {"region_id": place.pk, "organisation_id": own.pk if own else None}
    if old == new:
        raise AlreadyThere(_("{subject} is there already.").format(subject=subject))
    _refuse_days(subject, on, at)
    SubjectTransfer.objects.create(
        subject=subject,
        region_before_id=old["region_id"],
        organisation_before_id=old["organisation_id"],
        region=place,
        organisation=own,
        moved_on=on,
        reason=reason,
    )
    _relocate(subject, place, own, level, old)
    subject.participations.in_force().update(ended_on=on)
    Participation.objects.bulk_create(_usual(subject, on))
    record("subject.transfer", subject, actor=actor, at=at, before=old, after=new | {"reason": reason})


@transaction.atomic
def withdraw(subject: Subject, *, reason: str, on: dt.date, actor: Any, at: dt.datetime) -> None:
    """Take a subject out of the campaign (退出创建), with the reason; its records stay."""
    can_manage_subject(actor, subject).enforce()
    reason = said(reason)
    _refuse_days(subject, on, at)
    before = move(subject, SUBJECT, to=SubjectState.WITHDRAWN, withdrawn_on=on, reason=reason)
    after = {"state": subject.state, "reason": reason}
    record("subject.withdraw", subject, actor=actor, at=at, before={"state": before}, after=after)


def code_of(village: Region, number: int) -> str:
    """A household's code: its village and the number the village gave it (户编号)."""
    return f"{village.code}-{number:03d}"


def _place_of(spec: KindSpec, region: Region | None, organisation: Organisation | None) -> Region:
    place = (organisation.region if organisation else None) if spec.is_organisation else region
    if place is None:
        raise BadInput(_("Name the organisation.") if spec.is_organisation else _("Name the place."))
    return place


def _refuse_days(subject: Subject, on: dt.date, at: dt.datetime) -> None:
    if not subject.enrolled_on <= on <= local_day(at):
        raise BadInput(_("The day lies before the enrolment or in the future."))


def _kind(creation_type: str) -> str:
    return str(Subject(creation_type=creation_type).get_creation_type_display())


def _save(subject: Subject) -> None:
    told = _("{name} is enrolled in this cycle already.").format(name=subject.organisation or subject.region)
    if spec_of(subject.creation_type).identifies_people:
        told = _("There is a household with the number {code} already.").format(code=subject.code)
    taken = Subject.objects.enrolled().filter(
        cycle=subject.cycle, creation_type=subject.creation_type, code=subject.code
    )
    if taken.exists():
        raise AlreadyEnrolled(told)
    checked(subject)
    try:
        with transaction.atomic():
            subject.save(force_insert=True)
    except IntegrityError:  # somebody else enrolled it in the same moment
        raise AlreadyEnrolled(told) from None


def _relocate(subject: Subject, place: Region, own: Organisation | None, level: str, old: Mapping[str, Any]) -> None:
    """The UPDATE names the place we read, so of two who move a subject one is told."""
    values = {"region": place, "organisation": own, "district_id": place.district_code, "level": level}
    if not spec_of(subject.creation_type).identifies_people:
        values["code"] = own.code if own else place.code
    rows = Subject.objects.enrolled().filter(pk=subject.pk, **old)
    try:
        with transaction.atomic():
            moved = rows.update(**values)
    except IntegrityError:
        raise AlreadyEnrolled(_("{name} is enrolled in this cycle already.").format(name=own or place)) from None
    if moved != 1:
        raise StaleState(_("Somebody else has just changed this record. Reload and try again."))
    for name, value in values.items():
        setattr(subject, name, value)


def _usual(subject: Subject, on: dt.date) -> list[Participation]:
    return [
        Participation(
            subject=subject,
            region_id=party.region,
            organisation_id=party.organisation,
            level=party.level,
            joined_on=on,
        )
        for party in usual_parties(subject)
    ]


__all__ = ["AlreadyEnrolled", "AlreadyThere", "Consent", "NotInTheCampaign", "change", "enrol", "transfer", "withdraw"]
