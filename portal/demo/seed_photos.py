"""Draws photos where something failed and puts them on record, as uploads would."""

import datetime as dt
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from random import Random

from evaluation.models import CheckPhoto
from foundation.attachments import images, storage
from foundation.attachments.models import Attachment
from foundation.periods import local

from .pictures import SCENE_OF_SITE_TYPE, draw
from .seed_tables import run
from .seed_visits import Visit, beside

RECENT = 14
IN_ONE_PROCESS = 30
STORED = """
INSERT INTO audit_auditentry (at, actor_id, verb, subject_type, subject_id, region_code, before, after)
SELECT uploaded_at, uploaded_by_id, 'attachment.store', 'attachments.attachment', id::text, '', NULL,
    jsonb_build_object('name', name, 'digest', digest)
FROM attachments_attachment WHERE id = ANY(%(attachments)s) ORDER BY uploaded_at, id
"""


@dataclass(slots=True)
class Shot:
    """One photo of a failing item: what is drawn, when and where it says it was taken."""

    visit: Visit
    item: str
    scene: str
    seed: str
    taken_at: dt.datetime
    place: tuple[float, float]
    clean: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn photo in the store, and what was read from it."""

    digest: str
    size: int
    served_digest: str
    thumbnail_digest: str
    facts: dict


def plan_shots(visits: Sequence[Visit], *, most: int, today: dt.date, seed: int) -> list[Shot]:
    """Which failing items have a photo: those of the last days, then others by lot, up to so many."""
    found = [(visit, one.judgement.item.code) for visit in visits for one in visit.failed]

    def order(pair: tuple[Visit, str]) -> tuple[bool, str]:
        visit, item = pair
        mark = f"{seed} {visit.code} {visit.on} {item}"
        return (today - visit.on).days > RECENT, hashlib.sha256(mark.encode()).hexdigest()

    chosen = sorted(sorted(found, key=order)[:most], key=lambda pair: (pair[0].finished_at, pair[0].code, pair[1]))
    return [_shot(visit, item, seed) for visit, item in chosen]


def _shot(visit: Visit, item: str, seed: int) -> Shot:
    mark = f"{seed} {visit.code} {visit.on} {item} photo"
    rng = Random(mark)
    seconds = (visit.finished_at - visit.started_at).total_seconds()
    taken_at = local(visit.started_at) + dt.timedelta(seconds=round(seconds * rng.uniform(0.1, 0.95)))
    scene = SCENE_OF_SITE_TYPE.get(visit.type, "main_street")
    return Shot(visit, item, scene, mark, taken_at, beside(visit.place, rng.uniform(1, 60), rng))


@contextmanager
def drawing(shots: Sequence[Shot], *, processes: int) -> Iterator[Iterator[Drawn]]:
    """Photos being drawn beside the other work; taken up in the order of the shots."""
    orders = [(shot.scene, shot.seed, shot.taken_at, shot.place, shot.clean) for shot in shots]
    if len(orders) < IN_ONE_PROCESS or processes < 2:
        yield map(_draw, orders)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        yield pool.map(_draw, orders, chunksize=8)


def _draw(order: tuple[str, str, dt.datetime, tuple[float, float], bool]) -> Drawn:
    scene, seed, taken_at, place, clean = order
    original = draw(scene, Random(seed), clean=clean, taken_at=taken_at, position=place)
    photo = images.read(BytesIO(original))
    digests = [_keep(part) for part in (original, photo.served, photo.thumbnail)]
    longitude, latitude = photo.place or (None, None)
    facts = {
        "content_type": photo.content_type,
        "width": photo.width,
        "height": photo.height,
        "taken_at": photo.taken_at,
        "longitude": longitude,
        "latitude": latitude,
        "difference_hash": photo.difference_hash,
    }
    return Drawn(digests[0], len(original), digests[1], digests[2], facts)


def _keep(content: bytes) -> str:
    """Into the store without waiting for the disk each time: it is asked once, when all photos are there."""
    digest = hashlib.sha256(content).hexdigest()
    path: Path = storage.path_of(digest)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_bytes(content)
    path.chmod(0o600)
    return digest


def attachment(shot: Shot, made: Drawn, *, by: int, at: dt.datetime) -> Attachment:
    """A drawn photo as the upload of somebody."""
    return Attachment(
        digest=made.digest,
        name=f"IMG_{shot.taken_at:%Y%m%d_%H%M%S}.jpg",
        size=made.size,
        served_digest=made.served_digest,
        thumbnail_digest=made.thumbnail_digest,
        uploaded_by_id=by,
        uploaded_at=at,
        **made.facts,
    )


def write_photos(
    shots: Sequence[Shot], drawn: Sequence[Drawn], items: Mapping[tuple[int, str], int]
) -> list[CheckPhoto]:
    """Attachments and the photos of checks; those that nobody has to ask about count as looked at."""
    os.sync()
    attachments = Attachment.objects.bulk_create(
        attachment(shot, made, by=shot.visit.inspector, at=shot.visit.finished_at)
        for shot, made in zip(shots, drawn, strict=True)
    )
    photos = CheckPhoto.objects.bulk_create(
        CheckPhoto(
            check_record_id=shot.visit.check,
            item_id=items[shot.visit.check, shot.item],
            attachment=attachment,
            examined_at=shot.visit.received_at,
        )
        for shot, attachment in zip(shots, attachments, strict=True)
    )
    run(STORED, attachments=[attachment.pk for attachment in attachments])
    return photos
