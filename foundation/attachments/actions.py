"""What is done with files: taking them in."""

import datetime as dt
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.errors import BadInput

from . import content, images, storage
from .models import Attachment
from .names import plain_name


@transaction.atomic
def store(file: File, *, actor: Any, at: dt.datetime) -> Attachment:
    """Take in a photo or a document (上传附件): the original as it is, a photo also drawn anew and small."""
    if not file.size:
        raise BadInput(_("This file is empty."))
    if file.size > content.LARGEST:
        raise BadInput(_("This file is larger than 25 MB."))
    kind = content.kind_of(file)
    photo = images.read(file) if kind == "image" else None
    kept = storage.keep(_chunks(file))
    attachment = Attachment(
        digest=kept.digest,
        name=plain_name(file.name or ""),
        content_type=photo.content_type if photo else kind,
        size=kept.size,
        uploaded_by=actor,
        uploaded_at=at,
        **(_facts_of(photo) if photo else {}),
    )
    attachment.full_clean()
    attachment.save(force_insert=True)
    record("attachment.store", attachment, actor=actor, at=at, after={"name": attachment.name, "digest": kept.digest})
    return attachment


def _facts_of(photo: images.Photo) -> dict[str, Any]:
    longitude, latitude = photo.place or (None, None)
    return {
        "width": photo.width,
        "height": photo.height,
        "taken_at": photo.taken_at,
        "longitude": longitude,
        "latitude": latitude,
        "difference_hash": photo.difference_hash,
        "served_digest": storage.keep([photo.served]).digest,
        "thumbnail_digest": storage.keep([photo.thumbnail]).digest,
    }


def _chunks(file: File) -> Any:
    file.seek(0)
    return iter(lambda: file.read(storage.BLOCK), b"")
