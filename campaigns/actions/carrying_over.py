"""Subjects of one cycle go on in the next."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from foundation.audit.trail import record_all

from ..kinds import KINDS
from ..models import Cycle, Participation, Subject
from ..permissions import can_manage_cycles

BATCH = 1000


@transaction.atomic
def carry_over(before: Cycle, cycle: Cycle, *, types: Iterable[str], actor: Any, at: dt.datetime) -> int:
    """Enrol what was enrolled at the end of the cycle before (转入新一届), with those who take part; say how many.

    Families do not come along: they agreed for one cycle and are asked again.
    """
    can_manage_cycles(actor, cycle.region_id).enforce()
    wanted = [kind for kind in types if not KINDS[kind].identifies_people]
    old = list(Subject.objects.enrolled().filter(cycle=before, creation_type__in=wanted).order_by("pk"))
    made = Subject.objects.bulk_create(
        [
            Subject(
                cycle=cycle,
                district_id=one.district_id,
                region_id=one.region_id,
                organisation_id=one.organisation_id,
                creation_type=one.creation_type,
                level=one.level,
                code=one.code,
                name=one.name,
                profile=one.profile,
                gaps=one.gaps,
                enrolled_on=cycle.starts_on,
            )
            for one in old
        ],
        batch_size=BATCH,
    )
    follows = {one.pk: new.pk for one, new in zip(old, made, strict=True)}
    Participation.objects.bulk_create(
        [
            Participation(
                subject_id=follows[part.subject_id],
                region_id=part.region_id,
                organisation_id=part.organisation_id,
                level=part.level,
                joined_on=cycle.starts_on,
            )
            for part in Participation.objects.in_force().filter(subject__in=old).order_by("pk")
        ],
        batch_size=BATCH,
    )
    return record_all("subject.enrol", ((one, None, {"code": one.code}) for one in made), actor=actor, at=at)
