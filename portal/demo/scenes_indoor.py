"""Drawn photos of markets, corridors, halls and shops from inside."""

from random import Random

from . import props
from .canvas import Canvas, Colour, mix, shade
from .scenes_streets import SIGNS, WHITE

PLASTER: tuple[Colour, ...] = ((208, 202, 188), (196, 200, 198), (214, 206, 190), (186, 190, 186), (202, 192, 182))
FLOORS: tuple[Colour, ...] = ((170, 164, 154), (150, 148, 144), (182, 170, 150), (142, 134, 126), (190, 186, 178))


class Room:
    """A box around the camera: floor, ceiling, two walls and the far wall."""

    def __init__(self, canvas: Canvas, rng: Random, *, half: float, height: float, length: float):
        self.half, self.height, self.length = half, height, length
        self.wall, self.floor = rng.choice(PLASTER), rng.choice(FLOORS)
        canvas.ground(-half, half, 0.5, length, self.floor)
        canvas.ground(-half, half, 0.5, length, mix(self.wall, WHITE, 0.5), y=height)
        for side, tone in ((-1, 0.92), (1, 0.86)):
            canvas.side(side * half, 0, height, 0.5, length, shade(self.wall, tone))
            canvas.side(side * half, 0, 0.16, 0.5, length, shade(self.wall, 0.6))
        canvas.front(-half, half, 0, height, length, shade(self.wall, 1.04))

    def lamps(self, canvas: Canvas, rng: Random) -> None:
        gap, shift = rng.uniform(2.4, 4), rng.uniform(-0.3, 0.3) * self.half
        z = self.length - 1.5
        while z > 2:
            canvas.ground(shift - 0.5, shift + 0.5, z, z + 0.5, (250, 248, 236), y=self.height - 0.02)
            z -= gap

    def tiles(self, canvas: Canvas, size: float) -> None:
        line = shade(self.floor, 0.9)
        steps = int(2 * self.half / size)
        for number in range(1, steps):
            x = -self.half + number * size
            canvas.ground(x, x + 0.03, 0.8, self.length, line)
        z = self.length
        while z > 1:
            canvas.ground(-self.half, self.half, z, z + 0.03, line)
            z -= size


