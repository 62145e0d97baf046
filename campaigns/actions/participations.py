"""Who takes part in a subject's creation and files for it: join, leave."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import BadInput, DomainError
from foundation.organisations.models import Organisation, Region

from ..choices import PartyLevel, SubjectState
from ..models import Participation, Subject
from ..permissions import can_choose_participants
from ..queries.parties import LEVELS, Party


class TakesPartAlready(DomainError):
    """Nobody takes part twice at the same time."""


class NotInTheCampaign(DomainError):
    """Nobody joins a subject that is no longer enrolled."""


@transaction.atomic
def join(
    subject: Subject,
    *,
    actor: Any,
    at: dt.datetime,
    on: dt.date,
    region: Region | None = None,
    organisation: Organisation | None = None,
) -> Participation:
    """Somebody takes part from this day (加入参与单位): a place, or an organisation."""
    can_choose_participants(actor, subject).enforce()
    if subject.state != SubjectState.ENROLLED:
        raise NotInTheCampaign(_("{subject} is no longer in the campaign.").format(subject=subject))
    if (region is None) == (organisation is None):
        raise BadInput(_("Name one place or one organisation."))
    place = organisation.region_id if organisation else region.code
    if not place.startswith(subject.region_id):
        raise BadInput(_("Only places and organisations of {place} can take part.").format(place=subject.region))
    level = PartyLevel.ORGANISATION if organisation else LEVELS.get(region.level)
    part = Participation(subject=subject, region_id=place, organisation=organisation, level=level or "", joined_on=on)
    checked(part)
    try:
        with transaction.atomic():
            part.save(force_insert=True)
    except IntegrityError:
        raise TakesPartAlready(_("{party} takes part already.").format(party=organisation or region)) from None
    record("subject.join", subject, actor=actor, at=at, after={"party": str(organisation or region)})
    return part


@transaction.atomic
def join_many(subject: Subject, parties: Iterable[Party], *, on: dt.date, actor: Any, at: dt.datetime) -> int:
    """Several take part from this day; those who do already are passed over. Says how many are new."""
    can_choose_participants(actor, subject).enforce()
    standing = set(subject.participations.in_force().values_list("region_id", "organisation_id"))
    new = [party for party in dict.fromkeys(parties) if (party.region, party.organisation) not in standing]
    made = Participation.objects.bulk_create(
        [
            Participation(
                subject=subject,
                region_id=party.region,
                organisation_id=party.organisation,
                level=party.level,
                joined_on=on,
            )
            for party in new
        ],
        ignore_conflicts=True,
    )
    if made:
        record("subject.join", subject, actor=actor, at=at, after={"count": len(made)})
    return len(made)


@transaction.atomic
def leave(part: Participation, *, on: dt.date, actor: Any, at: dt.datetime) -> None:
    """Somebody takes part no longer (退出参与); what was filed stays."""
    subject = part.subject
    can_choose_participants(actor, subject).enforce()
    if part.ended_on is None:
        part.ended_on = max(on, part.joined_on or on)
        Participation.objects.filter(pk=part.pk, ended_on=None).update(ended_on=part.ended_on)
        party = str(part.organisation or part.region)
        record("subject.leave", subject, actor=actor, at=at, after={"party": party})
