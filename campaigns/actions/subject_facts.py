"""What is told of a subject, and what of it identifies people."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from foundation.errors import BadInput, DomainError

from ..choices import CycleState, SubjectState
from ..kinds import gaps, masked, read_profile, seal, spec_of, unseal
from ..models import Subject

FAMILY = "家庭"


class NotInTheCampaign(DomainError):
    """What has left the campaign, or belongs to a cycle that is over, stays as it was."""


class ProfileWrong(BadInput):
    """Fields of the profile that cannot be taken as they are: all of them, by code."""

    def __init__(self, faults: Mapping[str, str], told: str) -> None:
        super().__init__(told)
        self.faults = dict(faults)


@dataclass(frozen=True, slots=True)
class Consent:
    """That a family agreed to be named (同意): when, and how."""

    given_on: dt.date
    kind: str


def describe(subject: Subject, given: Mapping[str, Any], *, consent: Consent | None, actor: Any, on: dt.date) -> None:
    """Fill in the profile; what identifies people is sealed, and only with their consent."""
    spec = spec_of(subject.creation_type)
    kept = unseal(subject.sealed)
    profile = read_profile(spec.profile, {**kept, **given}, whole=False)
    if profile.faults:
        names = {one.code: str(one) for one in spec.profile}
        told = " ".join(
            _("{field}: {reason}").format(field=names[code], reason=why) for code, why in profile.faults.items()
        )
        raise ProfileWrong(profile.faults, told)
    subject.profile, subject.gaps = profile.values, len(gaps(spec.profile, profile.values))
    if not spec.identifies_people:
        return
    if consent is not None:
        if consent.given_on > on:
            raise BadInput(_("The consent was given today or before, not in the future."))
        subject.consented_on, subject.consent_kind = consent.given_on, consent.kind
        subject.consent_by = actor
    if subject.consented_on is None or not subject.consent_kind:
        raise BadInput(_("A family is enrolled with its consent only: say when and how it was given."))
    subject.name = called(profile.personal.get(spec.named_by, ""))
    if profile.personal != kept:
        subject.sealed = seal(profile.personal)


def called(holder: str) -> str:
    """How a family is called everywhere: after its representative, masked (王*家庭)."""
    return f"{masked(holder)}{FAMILY}" if holder else ""


def facts(subject: Subject) -> dict[str, Any]:
    """What the audit trail keeps of a subject; of a household nothing that could identify anybody."""
    told = {"code": subject.code, "region_id": subject.region_id, "organisation_id": subject.organisation_id}
    if spec_of(subject.creation_type).identifies_people:
        return told | {"consented_on": subject.consented_on, "consent_kind": subject.consent_kind}
    return told | {"name": subject.name, "profile": subject.profile}


def refuse_outside(subject: Subject) -> None:
    """Refuse what only a subject that is in the campaign, in a running cycle, may go through."""
    if subject.state != SubjectState.ENROLLED:
        raise NotInTheCampaign(_("{subject} is no longer in the campaign.").format(subject=subject))
    if subject.cycle.state != CycleState.OPEN:
        raise NotInTheCampaign(_("“{cycle}” is over; its subjects stay as they were.").format(cycle=subject.cycle))
