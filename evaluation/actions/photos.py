"""Photos of checks: examine them for what is implausible."""

import datetime as dt
from typing import Any

from django.db import transaction

from foundation.audit.trail import record

from ..engine.photos import questions
from ..models import Check, CheckFlag, CheckPhoto


@transaction.atomic
def examine(check: Check, *, actor: Any, at: dt.datetime) -> list[str]:
    """Put what a check's photos leave open to the office as questions (照片核验); doing it twice changes nothing."""
    list(Check.objects.select_for_update().filter(pk=check.pk).values_list("pk"))
    photos = CheckPhoto.objects.filter(check_record=check).select_related("attachment").order_by("pk")
    raised = []
    for kind, detail in sorted(questions(check, photos).items()):
        flag, is_new = CheckFlag.objects.get_or_create(
            check_record=check,
            kind=kind,
            defaults={"district_id": check.district_id, "detail": detail, "raised_at": at},
        )
        if not is_new and flag.answered_at is None and flag.detail != detail:
            CheckFlag.objects.filter(pk=flag.pk, answered_at=None).update(detail=detail)
        if is_new:
            raised.append(kind)
            record("check.question", check, actor=actor, at=at, after={"kind": kind, **detail})
    CheckPhoto.objects.filter(check_record=check, examined_at=None).update(examined_at=at)
    return raised
