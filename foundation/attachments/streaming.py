"""Handing out a file to somebody whose right to see it was asked for already."""

from typing import Literal

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from . import storage
from .models import Attachment

Variant = Literal["served", "thumbnail", "original"]
LOCKED = "default-src 'none'; style-src 'none'; sandbox"


def stream(attachment: Attachment, variant: Variant = "served") -> FileResponse:
    """One file: a photo as it was drawn anew stands in the page, everything else is only ever downloaded."""
    inline = attachment.is_image and variant != "original"
    digest, content_type = attachment.digest, attachment.content_type
    if inline:
        digest = attachment.thumbnail_digest if variant == "thumbnail" else attachment.served_digest
        content_type = "image/jpeg"
    elif variant == "thumbnail":
        raise Http404(_("Only photos have a small picture."))
    try:
        file = storage.open_kept(digest)
    except FileNotFoundError as error:
        raise Http404(_("This file is missing from the store.")) from error
    name = f"{attachment.name.rpartition('.')[0] or attachment.name}.jpg" if inline else attachment.name
    response = FileResponse(file, as_attachment=not inline, filename=name, content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = LOCKED
    response.headers["Cache-Control"] = "private, max-age=86400, immutable" if inline else "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
