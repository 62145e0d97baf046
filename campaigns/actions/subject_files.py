"""Subjects from a spreadsheet: many at once, in few statements."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from foundation.audit.trail import record_all

from ..models import Participation, Subject
from ..queries.parties import usual_parties
from .subject_facts import facts

BATCH = 1000
WRITTEN = ("name", "profile", "gaps", "sealed", "consented_on", "consent_kind", "consent_by")


@transaction.atomic
def load(
    new: Sequence[Subject],
    changed: Sequence[tuple[Mapping[str, Any], Subject]],
    *,
    on: dt.date,
    actor: Any,
    at: dt.datetime,
) -> None:
    """Write checked subjects (导入创建主体): new ones with those who file for them, changed ones beside what was."""
    made = Subject.objects.bulk_create(new, batch_size=BATCH)
    parts = (
        Participation(
            subject=one,
            region_id=party.region,
            organisation_id=party.organisation,
            level=party.level,
            joined_on=on,
        )
        for one in made
        for party in usual_parties(one)
    )
    Participation.objects.bulk_create(parts, batch_size=BATCH)
    Subject.objects.bulk_update([one for _before, one in changed], WRITTEN, batch_size=BATCH)
    record_all("subject.enrol", ((one, None, facts(one)) for one in made), actor=actor, at=at)
    record_all("subject.change", ((one, before, facts(one)) for before, one in changed), actor=actor, at=at)
