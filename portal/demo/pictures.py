"""Draws believable photos of sites, before and after, the same for the same random numbers."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageChops

from . import scenes_green, scenes_indoor, scenes_places, scenes_rooms, scenes_streets
from .canvas import SIZE, Canvas, Colour

FULL_SIZE = (1024, 768)
QUALITY = 80
LIGHTS = 64
Painter = Callable[..., None]
OUTDOOR: dict[str, Painter] = {
    "main_street": scenes_streets.main_street,
    "lane": scenes_streets.lane,
    "junction": scenes_streets.junction,
    "bus_stop": scenes_streets.bus_stop,
    "car_park": scenes_streets.car_park,
    "construction_site": scenes_streets.construction_site,
    "estate": scenes_places.estate,
    "bins": scenes_places.bins,
    "park": scenes_green.park,
    "square": scenes_green.square,
    "waterfront": scenes_green.waterfront,
    "school_gate": scenes_places.school_gate,
    "village": scenes_green.village,
}
INDOOR: dict[str, Painter] = {
    "market": scenes_indoor.market,
    "corridor": scenes_indoor.corridor,
    "hall": scenes_indoor.hall,
    "shop": scenes_indoor.shop,
    "reading_room": scenes_rooms.reading_room,
    "toilet": scenes_rooms.toilet,
    "vehicle": scenes_rooms.vehicle,
}
SCENES = (*OUTDOOR, *INDOOR)
SITE_TYPES_OF_SCENE = {
    "main_street": "main_street commercial_street town_street",
    "lane": "back_street",
    "junction": "intersection",
    "bus_stop": "bus_stop",
    "car_park": "car_park taxi",
    "construction_site": "construction_site",
    "estate": "estate",
    "bins": "waste_station",
    "park": "park scenic_spot",
    "square": "square shelter patriotic_base",
    "waterfront": "waterfront",
    "school_gate": "school kindergarten school_surroundings",
    "village": "village",
    "market": "market",
    "corridor": "hotel internet_cafe entertainment_venue counselling_station relief_station cinema",
    "hall": "service_hall tax_hall exit_entry_hall bank telecom_hall utility_hall post_office hospital clinic "
    "coach_station railway_station street_office",
    "shop": "mall restaurant pharmacy travel_agency",
    "reading_room": "community community_culture_centre youth_centre youth_palace cultural_venue science_venue "
    "cultural_station practice_centre practice_institute practice_station",
    "toilet": "toilet",
    "vehicle": "bus",
}
SCENE_OF_SITE_TYPE = {kind: scene for scene, kinds in SITE_TYPES_OF_SCENE.items() for kind in kinds.split()}

# Sky above, sky below, the tint of the light, the haze far away.
DAYLIGHT: tuple[tuple[Colour, Colour, Colour, Colour], ...] = (
    ((150, 178, 206), (216, 224, 228), (255, 254, 250), (208, 216, 220)),
    ((120, 160, 204), (204, 220, 230), (255, 252, 244), (200, 212, 222)),
    ((188, 194, 198), (220, 222, 222), (244, 246, 248), (212, 214, 214)),
    ((160, 166, 174), (200, 202, 204), (226, 230, 236), (190, 194, 198)),
    ((196, 180, 166), (238, 206, 168), (255, 236, 208), (226, 206, 184)),
    ((140, 150, 176), (226, 190, 170), (240, 216, 206), (200, 186, 182)),
)
LAMPLIGHT: tuple[Colour, ...] = ((255, 252, 244), (255, 240, 216), (236, 244, 250), (222, 226, 228), (250, 232, 204))


def draw(
    scene: str,
    rng: Random,
    *,
    clean: bool = False,
    taken_at: dt.datetime | None = None,
    position: tuple[float, float] | None = None,
) -> bytes:
    """A JPEG of a scene with its trouble, or of the same place put right.

    The same random numbers give the same place; the clean photo of it is taken in
    other light and from a slightly different stand, as a second photo would be.
    """
    seed = rng.getrandbits(64)
    place, mess, moment = Random(f"{seed} place"), Random(f"{seed} mess"), Random(f"{seed} {clean}")
    mirrored = place.random() < 0.5
    if scene in OUTDOOR:
        top, bottom, tint, haze = moment.choice(DAYLIGHT)
        canvas = Canvas(moment, haze=haze, depth=place.uniform(70, 130), eye=moment.uniform(1.45, 1.75))
        canvas.sky(top, bottom)
        OUTDOOR[scene](canvas, place, mess, clean=clean)
    else:
        tint = moment.choice(LAMPLIGHT)
        canvas = Canvas(moment, haze=(196, 194, 188), depth=60, eye=moment.uniform(1.45, 1.7))
        INDOOR[scene](canvas, place, mess, clean=clean)
    picture = canvas.picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else canvas.picture
    return _jpeg(_developed(picture, tint, moment), taken_at, position)


def _developed(picture: Image.Image, tint: Colour, rng: Random) -> Image.Image:
    """Light falls unevenly, and a lens darkens its corners and grains what it sees."""
    light = _light(rng.randrange(LIGHTS))
    tinted = Image.merge("RGB", [light.point([round(n * part / 255) for n in range(256)]) for part in tint])
    return ImageChops.multiply(picture, tinted).resize(FULL_SIZE, Image.Resampling.BILINEAR)


@cache
def _light(number: int) -> Image.Image:
    """One of the ways light may fall; drawn once, used for many photos."""
    rng = Random(f"light {number}")
    cells = bytes(rng.randint(182, 255) for _ in range(5 * 4))
    light = Image.frombytes("L", (5, 4), cells).resize(SIZE, Image.Resampling.BICUBIC)
    return ImageChops.multiply(light, _lens())


@cache
def _lens() -> Image.Image:
    """Darker corners and a fine grain."""
    vignette = Image.radial_gradient("L").resize(SIZE).point([255 - max(0, n - 110) * 48 // 145 for n in range(256)])
    half = SIZE[0] // 2, SIZE[1] // 2
    grain = Image.frombytes("L", half, Random("grain").randbytes(half[0] * half[1]))
    return ImageChops.multiply(vignette, grain.point([241 + n * 14 // 255 for n in range(256)]).resize(SIZE))


def _jpeg(picture: Image.Image, taken_at: dt.datetime | None, position: tuple[float, float] | None) -> bytes:
    exif = Image.Exif()
    if taken_at:
        moment = taken_at.strftime("%Y:%m:%d %H:%M:%S")
        exif[0x0132] = moment
        exif.get_ifd(0x8769)[0x9003] = moment
        if taken_at.tzinfo:
            exif.get_ifd(0x8769)[0x9011] = taken_at.strftime("%z")[:3] + ":" + taken_at.strftime("%z")[3:]
    if position:
        longitude, latitude = position
        exif.get_ifd(0x8825).update(
            {
                1: "N" if latitude >= 0 else "S",
                2: _sexagesimal(latitude),
                3: "E" if longitude >= 0 else "W",
                4: _sexagesimal(longitude),
            }
        )
    file = BytesIO()
    picture.save(file, "JPEG", quality=QUALITY, exif=exif.tobytes())
    return file.getvalue()


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    whole, rest = divmod(abs(degrees) * 3600, 3600)
    minutes, seconds = divmod(rest, 60)
    return whole, minutes, round(seconds, 3)
