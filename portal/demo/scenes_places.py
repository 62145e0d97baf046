"""Drawn photos of estates, bins and school gates."""

from random import Random

from . import props
from .canvas import Canvas, Colour, mix, shade
from .scenes_streets import ASPHALT, GLASS, LEAVES, PAVING, SIGNS, WALLS, WHITE, skyline


def hedge(canvas: Canvas, rng: Random, x0: float, x1: float, z: float, height: float, leaf: Colour) -> None:
    """A clipped hedge with a lively outline."""
    canvas.front(x0, x1, 0, height * 0.8, z, shade(leaf, 0.86))
    x = x0
    while x < x1:
        width = rng.uniform(0.7, 1.5) * height
        canvas.round(
            x, height * rng.uniform(0.35, 0.6), z - 0.02, width, height * 0.6, shade(leaf, rng.uniform(0.86, 1.14))
        )
        x += width * 0.62


def estate(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    wall, z = rng.choice(WALLS), rng.uniform(11, 16)
    canvas.ground(-60, 60, 0.6, z, rng.choice(PAVING))
    left, width, floors = rng.uniform(-15, -9), rng.uniform(20, 28), rng.randint(4, 7)
    canvas.front(left, left + width, 0, floors * 2.9 + 0.8, z, wall)
    canvas.front(left, left + width, 0, 0.7, z - 0.02, shade(wall, 0.75))
    columns, glass = rng.randint(7, 11), rng.choice(GLASS)
    step = width / columns
    doors = {rng.randrange(1, columns - 1), rng.randrange(1, columns - 1)}
    for column in range(columns):
        x = left + column * step
        for floor in range(floors):
            low = floor * 2.9 + 0.9
            if floor == 0 and column in doors:
                canvas.front(x + step * 0.2, x + step * 0.8, 0, 2.3, z - 0.05, (80, 84, 88))
                canvas.front(x + step * 0.05, x + step * 0.95, 2.35, 2.6, z - 0.6, shade(wall, 0.8))
                continue
            canvas.front(
                x + step * 0.18, x + step * 0.82, low, low + 1.5, z - 0.04, shade(glass, 0.86 + 0.3 * rng.random())
            )
            canvas.front(x + step * 0.48, x + step * 0.52, low, low + 1.5, z - 0.06, shade(wall, 1.1))
            if rng.random() < 0.3:
                canvas.box(x + step * 0.86, low + 0.1, z - 0.5, 0.7, 0.55, 0.4, (214, 214, 208))
            elif rng.random() < 0.16:
                canvas.box(x + step * 0.5, low - 0.2, z - 0.6, step * 0.7, 0.9, 0.5, shade(wall, 1.08))
    leaf = rng.choice(LEAVES)
    hedge(canvas, rng, left, left + width * rng.uniform(0.3, 0.7), z - 1.6, 0.7, leaf)
    if rng.random() < 0.7:
        props.tree(canvas, rng, rng.choice((-1, 1)) * rng.uniform(3, 6), z - 2.4, rng.uniform(4, 7), leaf)
    if clean:
        x = mess.uniform(-4, -1)
        for number in range(6):
            props.bicycle(canvas, mess, x + number * 0.9, z - 2.8)
        return
    for _ in range(mess.randint(1, 3)):
        x, floor = mess.uniform(-6, 5), mess.randint(1, min(4, floors - 1))
        canvas.wire((x, floor * 2.9 + 1, z - 0.2), (x + mess.uniform(-2, 2), 0.9, z - 3), -0.2, (36, 38, 40))
    for number in range(mess.randint(2, 6)):
        x, low = left + step * (mess.randrange(columns) + 0.2), mess.randint(1, floors - 1) * 2.9 + 0.7
        canvas.front(x, x + 0.7, low - 0.5, low + 0.5, z - 0.5, props.CLOTHES[number])
    for place in sorted((mess.uniform(z - 6, z - 3) for _ in range(mess.randint(4, 9))), reverse=True):
        props.bicycle(canvas, mess, mess.uniform(-5, 5), place)
    for place in (5.4, 4.6):
        props.crate(canvas, mess, mess.uniform(-2.4, 2.4), place)
    props.scatter(canvas, mess, 10, -4, 4, 3.4, 6)


def bins(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    leaf = rng.choice(LEAVES)
    if rng.random() < 0.5:
        skyline(canvas, rng, 40, -24, 24)
    canvas.ground(-40, 40, 0.6, 12, rng.choice(PAVING))
    hedge(canvas, rng, -14, 14, rng.uniform(5.5, 8), rng.uniform(1.5, 2.6), leaf)
    z, x = rng.uniform(3.2, 4.4), rng.uniform(-1.6, -0.6)
    if rng.random() < 0.5:
        canvas.front(-2.2, 2.2, 0, 2.4, z + 1.2, colour := rng.choice(SIGNS))
        canvas.front(-2.0, 2.0, 0.2, 1.7, z + 1.18, mix(colour, WHITE, 0.8))
        canvas.lettering(-1.6, 1.6, 1.85, 2.25, z + 1.16, 7, WHITE)
    count, gap = rng.randint(3, 5), rng.uniform(0.74, 0.86)
    colours = [rng.choice(props.BINS) for _ in range(count)]
    for number, colour in enumerate(colours):
        full = not clean and mess.random() < 0.75
        props.bin_(canvas, mess, x + number * gap, z + rng.uniform(-0.08, 0.08), colour, full=full)
    if clean:
        return
    for place in sorted((mess.uniform(2.4, z - 0.1) for _ in range(mess.randint(3, 7))), reverse=True):
        if mess.random() < 0.72:
            props.bag(canvas, mess, x + mess.uniform(-0.8, count * gap), place, mess.uniform(0.34, 0.58))
        else:
            props.crate(canvas, mess, x + mess.uniform(-0.6, count * gap), place)
    canvas.patch(x + 1, 2.6, 1.5, 0.5, (104, 98, 90), mess)
    props.scatter(canvas, mess, 14, -2, 2.4, 2.1, 3.4)


def school_gate(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    canvas.ground(-60, 60, 0.6, 60, rng.choice(PAVING))
    canvas.ground(-60, 60, 0.6, rng.uniform(5, 6.6), rng.choice(ASPHALT))
    wall, floors = rng.choice(WALLS), rng.randint(3, 5)
    left = rng.uniform(-22, -14)
    canvas.front(left, left + 34, 0, floors * 3.4 + 1, 32, wall)
    props.windows(canvas, left, left + 34, 0.8, floors * 3.4, 31.9, 14, floors, rng.choice(GLASS))
    canvas.front(left, left + 34, floors * 3.4 + 1, floors * 3.4 + 1.8, 31.9, rng.choice(SIGNS))
    pole = rng.uniform(-5, 5)
    canvas.line((pole, 0, 22), (pole, 10, 22), 0.14, (206, 206, 206))
    canvas.front(pole, pole + 2.4, 8.2, 9.8, 22, (200, 40, 36))
    z, half = rng.uniform(9, 12), rng.uniform(4, 6.5)
    leaf = rng.choice(LEAVES)
    for side in (-1, 1):
        canvas.front(side * half, side * 40, 0, 2.2, z, shade(wall, 0.94))
        for number in range(12):
            canvas.line(
                (side * (half + 1 + number * 0.6), 0.5, z - 0.05),
                (side * (half + 1 + number * 0.6), 2.1, z - 0.05),
                0.05,
                (90, 94, 98),
            )
        canvas.box(side * half, 0, z - 0.3, 1.3, rng.uniform(3.2, 3.8), 1.3, rng.choice(WALLS))
        props.tree(canvas, rng, side * (half + rng.uniform(4, 7)), z + 2, rng.uniform(4.5, 6.5), leaf)
    canvas.box(0, 3.3, z - 0.2, half * 2, 0.9, 1.0, rng.choice(((176, 46, 40), (206, 198, 182), (60, 92, 120))))
    canvas.lettering(-half * 0.7, half * 0.7, 3.4, 4.1, z - 0.22, 8, (240, 222, 160))
    for number in range(10):
        x = -half * 0.85 + number * half * 0.17
        canvas.line((x, 0, z), (x, 1.25, z), 0.07, (176, 180, 182))
    props.person(canvas, rng, half * rng.choice((-0.9, 0.9)), z - 1.2, coat=(60, 66, 96))
    for place in sorted((rng.uniform(7, z - 1) for _ in range(rng.randint(1, 4))), reverse=True):
        props.person(canvas, rng, rng.uniform(-half, half), place)
    if clean:
        props.person(canvas, rng, -half * 0.6, 7, coat=(196, 52, 46))
        return
    for place in (7.6, 6.2)[: mess.randint(1, 2)]:
        props.vendor(canvas, mess, mess.choice((-1, 1)) * mess.uniform(1.6, 3.8), place)
    props.car(canvas, mess, mess.uniform(-3, 3), 5.6)
    for place in (5.2, 4.6, 4.2):
        props.bicycle(canvas, mess, mess.uniform(-3.4, 3.4), place)
    props.scatter(canvas, mess, 12, -3, 3, 3, 5)
