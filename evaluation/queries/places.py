"""Where a site may stand: its position, its region, who answers for it."""

from decimal import Decimal

from django.utils.translation import gettext as _

from foundation.organisations.choices import DISTRICT_DIGITS

# A township's code has nine digits, a village's twelve.
SITE_REGION_DIGITS = (9, 12)
# China lies between these; a pair the other way round is a slip of the columns.
CHINESE_LONGITUDES, CHINESE_LATITUDES = (73, 136), (3, 54)
PLACES = Decimal("0.000001")


def position_mistake(longitude: Decimal | None, latitude: Decimal | None) -> tuple[str, str] | None:
    """What is wrong with a position, as column and reason; None when it is fine or not known at all."""
    if longitude is None and latitude is None:
        return None
    if longitude is None or latitude is None:
        return ("longitude" if longitude is None else "latitude", _("A position has a longitude and a latitude."))
    if _between(longitude, CHINESE_LATITUDES) and _between(latitude, CHINESE_LONGITUDES):
        return "longitude", _("Longitude and latitude seem exchanged.")
    if abs(longitude) > 180:
        return "longitude", _("A longitude lies between −180 and 180.")
    if abs(latitude) > 90:
        return "latitude", _("A latitude lies between −90 and 90.")
    return None


def region_mistake(code: str) -> str | None:
    """Why no site can stand directly in a region of this level."""
    if len(code) not in SITE_REGION_DIGITS:
        return _("A site lies in a street, town, community or village, not in a whole district.")
    return None


def answers_mistake(organisation_region: str, region: str) -> str | None:
    """Why an organisation cannot answer for a site in this region: it belongs to another district."""
    district = region[:DISTRICT_DIGITS]
    if organisation_region.startswith(district) or district.startswith(organisation_region):
        return None
    return _("This organisation belongs to another district.")


def exact(value: Decimal | None) -> Decimal | None:
    """A coordinate as it is stored: six decimals, a tenth of a metre."""
    return None if value is None else value.quantize(PLACES)


def _between(value: Decimal, ends: tuple[int, int]) -> bool:
    return ends[0] <= value <= ends[1]
