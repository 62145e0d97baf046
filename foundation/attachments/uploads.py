"""Files that come in pieces: begun, received piece by piece, stored when whole, forgotten after some days."""

import datetime as dt
import os
import shutil
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.cleaning import checked
from foundation.errors import BadInput, DomainError

from . import content, storage
from .actions import store
from .models import Upload
from .names import plain_name

KEPT_FOR = dt.timedelta(days=3)
MOST_OPEN = 100


class TooLarge(BadInput):
    """More than a file may hold, or more than was announced."""

    code = "too_large"


class TooMany(DomainError):
    """So many uploads were begun and not ended that another would fill the disk."""

    code = "too_many_uploads"


class WrongOffset(DomainError):
    """The piece does not follow on what is there."""

    code = "wrong_offset"


@transaction.atomic
def begin(*, name: str, length: int, metadata: str = "", actor: Any, at: dt.datetime) -> Upload:
    """Announce a file of so many bytes; nothing of it is there yet."""
    if not length:
        raise BadInput(_("This file is empty."))
    if length > content.LARGEST:
        raise TooLarge(_("This file is larger than 25 MB."))
    if Upload.objects.filter(uploaded_by=actor, attachment=None, expires_at__gt=at).count() >= MOST_OPEN:
        text = ngettext(
            "You have begun {n} upload that has not ended. End or drop it first.",
            "You have begun {n} uploads that have not ended. End or drop some first.",
            MOST_OPEN,
        )
        raise TooMany(text.format(n=MOST_OPEN))
    upload = Upload(
        uploaded_by=actor,
        name=plain_name(name),
        metadata=metadata,
        length=length,
        created_at=at,
        expires_at=at + KEPT_FOR,
    )
    checked(upload)
    upload.save(force_insert=True)
    return upload


@transaction.atomic
def receive(upload: Upload, piece: BinaryIO, *, offset: int, actor: Any, at: dt.datetime) -> Upload:
    """Add a piece where the last one ended; of two that come at once the second finds another end and is refused."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if offset != upload.offset:
        text = _("{there} bytes of this file are here, so the next piece begins there and not at {offset}.")
        raise WrongOffset(text.format(there=upload.offset, offset=offset))
    upload.offset += _append(upload, piece)
    if upload.is_whole and upload.attachment_id is None and not upload.refusal:
        _take_in(upload, actor=actor, at=at)
    upload.save(update_fields=["offset", "attachment", "refusal"])
    return upload


@transaction.atomic
def drop(upload: Upload) -> None:
    """Forget an upload and what came of it; a file that was stored stays."""
    upload.delete()
    transaction.on_commit(lambda: path_of(upload).unlink(missing_ok=True))


def sweep(*, at: dt.datetime) -> int:
    """Forget uploads whose time is over, and pieces that no upload names (清理未完成上传)."""
    old = list(Upload.objects.filter(expires_at__lte=at))
    for upload in old:
        drop(upload)
    known = {str(key) for key in Upload.objects.values_list("key", flat=True)}
    before = (at - KEPT_FOR).timestamp()
    for path in folder().glob("*"):
        if path.name not in known and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
    return len(old)


def folder() -> Path:
    """Where pieces lie until their file is whole, beside the store."""
    return storage.root() / "parts"


def path_of(upload: Upload) -> Path:
    """Where the pieces of this upload lie."""
    return folder() / str(upload.key)


def _append(upload: Upload, piece: BinaryIO) -> int:
    """Write a piece behind what was acknowledged, over what a crash may have left there, and wait for the disk."""
    path, room = path_of(upload), upload.length - upload.offset
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        if file.seek(0, os.SEEK_END) < upload.offset:
            raise WrongOffset(_("What was received of this file is lost. Begin the upload again."))
        file.truncate(upload.offset)
        file.seek(upload.offset)
        shutil.copyfileobj(piece, file, storage.BLOCK)
        size = file.tell() - upload.offset
        if size > room:
            raise TooLarge(_("This piece goes beyond the announced size of the file."))
        file.flush()
        os.fsync(file.fileno())
    return size


def _take_in(upload: Upload, *, actor: Any, at: dt.datetime) -> None:
    """The whole file goes the way of every file; what is refused stays refused however often it is asked."""
    path = path_of(upload)
    try:
        with path.open("rb") as file, transaction.atomic():
            upload.attachment = store(File(file, name=upload.name), actor=actor, at=at)
    except BadInput as refusal:
        upload.refusal = str(refusal)
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
