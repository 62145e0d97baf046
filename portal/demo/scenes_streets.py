"""Drawn photos of streets, lanes, junctions, stops, car parks and building sites."""

from itertools import pairwise
from random import Random

from . import props
from .canvas import Canvas, Colour, mix, shade

WALLS: tuple[Colour, ...] = (
    (196, 178, 152),
    (182, 164, 146),
    (206, 196, 178),
    (168, 158, 150),
    (188, 146, 118),
    (170, 176, 178),
    (212, 204, 190),
    (158, 128, 108),
)
GLASS: tuple[Colour, ...] = ((96, 116, 132), (118, 134, 142), (84, 96, 108), (132, 142, 140))
LEAVES: tuple[Colour, ...] = ((74, 112, 68), (92, 124, 66), (60, 98, 72), (120, 128, 62), (140, 120, 58))
SIGNS: tuple[Colour, ...] = ((172, 44, 38), (40, 92, 144), (58, 120, 82), (204, 152, 48), (92, 66, 120), (66, 66, 70))
ASPHALT: tuple[Colour, ...] = ((112, 112, 114), (128, 126, 122), (98, 100, 104), (140, 136, 130))
PAVING: tuple[Colour, ...] = ((176, 168, 156), (160, 158, 154), (186, 172, 152), (168, 150, 138))
WHITE: Colour = (228, 226, 220)


def skyline(canvas: Canvas, rng: Random, z: float, x0: float, x1: float) -> None:
    """Tall blocks closing the view."""
    x = x0
    while x < x1:
        width, height = rng.uniform(7, 13), rng.uniform(14, 46)
        wall = rng.choice(WALLS)
        canvas.front(x, x + width, 0, height, z, wall)
        props.windows(canvas, x, x + width, 2, height, z - 0.1, 4, max(3, int(height / 4.2)), shade(wall, 0.72))
        x += width + rng.uniform(0, 5)


def frontage(canvas: Canvas, rng: Random, side: int, x: float, z0: float, z1: float) -> None:
    """A row of buildings with shops along one side of the street, far ones first."""
    edges = [z0]
    while edges[-1] < z1:
        edges.append(edges[-1] + rng.uniform(5.5, 10))
    for near, far in reversed(list(pairwise(edges))):
        wall, height = rng.choice(WALLS), rng.uniform(6.5, 17)
        canvas.front(x, x + side * 9, 0, height, near, shade(wall, 1.02))
        canvas.side(x, 0, height, near, far, shade(wall, 0.86))
        rows = max(1, int((height - 4) / 3))
        props.side_windows(canvas, x, 4.0, height, near, far, 3, rows, rng.choice(GLASS))
        canvas.side(x, 0.25, 2.7, near + 0.4, far - 0.4, mix(rng.choice(GLASS), wall, 0.3))
        canvas.side(x - side * 0.05, 2.8, 3.7, near + 0.2, far - 0.2, rng.choice(SIGNS))
        step = (far - near) / 6
        for number in range(1, 5):
            glyph = near + step * (number + 0.1)
            canvas.side(x - side * 0.08, 3.0, 3.5, glyph, glyph + step * 0.5, WHITE)


def road(canvas: Canvas, rng: Random, half: float, walk: float, far: float = 90) -> None:
    """A carriageway with pavements and a broken middle line."""
    canvas.ground(-40, 40, 0.6, far, rng.choice(PAVING))
    canvas.ground(-half, half, 0.6, far, rng.choice(ASPHALT))
    for side in (-1, 1):
        canvas.ground(side * half, side * (half + 0.25), 0.6, far, (198, 196, 190), y=0.05)
        canvas.ground(side * (half + walk * 0.55), side * (half + walk * 0.55 + 0.35), 0.6, far, (206, 178, 84), y=0.02)
    for z in range(2, int(far), 6):
        canvas.ground(-0.09, 0.09, z, z + 3, WHITE, y=0.01)


