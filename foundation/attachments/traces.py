"""What a camera wrote into a photo: when and where it was taken."""

import datetime as dt
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from PIL import ExifTags, Image

HERE = ZoneInfo("Asia/Shanghai")
MICRODEGREE = Decimal("0.000001")
FIRST_YEAR, LAST_YEAR = 1990, 2100


def taken_at(photo: Image.Image) -> dt.datetime | None:
    """The moment of the shot; a camera that names no zone is taken to stand here."""
    facts = _block(photo, ExifTags.IFD.Exif)
    written = _text(facts.get(ExifTags.Base.DateTimeOriginal) or photo.getexif().get(ExifTags.Base.DateTime))
    offset = _text(facts.get(ExifTags.Base.OffsetTimeOriginal) or facts.get(ExifTags.Base.OffsetTime))
    try:
        moment = dt.datetime.strptime(written[:19], "%Y:%m:%d %H:%M:%S").replace(tzinfo=HERE)
    except ValueError:
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    try:
        return moment.replace(tzinfo=dt.datetime.strptime(offset, "%z").tzinfo)
    except ValueError:
        return moment


def place(photo: Image.Image) -> tuple[Decimal, Decimal] | None:
    """Longitude and latitude of the shot, when the camera knew both."""
    facts = _block(photo, ExifTags.IFD.GPSInfo)
    longitude = _degrees(facts.get(ExifTags.GPS.GPSLongitude), facts.get(ExifTags.GPS.GPSLongitudeRef), "W", 180)
    latitude = _degrees(facts.get(ExifTags.GPS.GPSLatitude), facts.get(ExifTags.GPS.GPSLatitudeRef), "S", 90)
    if longitude is None or latitude is None or not (longitude or latitude):
        return None
    return longitude, latitude


def _block(photo: Image.Image, block: ExifTags.IFD) -> dict[int, Any]:
    try:
        return dict(photo.getexif().get_ifd(block))
    except Exception:  # a broken block of a camera is as good as none; Pillow's reader raises whatever it trips over
        return {}


def _text(value: Any) -> str:
    return value.strip("\x00 ") if isinstance(value, str) else ""


def _degrees(parts: Any, side: Any, negative: str, limit: int) -> Decimal | None:
    try:
        degrees, minutes, seconds = (Decimal(str(float(part))) for part in parts)
        value = (degrees + minutes / 60 + seconds / 3600).quantize(MICRODEGREE)
    except (TypeError, ValueError, ArithmeticError):
        return None
    if not value.is_finite() or not 0 <= value <= limit:
        return None
    return -value if _text(side).upper() == negative else value
