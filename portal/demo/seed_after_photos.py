"""Draws the same places put right, for answers whose finding has a photo."""

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from evaluation.models import CheckPhoto, RectificationPhoto
from foundation.attachments.models import Attachment

from .seed_photos import STORED, Shot, attachment, drawing
from .seed_tables import run
from .seed_visits import beside


def write(
    answers: Sequence[tuple[Any, Any, Any]],
    cases: Sequence[Any],
    shots: Sequence[Shot],
    before: Sequence[CheckPhoto],
    *,
    most: int,
    processes: int,
) -> int:
    """After-photos of the latest answers, at most so many; says how many."""
    shot_of = {photo.item_id: shot for photo, shot in zip(before, shots, strict=True)}
    first = {
        case.row.pk: shot_of[one.check_item_id]
        for case in cases
        for one in case.findings[:1]
        if one.check_item_id in shot_of
    }
    chosen = [(row, first[problem.pk]) for problem, _answer, row in answers if problem.pk in first][-most:]
    clean = [_shot(shot, row.filed_at) for row, shot in chosen]
    with drawing(clean, processes=processes) as being_drawn:
        drawn = list(being_drawn)
    os.sync()
    files = Attachment.objects.bulk_create(
        attachment(shot, made, by=row.filed_by_id, at=row.filed_at)
        for (row, _before), shot, made in zip(chosen, clean, drawn, strict=True)
    )
    RectificationPhoto.objects.bulk_create(
        RectificationPhoto(rectification=row, attachment=file, examined_at=row.filed_at + dt.timedelta(seconds=5))
        for (row, _before), file in zip(chosen, files, strict=True)
    )
    run(STORED, attachments=[file.pk for file in files])
    return len(files)


def _shot(shot: Shot, filed_at: dt.datetime) -> Shot:
    """The same place, taken a little before the answer was filed."""
    rng = Random(f"{shot.seed} after")
    taken_at = filed_at - dt.timedelta(minutes=rng.randint(3, 40))
    place = beside(shot.visit.place, rng.uniform(1, 40), rng)
    return replace(shot, taken_at=taken_at.astimezone(shot.taken_at.tzinfo), place=place, clean=True)
