"""Hiding faces and plates: boxes of a photo are made unreadable before it leaves the office."""

import io
from collections.abc import Sequence

from PIL import Image, ImageFilter

from . import storage
from .models import Attachment

BLOCKS = 8
QUALITY = 82


def masked(attachment: Attachment, boxes: Sequence[Sequence[float]], *, width: int | None = None) -> bytes:
    """The photo as a JPEG with its boxes (left, top, width, height in per cent) in coarse blocks."""
    with storage.open_kept(attachment.served_digest) as file, Image.open(file) as opened:
        picture = opened.convert("RGB")
    for box in boxes:
        _hide(picture, box)
    if width and picture.width > width:
        picture = picture.resize((width, round(picture.height * width / picture.width)))
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=QUALITY)
    return target.getvalue()


def _hide(picture: Image.Image, box: Sequence[float]) -> None:
    left, top = picture.width * box[0] / 100, picture.height * box[1] / 100
    right, bottom = left + picture.width * box[2] / 100, top + picture.height * box[3] / 100
    place = (int(left), int(top), max(int(left) + 1, round(right)), max(int(top) + 1, round(bottom)))
    part = picture.crop(place)
    coarse = part.resize((BLOCKS, BLOCKS), Image.Resampling.BOX).resize(part.size, Image.Resampling.NEAREST)
    picture.paste(coarse.filter(ImageFilter.GaussianBlur(2)), place)
