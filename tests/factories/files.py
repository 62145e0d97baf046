"""Photos and documents as people hand them in."""

import io
import random
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image


def picture(width: int = 640, height: int = 480, *, seed: int = 1) -> Image.Image:
    """A drawn picture with enough in it to be told from others."""
    chance = random.Random(seed)
    small = Image.new("RGB", (16, 12))
    small.putdata([(chance.randrange(256), chance.randrange(256), chance.randrange(256)) for _ in range(16 * 12)])
    return small.resize((width, height), Image.Resampling.BICUBIC)


def photo_bytes(
    photo: Image.Image | None = None, *, kind: str = "JPEG", exif: Image.Exif | None = None, **saving
) -> bytes:
    """A picture as the bytes of a file."""
    made = io.BytesIO()
    (photo or picture()).save(made, kind, **({} if exif is None else {"exif": exif}), **saving)
    return made.getvalue()


def photo_file(name: str = "现场.jpg", **made) -> SimpleUploadedFile:
    """A picture as an upload."""
    return SimpleUploadedFile(name, photo_bytes(**made), content_type="image/jpeg")


def camera_facts(
    *, taken: str | None = None, offset: str | None = None, place=None, orientation: int | None = None
) -> Image.Exif:
    """EXIF as a camera writes it; ``place`` is (degrees, minutes, seconds, side) of latitude and of longitude."""
    exif = Image.Exif()
    if orientation:
        exif[ExifTags.Base.Orientation] = orientation
    block = exif.get_ifd(ExifTags.IFD.Exif)
    if taken:
        block[ExifTags.Base.DateTimeOriginal] = taken
    if offset:
        block[ExifTags.Base.OffsetTimeOriginal] = offset
    if place:
        gps, (north, east) = exif.get_ifd(ExifTags.IFD.GPSInfo), place
        gps[ExifTags.GPS.GPSLatitude], gps[ExifTags.GPS.GPSLatitudeRef] = north[:3], north[3]
        gps[ExifTags.GPS.GPSLongitude], gps[ExifTags.GPS.GPSLongitudeRef] = east[:3], east[3]
    return exif


def office_file(part: str, *, name: str = "方案.docx", extra: tuple[str, ...] = ()) -> SimpleUploadedFile:
    """A Word or Excel file, as far as its list of parts goes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        for inner in ("[Content_Types].xml", part, *extra):
            parts.writestr(inner, "<x/>")
    return SimpleUploadedFile(name, made.getvalue())
