"""Reads around one check: its problems, its drawn rival of a day, the photos it holds already."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from ..choices import CheckState, ProblemState, Source
from ..models import Check, CheckPhoto, Finding, Problem

TAKEN_BACK = (ProblemState.CANCELLED, ProblemState.MERGED)


def problems_of(check: int) -> tuple[int, ...]:
    """The problems that a check opened or added to."""
    rows = Finding.objects.filter(check_item__check_record=check).order_by("problem").values_list("problem", flat=True)
    return tuple(dict.fromkeys(rows))


def is_drawn_elsewhere(check: int, site: int, on: dt.date) -> bool:
    """Whether another check of the site was drawn for that day."""
    return Check.objects.filter(site=site, on=on, draw__isnull=False).exclude(pk=check).exists()


def new_extra_photos(check: int, photos: Iterable[int]) -> list[int]:
    """Those of the photos that the check does not hold yet."""
    asked = set(photos)
    held = CheckPhoto.objects.filter(check_record=check, attachment__in=asked).values_list("attachment", flat=True)
    return sorted(asked - set(held))


def problems_resting_on(check: Check) -> QuerySet[Problem]:
    """Problems that a check alone speaks for, however far they have come."""
    mine = Finding.objects.filter(problem=OuterRef("pk"), check_item__check_record=check)
    others = (
        Finding.objects.filter(problem=OuterRef("pk"))
        .exclude(check_item__check_record=check)
        .exclude(check_item__check_record__state=CheckState.VOIDED)
    )
    found = Problem.objects.filter(Exists(mine), ~Exists(others), source=Source.CHECK)
    return found.exclude(state__in=TAKEN_BACK).order_by("pk")
