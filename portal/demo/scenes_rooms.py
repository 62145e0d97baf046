"""Drawn photos of reading rooms, toilets and buses from inside."""

from random import Random

from . import props
from .canvas import Canvas, mix, shade
from .scenes_indoor import Room
from .scenes_streets import SIGNS, WHITE


def reading_room(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    room = Room(canvas, rng, half=rng.uniform(3, 4.6), height=rng.uniform(2.8, 3.4), length=rng.uniform(8, 12))
    half, length, height = room.half, room.length, room.height
    room.lamps(canvas, rng)
    canvas.front(-half * 0.9, half * 0.9, height - 0.75, height - 0.25, length - 0.05, (178, 46, 40))
    canvas.lettering(-half * 0.8, half * 0.8, height - 0.7, height - 0.3, length - 0.1, 10, (244, 226, 150))
    side = rng.choice((-1, 1))
    for number in range(3):
        z = length * (0.25 + 0.22 * number)
        canvas.side(-side * (half - 0.02), 0.9, 2.3, z, z + 1.2, (196, 214, 222))
    for number in range(rng.randint(2, 4)):
        x = -half * 0.7 + number * half * 0.5
        canvas.front(
            x, x + half * 0.4, 1.0, 1.8, length - 0.08, rng.choice(((238, 232, 214), (206, 222, 226), (232, 206, 196)))
        )
        canvas.lettering(x + 0.1, x + half * 0.4 - 0.1, 1.5, 1.7, length - 0.1, 4, (120, 60, 50))
    for number in range(5, 0, -1):
        z = 1.5 + number * (length - 3) / 5
        canvas.box(side * (half - 0.2), 0, z, 0.4, 1.9, (length - 3) / 5 - 0.1, (150, 112, 78))
        for level in range(4):
            canvas.side(
                side * (half - 0.42),
                0.15 + level * 0.45,
                0.5 + level * 0.45,
                z + 0.1,
                z + (length - 3) / 5 - 0.2,
                rng.choice((*SIGNS, *props.CRATES)),
            )
    for row in range(3, 0, -1):
        z = 2.2 + row * 1.9
        canvas.box(
            -side * 0.5,
            0.68,
            z,
            rng.uniform(1.8, 2.6),
            0.06,
            0.8,
            wood := rng.choice(((176, 132, 88), (196, 160, 116))),
        )
        for x in (-1.0, -0.2, 0.6):
            canvas.box(-side * 0.5 + x, 0.4, z - 0.4, 0.42, 0.05, 0.4, shade(wood, 0.8))
            canvas.box(-side * 0.5 + x, 0.45, z - 0.42, 0.42, 0.45, 0.04, shade(wood, 0.74))
        if clean and rng.random() < 0.7:
            props.person(canvas, rng, -side * 0.5 + rng.uniform(-0.8, 0.8), z + 0.7)
    if clean:
        return
    for z in sorted((mess.uniform(2.8, 7) for _ in range(mess.randint(5, 9))), reverse=True):
        props.crate(canvas, mess, mess.uniform(-half, half) * 0.75, z)
        if mess.random() < 0.3:
            props.bag(canvas, mess, mess.uniform(-half, half) * 0.7, z - 0.1, 0.45)
    props.scatter(canvas, mess, 6, -2, 2, 2.6, 5)


def toilet(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    room = Room(canvas, rng, half=rng.uniform(1.7, 2.4), height=rng.uniform(2.6, 3.1), length=rng.uniform(7, 10))
    half, length = room.half, room.length
    room.tiles(canvas, rng.uniform(0.4, 0.7))
    room.lamps(canvas, rng)
    side, door = rng.choice((-1, 1)), rng.choice(((116, 148, 160), (166, 132, 96), (140, 160, 132), (190, 186, 178)))
    canvas.side(side * (half - 0.9), 0.1, 2.0, 2.2, length - 0.5, shade(door, 0.8))
    cubicles = rng.randint(3, 5)
    step = (length - 3) / cubicles
    for number in range(cubicles):
        z = 2.3 + number * step
        canvas.side(side * (half - 0.92), 0.15, 1.95, z + 0.1, z + step - 0.1, door)
        canvas.side(side * (half - 0.94), 1.0, 1.08, z + 0.2, z + 0.34, (220, 220, 214))
    canvas.front(-half, half, 0.9, 1.0, length - 0.05, shade(room.wall, 0.8))
    canvas.front(-0.5 - side * 0.4, 0.5 - side * 0.4, 1.2, 2.3, length - 0.06, (206, 222, 226))
    for number in range(4, 0, -1):
        z, x = 2.0 + number * (length - 3) / 4.6, -side * (half - 0.28)
        if rng.random() < 0.15:
            continue
        canvas.box(x, 0.6, z, 0.5, 0.2, 0.45, (232, 232, 228))
        canvas.side(-side * (half - 0.02), 1.2, 1.9, z, z + 0.6, (196, 214, 220))
    canvas.front(-0.7, 0.7, 2.3, 2.55, length - 0.1, (52, 106, 156))
    if clean:
        props.bin_(canvas, mess, -side * 0.4, length - 1, (98, 100, 108), full=False)
        return
    for _ in range(mess.randint(2, 5)):
        canvas.patch(
            mess.uniform(-0.9, 0.9),
            mess.uniform(2.6, 6),
            mess.uniform(0.5, 1.3),
            0.6,
            shade(room.floor, mess.uniform(0.68, 0.8)),
            mess,
        )
    for _ in range(mess.randint(2, 6)):
        z, y = mess.uniform(2.6, length - 2), mess.uniform(0.5, 1.6)
        canvas.side(
            side * (half - 0.95),
            y,
            y + 0.22,
            z,
            z + 0.3,
            mess.choice(((120, 104, 90), (236, 232, 220), (150, 150, 146))),
        )
    props.bag(canvas, mess, -side * mess.uniform(0.2, 0.9), mess.uniform(3, 4.5), 0.4)
    props.scatter(canvas, mess, 14, -1.2, 1.2, 2.3, 5)


def vehicle(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    room = Room(canvas, rng, half=1.25, height=2.15, length=rng.uniform(8, 10.5))
    half, length = room.half, room.length
    seat, pole = (
        rng.choice(((64, 106, 160), (70, 140, 110), (196, 140, 60), (150, 64, 56))),
        rng.choice(((214, 178, 60), (190, 194, 196))),
    )
    outside = rng.choice(((178, 196, 206), (206, 206, 196), (150, 172, 156)))
    for side in (-1, 1):
        canvas.side(side * (half - 0.01), 0.9, 1.8, 0.5, length, outside)
        for number in range(7):
            z = 0.8 + number * length / 7
            canvas.side(side * (half - 0.02), 0.9, 1.8, z, z + 0.12, (82, 86, 90))
        canvas.side(side * (half - 0.02), 1.82, 2.1, 0.5, length, mix(seat, WHITE, 0.7))
    canvas.front(-half * 0.9, half * 0.9, 0.9, 1.95, length - 0.05, outside)
    props.person(canvas, rng, -half * 0.55, length - 0.8)
    for number in range(6, 0, -1):
        z = 0.9 + number * (length - 2.5) / 6
        for side in (-1, 1):
            if rng.random() < 0.12:
                continue
            x = side * (half - 0.32)
            canvas.box(x, 0.4, z, 0.46, 0.1, 0.42, seat)
            canvas.box(x, 0.5, z + 0.38, 0.46, rng.uniform(0.5, 0.6), 0.08, shade(seat, 0.92))
            if rng.random() < 0.35:
                props.person(canvas, rng, x, z + 0.5)
        if number % 2:
            canvas.line((-half * 0.42, 0, z), (-half * 0.42, 2.1, z), 0.04, pole)
            canvas.line((half * 0.42, 0, z), (half * 0.42, 2.1, z), 0.04, pole)
    for side in (-1, 1):
        canvas.line((side * half * 0.42, 2.0, 1), (side * half * 0.42, 2.0, length - 1), 0.04, pole)
    if clean:
        return
    for z in (4.2, 3.4, 2.9):
        canvas.patch(mess.uniform(-0.3, 0.3), z, mess.uniform(0.3, 0.6), 0.3, shade(room.floor, 0.72), mess)
    if mess.random() < 0.6:
        props.bag(canvas, mess, mess.uniform(-0.3, 0.3), 3.6, 0.34)
    props.scatter(canvas, mess, 16, -0.45, 0.4, 2.1, 5)