def market(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    room = Room(canvas, rng, half=rng.uniform(5, 7.5), height=rng.uniform(4.6, 6.4), length=rng.uniform(18, 28))
    half, height, length = room.half, room.height, room.length
    canvas.ground(-half, half, 0.5, length, mix(room.wall, (120, 132, 142), 0.5), y=height)
    for number in range(7, 0, -1):
        z = number * length / 8
        for x0, y0, x1, y1 in (
            (-half, height - 0.9, 0, height),
            (half, height - 0.9, 0, height),
            (-half, height - 0.9, half, height - 0.9),
        ):
            canvas.line((x0, y0, z), (x1, y1, z), 0.1, (128, 134, 138))
    door = rng.uniform(0.9, 1.6)
    canvas.front(-door, door, 0, 2.8, length - 0.05, (112, 134, 144))
    canvas.front(-half * 0.62, half * 0.62, 3.1, 3.9, length - 0.1, (178, 46, 40))
    canvas.lettering(-half * 0.36, half * 0.36, 3.2, 3.8, length - 0.15, 6, WHITE)
    cloth, aisle = (
        rng.choice(((176, 54, 46), (62, 118, 92), (70, 104, 150), (206, 160, 74))),
        half * rng.uniform(0.36, 0.5),
    )
    for number in range(6, 0, -1):
        for side in (-1, 1):
            z, x = number * (length - 4) / 6.6 + 0.6, side * (aisle + 1.1)
            canvas.box(x, 0, z, 2.0, 0.85, 1.9, mix(room.wall, WHITE, 0.3))
            canvas.front(x - 1.0, x + 1.0, 0.5, 0.85, z - 0.02, cloth)
            for place in (-0.6, 0.0, 0.6):
                props.heap(canvas, rng, x + place, 0.83, z + 0.3, 0.56, rng.choice(props.PRODUCE))
            canvas.front(x - 0.9, x + 0.9, 2.5, 2.95, z + 0.9, rng.choice(SIGNS))
            if rng.random() < 0.5:
                props.person(canvas, rng, x + side * 0.9, z + 1.9)
    for z in sorted((rng.uniform(7, length - 3) for _ in range(rng.randint(1, 4))), reverse=True):
        props.person(canvas, rng, rng.uniform(-aisle, aisle) * 0.8, z)
    if clean:
        return
    for _ in range(mess.randint(1, 3)):
        canvas.patch(
            mess.uniform(-aisle, aisle) * 0.6,
            mess.uniform(3.6, 8),
            mess.uniform(0.8, 1.8),
            0.8,
            shade(room.floor, 0.74),
            mess,
        )
    for z in sorted((mess.uniform(3.4, 9) for _ in range(mess.randint(3, 7))), reverse=True):
        props.crate(canvas, mess, mess.uniform(-aisle, aisle) * 0.9, z, filled=mess.random() < 0.6)
    props.scatter(canvas, mess, 14, -aisle, aisle, 3, 7)


def corridor(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    room = Room(canvas, rng, half=rng.uniform(1.1, 1.9), height=rng.uniform(2.5, 3.1), length=rng.uniform(8, 15))
    half, length = room.half, room.length
    dado = rng.choice(((126, 152, 140), (150, 160, 170), (170, 148, 120), room.wall))
    for side in (-1, 1):
        canvas.side(side * half, 0.1, 1.1, 0.5, length, shade(dado, 0.94 if side < 0 else 0.86))
        for number in range(rng.randint(1, 3)):
            z = length * (0.3 + 0.25 * number) + rng.uniform(-0.4, 0.4)
            canvas.side(
                side * (half - 0.02), 0, 2.05, z, z + 0.95, rng.choice(((134, 92, 62), (96, 112, 120), (160, 60, 50)))
            )
    canvas.front(
        -half * 0.5, half * 0.5, 0, 2.1, length - 0.05, rng.choice(((96, 112, 116), (128, 140, 146), (122, 84, 60)))
    )
    canvas.front(-0.42, 0.42, 2.16, 2.42, length - 0.1, (46, 128, 88))
    canvas.lettering(-0.36, 0.36, 2.19, 2.39, length - 0.12, 4, WHITE)
    room.lamps(canvas, rng)
    side = rng.choice((-1, 1))
    canvas.side(side * (half - 0.03), 0.5, 1.2, 4.6, 5.2, (176, 40, 36))
    if clean:
        return
    for z in sorted((mess.uniform(3, length - 2) for _ in range(mess.randint(3, 6))), reverse=True):
        x = mess.choice((-1, 1)) * (half - mess.uniform(0.25, 0.5))
        kind = mess.random()
        if kind < 0.5:
            props.crate(canvas, mess, x, z)
            if mess.random() < 0.6:
                canvas.box(x, 0.5, z + 0.05, 0.4, 0.34, 0.4, mess.choice(props.CRATES))
        elif kind < 0.7:
            props.bicycle(canvas, mess, x * 0.7, z)
        elif kind < 0.85:
            canvas.box(
                x, 0, z, 0.55, mess.uniform(0.7, 1.5), 0.5, mess.choice(((120, 84, 56), (150, 120, 86), (90, 96, 104)))
            )
        else:
            props.bag(canvas, mess, x, z, 0.45)
    props.scatter(canvas, mess, 6, -half, half, 2.6, 5)


def hall(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    room = Room(canvas, rng, half=rng.uniform(5, 8), height=rng.uniform(3.2, 4.4), length=rng.uniform(12, 17))
    half, length = room.half, room.length
    room.tiles(canvas, rng.uniform(0.8, 1.4))
    room.lamps(canvas, rng)
    accent = rng.choice(SIGNS)
    canvas.front(-half, half, 2.5, 3.1, length - 0.1, accent)
    canvas.lettering(-half * 0.5, half * 0.5, 2.6, 3.0, length - 0.15, 9, WHITE)
    counters = rng.randint(4, 7)
    step = half * 2 / counters
    for number in range(counters):
        x = -half + step * (number + 0.5)
        canvas.front(x - step * 0.45, x + step * 0.45, 1.05, 2.2, length - 0.9, (168, 188, 196))
        if rng.random() < 0.8:
            props.person(canvas, rng, x, length - 1.0, coat=(60, 72, 104))
        canvas.box(x, 0, length - 1.9, step * 0.96, 1.05, 0.7, mix(accent, WHITE, 0.72))
        canvas.front(x - 0.35, x + 0.35, 2.25, 2.5, length - 1.0, (40, 44, 50))
        canvas.lettering(x - 0.3, x + 0.3, 2.28, 2.46, length - 1.05, 3, (226, 70, 56))
    for row in range(rng.randint(1, 3), 0, -1):
        for number in range(-3, 4):
            x, z = number * 0.75 + rng.choice((-1, 1)) * 0.1, 4.4 + row * 1.5
            canvas.box(x, 0.4, z, 0.55, 0.06, 0.45, accent)
            canvas.box(x, 0.45, z + 0.4, 0.55, 0.45, 0.05, shade(accent, 0.9))
    for z in sorted((rng.uniform(6, length - 2.4) for _ in range(rng.randint(2, 7))), reverse=True):
        props.person(canvas, rng, rng.uniform(-half, half) * 0.8, z)
    if clean:
        return
    canvas.patch(mess.uniform(-2, 2), mess.uniform(3.4, 5), 1.6, 0.8, shade(room.floor, 0.78), mess)
    for z in sorted((mess.uniform(3.2, 6) for _ in range(mess.randint(2, 5))), reverse=True):
        props.crate(canvas, mess, mess.uniform(-3, 3), z)
    props.scatter(canvas, mess, 14, -3, 3, 2.8, 6)


def shop(canvas: Canvas, rng: Random, mess: Random, *, clean: bool) -> None:
    room = Room(canvas, rng, half=rng.uniform(2.4, 3.6), height=rng.uniform(2.8, 3.6), length=rng.uniform(10, 16))
    half, length = room.half, room.length
    room.tiles(canvas, rng.uniform(0.6, 1.0))
    room.lamps(canvas, rng)
    canvas.front(-half, half, 2.1, 2.7, length - 0.1, colour := rng.choice(SIGNS))
    canvas.lettering(-half * 0.6, half * 0.6, 2.2, 2.6, length - 0.15, 5, WHITE)
    shelf = half * rng.uniform(0.45, 0.6)
    for side in (-1, 1):
        canvas.side(side * shelf, 0, 2.0, 1.5, length - 2, shade(room.wall, 0.7))
        for level in range(4):
            low = 0.12 + level * 0.48
            z = length - 2.2
            while z > 1.8:
                width = rng.uniform(0.25, 0.6)
                canvas.side(
                    side * (shelf - 0.03),
                    low,
                    low + rng.uniform(0.22, 0.4),
                    z - width,
                    z,
                    shade(rng.choice((*SIGNS, *props.PRODUCE)), 1.1),
                )
                z -= width + 0.04
            canvas.side(side * (shelf - 0.05), low - 0.05, low, 1.5, length - 2, (224, 222, 214))
    canvas.box(shelf * 0.2, 0, length - 2, 1.6, 1.0, 0.7, mix(colour, WHITE, 0.5))
    props.person(canvas, rng, shelf * 0.2, length - 1.2)
    for z in sorted((rng.uniform(5, length - 3) for _ in range(rng.randint(0, 3))), reverse=True):
        props.person(canvas, rng, rng.uniform(-0.7, 0.7) * shelf, z)
    if clean:
        return
    for z in sorted((mess.uniform(2.8, 6.5) for _ in range(mess.randint(3, 7))), reverse=True):
        props.crate(canvas, mess, mess.uniform(-0.8, 0.8) * shelf, z, filled=mess.random() < 0.3)
    canvas.patch(mess.uniform(-0.5, 0.5), 3, 0.9, 0.5, shade(room.floor, 0.76), mess)
    props.scatter(canvas, mess, 9, -shelf, shelf, 2.5, 5)
