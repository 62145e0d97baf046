"""Photos: judged by content, read for time and place, and drawn anew without a trace of either."""

import datetime as dt
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from foundation.errors import BadInput

from . import traces

FORMATS = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
MOST_PIXELS = 50_000_000
SERVED_EDGE, SERVED_QUALITY = 2048, 85
THUMBNAIL_EDGE, THUMBNAIL_QUALITY = 320, 80
HASH_WIDTH, HASH_HEIGHT = 8, 8


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that was read and drawn anew."""

    content_type: str
    width: int
    height: int
    taken_at: dt.datetime | None
    place: tuple[Decimal, Decimal] | None
    difference_hash: int
    served: bytes
    thumbnail: bytes


def read(file: BinaryIO) -> Photo:
    """Decode a photo wholly, or refuse it: what cannot be drawn is not a photo."""
    try:
        return _read(file)
    except BadInput:
        raise
    except Exception as error:  # Pillow's decoders raise whatever they trip over in a broken file
        raise BadInput(_("This photo cannot be read; it may be cut off. Take it again.")) from error


def difference_hash(photo: Image.Image) -> int:
    """64 bits, as a signed number, that stay nearly the same when a photo is scaled or saved again."""
    small = photo.convert("L").resize((HASH_WIDTH + 1, HASH_HEIGHT), Image.Resampling.BILINEAR)
    grey, bits = small.tobytes(), 0
    for row in range(HASH_HEIGHT):
        for column in range(HASH_WIDTH):
            at = row * (HASH_WIDTH + 1) + column
            bits = bits << 1 | (grey[at] > grey[at + 1])
    return bits - (1 << 64) if bits >= 1 << 63 else bits


def _read(file: BinaryIO) -> Photo:
    with Image.open(file, formats=["JPEG", "PNG", "WEBP"]) as photo:
        width, height = photo.size
        if width * height > MOST_PIXELS:
            raise BadInput(_("This photo has more than 50 million pixels. Set the camera to a smaller size."))
        taken_at, place = traces.taken_at(photo), traces.place(photo)
        turned = photo.getexif().get(0x0112) in (5, 6, 7, 8)
        if photo.format in ("JPEG", "MPO"):
            photo.draft("RGB", (SERVED_EDGE, SERVED_EDGE))
        drawn = _on_white(ImageOps.exif_transpose(photo))
        drawn.thumbnail((SERVED_EDGE, SERVED_EDGE), Image.Resampling.LANCZOS)
        small = drawn.copy()
        small.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE), Image.Resampling.LANCZOS)
        return Photo(
            content_type=FORMATS[photo.format or ""],
            width=height if turned else width,
            height=width if turned else height,
            taken_at=taken_at,
            place=place,
            difference_hash=difference_hash(drawn),
            served=_jpeg(drawn, SERVED_QUALITY),
            thumbnail=_jpeg(small, THUMBNAIL_QUALITY),
        )


def _on_white(photo: Image.Image) -> Image.Image:
    """The picture without transparency, palette or metadata."""
    if photo.mode in ("RGBA", "LA", "PA") or "transparency" in photo.info:
        paper = Image.new("RGBA", photo.size, "white")
        photo = Image.alpha_composite(paper, photo.convert("RGBA"))
    drawn = Image.new("RGB", photo.size)
    drawn.paste(photo.convert("RGB"))
    return drawn


def _jpeg(photo: Image.Image, quality: int) -> bytes:
    made = io.BytesIO()
    photo.save(made, "JPEG", quality=quality, optimize=True)
    return made.getvalue()
