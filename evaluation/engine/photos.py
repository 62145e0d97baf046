"""What a check's photos show to be implausible: another day, another place, seen before."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from foundation.attachments.likeness import alike
from foundation.attachments.models import Attachment
from foundation.periods import local_day

from ..choices import FlagKind
from ..models import Check, CheckPhoto
from .distances import metres

FAR = 500
NEARLY_SAME = 5


def questions(check: Check, photos: Iterable[CheckPhoto]) -> dict[str, dict[str, Any]]:
    """The questions that the photos of a check raise, each with the photos and what is odd about them."""
    raised: dict[str, dict[str, Any]] = {}
    for photo in photos:
        for kind, oddity in _odd(check, photo):
            raised.setdefault(kind, {"photos": []})["photos"].append({"photo": photo.attachment_id, **oddity})
    return raised


def _odd(check: Check, photo: CheckPhoto) -> Iterable[tuple[str, dict[str, Any]]]:
    file, site = photo.attachment, check.site
    if file.taken_at is not None and local_day(file.taken_at) != check.on:
        yield FlagKind.OTHER_DAY.value, {"taken_on": local_day(file.taken_at).isoformat()}
    if None not in (file.longitude, file.latitude, site.longitude, site.latitude):
        taken, place = (float(file.longitude), float(file.latitude)), (float(site.longitude), float(site.latitude))
        if (distance := metres(taken, place)) > FAR:
            yield FlagKind.PHOTO_FAR.value, {"metres": round(distance)}
    if (earlier := _seen(check, photo)) is not None:
        yield FlagKind.SEEN_BEFORE.value, {"check": earlier.check_record_id, "earlier": earlier.attachment_id}


def _seen(check: Check, photo: CheckPhoto) -> CheckPhoto | None:
    """The same photo, or one that can hardly be told from it, in an earlier check of the district."""
    others = CheckPhoto.objects.filter(check_record__district=check.district_id, pk__lt=photo.pk).exclude(
        check_record=check
    )
    same = Q(attachment__digest=photo.attachment.digest)
    if photo.attachment.difference_hash is not None:
        there = Attachment.objects.filter(pk__in=others.values("attachment"))
        near = alike(photo.attachment.difference_hash, NEARLY_SAME, among=there)
        same |= Q(attachment__in=near.order_by().values("pk"))
    return others.filter(same).order_by("-pk").first()