def main_street(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    half, walk = rng.uniform(3.2, 5.5), rng.uniform(3.0, 4.6)
    skyline(canvas, rng, 85, -38, 38)
    road(canvas, rng, half, walk)
    frontage(canvas, rng, -1, -half - walk, rng.uniform(3, 8), 70)
    frontage(canvas, rng, 1, half + walk, rng.uniform(3, 8), 70)
    leaf, gap = rng.choice(LEAVES), rng.uniform(6, 9)
    for number in range(6, 0, -1):
        for side in (-1, 1):
            props.tree(canvas, rng, side * (half + 0.8), number * gap + 3, rng.uniform(4.2, 6.2), leaf)
    for z in (34.0, 24.0, 15.0):
        props.car(
            canvas, rng, rng.uniform(-half + 1.2, -0.9) if rng.random() < 0.6 else rng.uniform(0.9, half - 1.2), z
        )
    for z in sorted((rng.uniform(9, 30) for _ in range(rng.randint(1, 4))), reverse=True):
        props.person(canvas, rng, rng.choice((-1, 1)) * (half + walk * 0.7), z)
    if clean:
        return
    side = mess.choice((-1, 1))
    trouble = mess.choice(("bicycles", "stalls", "litter"))
    if trouble == "stalls":
        for z in (13.0, 9.4, 6.4):
            props.vendor(canvas, mess, side * (half + mess.uniform(-0.8, 0.6)), z)
    elif trouble == "bicycles":
        for z in (10.0, 8.8, 7.7, 6.8, 6.0):
            props.bicycle(canvas, mess, side * (half + mess.uniform(0.6, 1.9)), z)
    for z in (8.2, 6.2):
        props.bag(canvas, mess, side * half * mess.uniform(0.35, 0.75), z, 0.6)
    props.scatter(canvas, mess, 16, min(0, side * half), max(0, side * half) + 0.1, 3.2, 9)


def lane(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    half = rng.uniform(1.7, 2.9)
    skyline(canvas, rng, rng.uniform(36, 60), -16, 16)
    canvas.ground(-14, 14, 0.6, 40, rng.choice(ASPHALT))
    for joint in range(3, 30, 4):
        canvas.ground(-half, half, joint, joint + 0.05, shade(rng.choice(ASPHALT), 0.9))
    for side in (-1, 1):
        length, height = rng.uniform(16, 30), rng.uniform(3.4, 8.5)
        wall = rng.choice(WALLS)
        canvas.side(side * half, 0, height, 0.6, length, shade(wall, 0.9))
        canvas.side(side * half, 0, 0.5, 0.6, length, shade(wall, 0.68))
        props.side_windows(
            canvas, side * half, 1.1, height, 2.2, length, 5, max(1, int(height / 2.9)), rng.choice(GLASS)
        )
        for z in (rng.uniform(4, 7), rng.uniform(10, 15)):
            canvas.side(
                side * (half - 0.02), 0, 2.05, z, z + 1.0, rng.choice(((92, 60, 44), (60, 74, 84), (128, 40, 34)))
            )
    for _ in range(rng.randint(2, 5)):
        z = rng.uniform(5, 16)
        canvas.wire((-half, rng.uniform(3, 5), z), (half, rng.uniform(3, 5), z + rng.uniform(-3, 3)), 0.3, (54, 54, 56))
    if rng.random() < 0.6:
        props.tree(
            canvas, rng, rng.choice((-1, 1)) * half * 0.8, rng.uniform(13, 20), rng.uniform(3.5, 5), rng.choice(LEAVES)
        )
    if rng.random() < 0.5:
        props.person(canvas, rng, rng.uniform(-1, 1), rng.uniform(9, 18))
    if clean:
        return
    side = mess.choice((-1, 1))
    for _ in range(mess.randint(3, 9)):
        z, level = mess.uniform(3, 7.5), mess.uniform(1.0, 1.9)
        canvas.side(
            side * (half - 0.03),
            level,
            level + 0.34,
            z,
            z + 0.26,
            mess.choice(((238, 236, 228), (240, 214, 130), (226, 180, 176))),
        )
    for _ in range(mess.randint(0, 3)):
        canvas.patch(mess.uniform(-half, half) * 0.5, mess.uniform(4, 7), 1.0, 0.8, (92, 90, 88), mess)
    for z in sorted((mess.uniform(3.4, 7) for _ in range(mess.randint(3, 9))), reverse=True):
        if mess.random() < 0.7:
            props.bag(canvas, mess, side * (half - mess.uniform(0.3, 1.2)), z, mess.uniform(0.4, 0.7))
        else:
            props.crate(canvas, mess, side * (half - mess.uniform(0.4, 1.2)), z)
    props.scatter(canvas, mess, 12, min(side * half, 0), max(side * half, 0), 2.8, 6)


def junction(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    skyline(canvas, rng, 75, -44, 44)
    canvas.ground(-60, 60, 0.6, 90, rng.choice(PAVING))
    canvas.ground(-60, 60, 9, 24, asphalt := rng.choice(ASPHALT))
    half = rng.uniform(5, 8)
    canvas.ground(-half, half, 0.6, 90, asphalt)
    frontage(canvas, rng, -1, -half - 5, 27, 60)
    frontage(canvas, rng, 1, half + 5, 27, 60)
    stripes = int(half * 2 / 0.95)
    for number in range(stripes):
        left = -half + 0.3 + number * 0.95
        canvas.ground(left, left + 0.5, 4.6, 8.2, WHITE, y=0.01)
        canvas.ground(left, left + 0.5, 24.5, 27.5, WHITE, y=0.01)
    pole = rng.choice((-1, 1)) * (half + 0.8)
    for z in (29.0, 20.0, 16.0):
        props.car(canvas, rng, rng.uniform(-half + 1, half - 1), z + rng.uniform(-2, 3))
    canvas.line((pole, 0, 9), (pole, 5.6, 9), 0.16, (92, 96, 98))
    canvas.line((pole, 5.5, 9), (pole * 0.35, 5.5, 9), 0.12, (92, 96, 98))
    for number, colour in enumerate(rng.sample([(206, 48, 40), (70, 70, 70), (60, 60, 62)], 3)):
        canvas.front(pole * 0.4 - 0.2, pole * 0.4 + 0.2, 5.0 - number * 0.4, 5.4 - number * 0.4, 9, (40, 42, 44))
        canvas.round(pole * 0.4, 5.04 - number * 0.4, 8.98, 0.3, 0.3, colour)
    for _ in range(rng.randint(1, 3)):
        props.person(canvas, rng, rng.uniform(-half, half), rng.uniform(6, 8))
    props.person(canvas, rng, -pole, 7.2, coat=(196, 52, 46))
    if clean:
        return
    for z in sorted((mess.uniform(5, 13) for _ in range(mess.randint(3, 6))), reverse=True):
        if mess.random() < 0.6:
            props.bicycle(canvas, mess, x := mess.uniform(-half, half), z)
            props.person(canvas, mess, x, z + 0.02)
        else:
            props.person(canvas, mess, mess.uniform(-half, half), z)
    props.car(canvas, mess, mess.uniform(-half * 0.6, half * 0.6), 5.2)
    props.scatter(canvas, mess, 6, -half, half, 3, 6)


def bus_stop(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    skyline(canvas, rng, 55, -40, 40)
    canvas.ground(-60, 60, 0.6, 70, rng.choice(PAVING))
    canvas.ground(-60, 60, 9.5, 22, rng.choice(ASPHALT))
    leaf = rng.choice(LEAVES)
    for number in range(5):
        props.tree(canvas, rng, -18 + number * 9 + rng.uniform(-1, 1), 25, rng.uniform(4.5, 6.5), leaf)
    props.car(canvas, rng, rng.uniform(-9, 9), 14)
    middle, half, colour = rng.uniform(-1.6, 1.6), rng.uniform(2.6, 3.6), rng.choice(SIGNS)
    z = rng.uniform(5.8, 7.6)
    for number in range(3):
        left = middle - half + number * half * 2 / 3
        canvas.front(left + 0.1, left + half * 2 / 3 - 0.1, 0.4, 2.3, z + 0.9, mix(rng.choice(SIGNS), WHITE, 0.35))
        canvas.lettering(left + 0.3, left + half * 2 / 3 - 0.3, 1.4, 1.9, z + 0.88, 4, WHITE)
    for x in (middle - half, middle + half):
        canvas.line((x, 0, z), (x, 2.5, z), 0.12, (104, 108, 112))
    canvas.box(middle, 2.45, z - 0.5, half * 2.2, 0.22, 1.6, colour)
    canvas.lettering(middle - 1.2, middle + 1.2, 2.47, 2.66, z - 0.52, 6, WHITE)
    canvas.box(middle, 0.42, z + 0.2, half * 1.5, 0.07, 0.4, (150, 120, 88))
    sign = middle + rng.choice((-1, 1)) * (half + 0.9)
    canvas.line((sign, 0, z - 0.4), (sign, 2.4, z - 0.4), 0.07, (96, 98, 102))
    canvas.front(sign - 0.3, sign + 0.3, 1.5, 2.4, z - 0.42, (46, 96, 150))
    for _ in range(rng.randint(1, 4)):
        props.person(canvas, rng, middle + rng.uniform(-half, half), z + rng.uniform(-0.2, 0.4))
    if clean:
        return
    for place in sorted((mess.uniform(3.6, 5.6) for _ in range(mess.randint(2, 5))), reverse=True):
        props.bicycle(canvas, mess, middle + mess.uniform(-3, 3), place)
    for _ in range(mess.randint(2, 6)):
        x, y = middle + mess.uniform(-half, half * 0.9), mess.uniform(0.8, 1.9)
        canvas.front(x, x + 0.24, y, y + 0.32, z + 0.86, (240, 238, 228))
    props.bag(canvas, mess, middle + mess.uniform(-2, 2), 4.2, 0.55)
    props.scatter(canvas, mess, 16, middle - 3, middle + 3, 3, 6)


def car_park(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    skyline(canvas, rng, 60, -44, 44)
    canvas.ground(-60, 60, 0.6, 80, rng.choice(ASPHALT))
    leaf = rng.choice(LEAVES)
    for number in range(6):
        props.tree(canvas, rng, -20 + number * 8, 34, rng.uniform(4, 6), leaf)
    start = rng.uniform(-11, -9)
    for row, empty in ((19.0, 0.25), (8.5, 0.4)):
        for bay in range(9):
            x = start + bay * 2.6
            canvas.ground(x - 1.3, x - 1.2, row, row + 5, WHITE, y=0.01)
            if rng.random() > empty:
                props.car(canvas, rng, x, row + 0.5)
    for x in (rng.uniform(-7, -4), rng.uniform(5, 8)):
        canvas.line((x, 0, 16), (x, 6, 16), 0.12, (104, 106, 108))
        canvas.box(x, 6, 16, 0.9, 0.12, 0.3, (210, 210, 204))
    if clean:
        return
    for z, x in ((13.5, mess.uniform(-6, 6)), (5.4, mess.uniform(-3.4, 3.4))):
        props.car(canvas, mess, x, z)
    for _ in range(mess.randint(0, 3)):
        canvas.patch(mess.uniform(-4, 4), mess.uniform(4, 7), 1.6, 0.9, (78, 78, 80), mess)
    props.scatter(canvas, mess, 14, -4, 4, 3, 8)


def construction_site(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    skyline(canvas, rng, 70, -44, 44)
    frame = rng.uniform(-14, 6)
    for floor in range(rng.randint(5, 9)):
        canvas.front(frame, frame + 14, floor * 3.0, floor * 3.0 + 0.4, 34, (150, 146, 140))
        for column in range(6):
            canvas.front(
                frame + column * 2.7, frame + column * 2.7 + 0.4, floor * 3.0, floor * 3.0 + 3, 34, (158, 154, 148)
            )
        canvas.front(frame, frame + 14 * rng.random(), floor * 3.0 + 0.4, floor * 3.0 + 2.6, 33.8, (70, 128, 96))
    mast = frame + rng.choice((-6, 18))
    canvas.line((mast, 0, 40), (mast, 38, 40), 0.7, (196, 150, 48))
    canvas.line((mast - 14, 36, 40), (mast + 22, 36, 40), 0.5, (196, 150, 48))
    canvas.ground(-60, 60, 0.6, 30, rng.choice(PAVING))
    canvas.ground(-60, 60, 0.6, 5.0, rng.choice(ASPHALT))
    z, panel, high = rng.uniform(7.5, 10), rng.uniform(2.6, 3.4), rng.uniform(2.3, 2.9)
    gate = rng.randint(2, 6)
    for number in range(9):
        x = -4.5 * panel + number * panel
        if number == gate and rng.random() < 0.9:
            canvas.front(x, x + panel, 0, high - 0.3, z + 0.1, (86, 96, 106))
            for bar in range(6):
                canvas.line((x + bar * panel / 6, 0, z), (x + bar * panel / 6, high - 0.3, z), 0.05, (150, 156, 160))
            continue
        advert = rng.random() < (0.75 if clean else 0.4)
        colour = rng.choice(((172, 40, 36), (46, 110, 86), (52, 98, 150), (214, 168, 70))) if advert else (72, 130, 110)
        canvas.front(x + 0.04, x + panel - 0.04, 0, high, z, colour)
        if advert:
            canvas.front(x + 0.3, x + panel * 0.42, 0.5, high - 0.4, z - 0.02, mix(colour, WHITE, 0.75))
            canvas.lettering(x + panel * 0.48, x + panel - 0.2, high * 0.5, high * 0.78, z - 0.02, 4, WHITE)
    if clean:
        return
    for _ in range(4):
        canvas.patch(mess.uniform(-5, 5), mess.uniform(3.2, z - 0.6), mess.uniform(1.2, 3), 0.8, (142, 116, 86), mess)
    x = mess.uniform(-4, 4)
    props.mound(canvas, mess, x, z - 0.8, mess.uniform(2.2, 3.6), (150, 124, 92))
    for number in range(mess.randint(2, 5)):
        props.crate(canvas, mess, -x + mess.uniform(-1.4, 1.4), 6.4 - number * 0.4)
    props.scatter(canvas, mess, 10, -4, 4, 3, 6)
