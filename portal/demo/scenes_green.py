"""Drawn photos of parks, squares, river banks and villages."""

from random import Random

from . import props
from .canvas import Canvas, Colour, mix, shade
from .scenes_places import hedge
from .scenes_streets import LEAVES, PAVING, WALLS, WHITE, skyline

GRASS: tuple[Colour, ...] = ((104, 136, 80), (124, 140, 84), (92, 124, 88), (140, 142, 92))
WATER: tuple[Colour, ...] = ((108, 134, 138), (120, 140, 128), (92, 120, 134), (134, 144, 124))
SOIL: Colour = (158, 132, 98)


def park(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    skyline(canvas, rng, 90, -50, 50)
    grass, leaf = rng.choice(GRASS), rng.choice(LEAVES)
    canvas.ground(-90, 90, 0.6, 80, grass)
    bend, half = rng.uniform(-0.5, 0.5), rng.uniform(1.3, 2.3)
    paving = rng.choice(PAVING)
    for step in range(1, 40):
        x, following = bend * (step / 6) ** 2, bend * ((step + 1) / 6) ** 2
        canvas.face(
            [
                (x - half, 0, step),
                (x + half, 0, step),
                (following + half, 0, step + 1),
                (following - half, 0, step + 1),
            ],
            paving,
        )
    for z in sorted((rng.uniform(9, 40) for _ in range(11)), reverse=True):
        props.tree(
            canvas, rng, bend * (z / 6) ** 2 + rng.choice((-1, 1)) * rng.uniform(4, 14), z, rng.uniform(4, 8), leaf
        )
    if rng.random() < 0.55:
        x, roof = rng.choice((-1, 1)) * rng.uniform(4, 7), rng.choice(((112, 60, 50), (80, 92, 88), (140, 96, 50)))
        for post in (-1.5, 1.5):
            canvas.line((x + post, 0, 14), (x + post, 2.8, 14), 0.2, (140, 60, 48))
        canvas.face([(x - 2.6, 2.7, 14), (x + 2.6, 2.7, 14), (x + 0.3, 4.6, 14), (x - 0.3, 4.6, 14)], roof)
    side = rng.choice((-1, 1))
    z = rng.uniform(5.2, 7.5)
    canvas.box(side * (half + 0.9), 0.4, z, 1.6, 0.08, 0.45, (150, 112, 76))
    canvas.box(side * (half + 0.9), 0.6, z + 0.4, 1.6, 0.4, 0.06, (140, 104, 70))
    for place in (14.0, 10.0)[: rng.randint(0, 2)]:
        props.person(canvas, rng, bend * (place / 6) ** 2 + rng.uniform(-0.8, 0.8), place)
    if clean:
        hedge(canvas, rng, -side * (half + 5) - 2, -side * (half + 5) + 2, 7.5, 0.6, leaf)
        return
    for _ in range(3):
        canvas.patch(
            -side * mess.uniform(half + 1, half + 4), mess.uniform(4, 8), mess.uniform(1.4, 3), 1.2, SOIL, mess
        )
    for place in (5.6, 4.4):
        props.bag(canvas, mess, -side * mess.uniform(half * 0.4, half + 0.8), place, 0.5)
    props.scatter(canvas, mess, 22, -half - 1, half + 1, 3, 8)


def square(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    skyline(canvas, rng, 55, -50, 50)
    one, other = rng.sample(PAVING, 2)
    canvas.ground(-70, 70, 0.6, 60, one)
    tile = rng.uniform(1.6, 2.6)
    for row in range(14):
        for column in range(-8, 8):
            if (row + column) % 2:
                canvas.ground(
                    column * tile, (column + 1) * tile, 2 + row * tile, 2 + (row + 1) * tile, mix(one, other, 0.7)
                )
    leaf = rng.choice(LEAVES)
    for number in range(7):
        props.tree(canvas, rng, -24 + number * 8 + rng.uniform(-2, 2), 36, rng.uniform(4, 6), leaf)
    x, z = rng.uniform(-4, 4), rng.uniform(14, 22)
    colour = rng.choice(((196, 54, 44), (180, 182, 186), (206, 160, 80)))
    canvas.box(x, 0, z, rng.uniform(3, 5), 0.8, 3, (170, 166, 160))
    kind = rng.randrange(3)
    if kind == 0:
        canvas.line((x, 0.8, z + 1), (x, rng.uniform(6, 10), z + 1), 0.35, colour)
    elif kind == 1:
        for size in (3.4, 2.4, 1.4):
            canvas.round(
                x + rng.uniform(-0.5, 0.5), 0.8 + 3.4 - size, z + 1, size, size, shade(colour, 0.8 + size / 12)
            )
    else:
        canvas.front(x - 3, x + 3, 1.0, 3.0, z + 0.5, (178, 46, 40))
        canvas.lettering(x - 2.6, x + 2.6, 1.5, 2.5, z + 0.48, 6, (240, 214, 140))
    for place in sorted((rng.uniform(9, 26) for _ in range(rng.randint(3, 8))), reverse=True):
        props.person(canvas, rng, rng.uniform(-9, 9), place)
    if clean:
        return
    trouble = mess.randrange(3)
    if trouble == 0:
        props.car(canvas, mess, mess.uniform(-3, 3), 6)
    elif trouble == 1:
        for place in (9, 7):
            props.vendor(canvas, mess, mess.uniform(-3.4, 3.4), place)
    else:
        for place in (8.2, 7.4, 6.6, 5.8):
            props.bicycle(canvas, mess, mess.uniform(-2.6, 2.6), place)
    props.scatter(canvas, mess, 22, -4, 4, 3, 8)


def waterfront(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    skyline(canvas, rng, 95, -60, 60)
    water, leaf = rng.choice(WATER), rng.choice(LEAVES)
    side = rng.choice((-1, 1))
    canvas.ground(-90, 90, 0.6, 70, mix(water, (255, 255, 255), 0.12))
    for _ in range(26):
        x, z = side * rng.uniform(3, 22), rng.uniform(6, 50)
        canvas.ground(x - 1.4, x + 1.4, z, z + 0.3, shade(water, rng.uniform(0.88, 1.1)))
    bank = rng.uniform(1.4, 2.2)
    edge = -90 * side, side * bank
    canvas.ground(min(edge), max(edge), 0.6, 70, rng.choice(PAVING), y=0.02)
    canvas.ground(min(-90 * side, -side * 3), max(-90 * side, -side * 3), 0.6, 70, rng.choice(GRASS), y=0.04)
    for number in range(7, 0, -1):
        props.tree(canvas, rng, -side * rng.uniform(3.6, 5), number * 6 + 2, rng.uniform(4, 6.5), leaf)
    rail = rng.choice(((214, 212, 204), (96, 120, 112), (140, 110, 80)))
    for number in range(22, 0, -1):
        canvas.line((side * bank, 0, number * 1.6), (side * bank, 1.05, number * 1.6), 0.07, rail)
    for height in (0.5, 1.05):
        canvas.line((side * bank, height, 1.6), (side * bank, height, 36), 0.06, rail)
    for place in (17.0, 11.0)[: rng.randint(0, 2)]:
        props.person(canvas, rng, side * rng.uniform(-1.6, 0.8), place)
    if clean:
        return
    for _ in range(mess.randint(4, 9)):
        canvas.patch(side * mess.uniform(3, 7), mess.uniform(6, 13), mess.uniform(0.6, 2), 0.8, (108, 116, 74), mess)
    for place in sorted((mess.uniform(6, 11) for _ in range(mess.randint(4, 8))), reverse=True):
        props.litter(canvas, mess, side * mess.uniform(2.6, 5), place)
    for place in (5.0, 4.0):
        props.bag(canvas, mess, side * mess.uniform(-1, bank - 0.6), place, 0.5)
    props.scatter(canvas, mess, 14, -1.6, 1.6, 3, 7)


def village(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    hill = rng.choice(((112, 132, 116), (126, 140, 122), (104, 124, 128)))
    for _ in range(5):
        canvas.round(
            rng.uniform(-80, 80),
            -14,
            105,
            rng.uniform(50, 90),
            rng.uniform(34, 60),
            shade(hill, rng.uniform(0.94, 1.1)),
        )
    canvas.ground(-90, 90, 0.6, 90, rng.choice(GRASS))
    half = rng.uniform(1.6, 2.4)
    canvas.ground(-half, half, 0.6, 70, rng.choice(((186, 182, 174), (170, 166, 158), (196, 188, 172))))
    leaf = rng.choice(LEAVES)
    spots = [(z, side) for z in (34, 26, 18, 11) for side in (-1, 1)]
    for z, side in spots:
        if rng.random() < 0.2:
            props.tree(canvas, rng, side * (half + rng.uniform(1.5, 4)), z, rng.uniform(4, 7), leaf)
            continue
        wall, roof = rng.choice(WALLS), rng.choice(((92, 78, 74), (132, 72, 56), (80, 88, 96)))
        x, width, height = side * (half + rng.uniform(4, 6)), rng.uniform(6, 8), rng.uniform(3.2, 6.4)
        canvas.box(x, 0, z, width, height, 6, mix(wall, WHITE, 0.35))
        canvas.face(
            [
                (x - width * 0.58, height, z),
                (x + width * 0.58, height, z),
                (x + width * 0.36, height + 1.7, z + 2),
                (x - width * 0.36, height + 1.7, z + 2),
            ],
            roof,
        )
        canvas.front(x - 0.6, x + 0.6, 0, 2.2, z - 0.03, (104, 60, 48))
        for shift in (-0.32, 0.32):
            canvas.front(x + width * shift - 0.6, x + width * shift + 0.6, 1.0, 2.3, z - 0.03, (92, 108, 118))
        if rng.random() < 0.5:
            canvas.front(x - width * 0.45, x + width * 0.45, height - 0.9, height - 0.2, z - 0.05, (176, 46, 40))
            canvas.lettering(x - width * 0.4, x + width * 0.4, height - 0.85, height - 0.25, z - 0.07, 7, WHITE)
    for number in range(4, 0, -1):
        canvas.line((half + 0.5, 0, number * 8), (half + 0.5, 5.2, number * 8), 0.12, (150, 150, 148))
        canvas.line((half + 0.5, 5.1, number * 8), (half - 0.5, 5.2, number * 8), 0.08, (150, 150, 148))
    hedge(canvas, rng, -half - 3.4, -half - 0.4, 6.4, 0.6, leaf)
    if clean:
        return
    side = mess.choice((-1, 1))
    x = side * (half + 0.9)
    props.mound(canvas, mess, x, 6.4, mess.uniform(1.6, 2.6), (176, 148, 92))
    canvas.patch(side * half * 0.6, 5.2, 2.0, 1.0, (112, 104, 90), mess)
    for place in sorted((mess.uniform(3.6, 6) for _ in range(mess.randint(2, 6))), reverse=True):
        props.bag(canvas, mess, side * mess.uniform(half * 0.4, half + 1), place, 0.5)
    for _ in range(mess.randint(0, 4)):
        hen, place = mess.uniform(-half, half), mess.uniform(5, 9)
        canvas.round(hen, 0.05, place, 0.34, 0.26, (150, 88, 52))
        canvas.round(hen + 0.14, 0.24, place, 0.13, 0.13, (190, 60, 48))
    props.scatter(canvas, mess, 12, -half, half, 3, 7)
