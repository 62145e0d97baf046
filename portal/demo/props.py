"""Things that stand, lie and hang about in the drawn photos."""

from random import Random

from .canvas import Canvas, Colour, mix, shade

CRATES: tuple[Colour, ...] = ((176, 120, 66), (196, 148, 92), (150, 98, 52), (110, 128, 146), (190, 96, 44))
BINS: tuple[Colour, ...] = ((46, 122, 84), (62, 96, 158), (98, 100, 108), (158, 60, 52))
CARS: tuple[Colour, ...] = (
    (226, 228, 230),
    (60, 64, 72),
    (150, 152, 156),
    (128, 34, 34),
    (44, 74, 120),
    (190, 176, 140),
)
PRODUCE: tuple[Colour, ...] = (
    (86, 140, 60),
    (200, 62, 48),
    (226, 146, 44),
    (236, 204, 92),
    (120, 62, 108),
    (150, 180, 90),
)
CLOTHES: tuple[Colour, ...] = (
    (70, 88, 120),
    (150, 60, 60),
    (90, 110, 84),
    (200, 190, 170),
    (60, 60, 66),
    (196, 150, 70),
)
DARK: Colour = (44, 46, 50)


def bag(canvas: Canvas, rng: Random, x: float, z: float, size: float = 0.5) -> None:
    """A tied rubbish bag."""
    colour = rng.choice(((38, 40, 44), (48, 50, 54), (56, 60, 64), (120, 128, 132)))
    canvas.patch(x, z, size * 1.25, size * 0.6, (70, 68, 64))
    canvas.round(x, 0, z, size, size * 0.86, colour)
    canvas.round(x - size * 0.14, size * 0.42, z, size * 0.3, size * 0.26, shade(colour, 1.7))
    canvas.round(x, size * 0.76, z, size * 0.2, size * 0.2, shade(colour, 0.8))


def crate(canvas: Canvas, rng: Random, x: float, z: float, *, filled: bool = False) -> None:
    """A carton or crate, sometimes with greens in it."""
    width, height, colour = rng.uniform(0.4, 0.75), rng.uniform(0.25, 0.55), rng.choice(CRATES)
    canvas.patch(x, z + 0.1, width * 1.3, 0.5, (84, 80, 74))
    canvas.box(x, 0, z, width, height, rng.uniform(0.35, 0.6), colour)
    canvas.front(x - width * 0.06, x + width * 0.06, 0, height, z, shade(colour, 0.86))
    if filled:
        heap(canvas, rng, x, height - 0.04, z + 0.08, width * 0.9, rng.choice(PRODUCE))


def heap(canvas: Canvas, rng: Random, x: float, y: float, z: float, width: float, colour: Colour) -> None:
    """Fruit or vegetables heaped up."""
    for number in range(5):
        tone = shade(colour, rng.uniform(0.82, 1.18))
        canvas.round(x + (number - 2) * width / 5, y, z, width / 3.4, width / 3.6 + (0.04 if number % 2 else 0.0), tone)


def mound(canvas: Canvas, rng: Random, x: float, z: float, width: float, colour: Colour) -> None:
    """A heap of soil, straw or rubble with a lit and a shaded side."""
    canvas.patch(x, z, width * 1.15, width * 0.5, (104, 98, 88))
    for reach, tone in ((0.5, 0.86), (0.34, 1.0), (0.16, 1.12)):
        outline = [(x - width * reach * (1 if reach > 0.4 else 0.9), 0.0, z)]
        for step in range(1, 8):
            share = step / 8
            height = width * 0.42 * (1 - abs(2 * share - 1) ** 1.8) * rng.uniform(0.86, 1.1)
            outline.append((x - width * 0.5 + 2 * width * reach * share, height * (1 if reach > 0.3 else 0.96), z))
        outline.append((x - width * 0.5 + 2 * width * reach, 0.0, z))
        canvas.face(outline, shade(colour, tone))


def litter(canvas: Canvas, rng: Random, x: float, z: float) -> None:
    """A scrap of paper, a bottle or a leaf on the ground."""
    colour = rng.choice(
        ((232, 230, 224), (206, 198, 180), (182, 70, 58), (96, 142, 176), (150, 118, 70), (226, 196, 90))
    )
    size, slant = rng.uniform(0.08, 0.2), rng.uniform(-0.1, 0.1)
    places = [
        (x, 0, z),
        (x + size, 0, z + slant),
        (x + size * 0.9, 0.03, z + slant + size),
        (x - size * 0.1, 0.02, z + size),
    ]
    canvas.face(places, colour)


def bin_(canvas: Canvas, rng: Random, x: float, z: float, colour: Colour, *, full: bool) -> None:
    """A wheeled bin with a lid; a full one has bags on top and beside it."""
    canvas.patch(x, z + 0.2, 0.95, 0.7, (92, 92, 90))
    canvas.face([(x - 0.24, 0, z), (x + 0.24, 0, z), (x + 0.31, 0.92, z), (x - 0.31, 0.92, z)], colour)
    canvas.face([(x - 0.06, 0.1, z), (x - 0.02, 0.1, z), (x - 0.04, 0.8, z), (x - 0.09, 0.8, z)], shade(colour, 0.8))
    canvas.front(x - 0.14, x + 0.16, 0.46, 0.64, z, mix(colour, (255, 255, 255), 0.72))
    if full:
        for _ in range(3):
            lump = rng.uniform(0.26, 0.4)
            canvas.round(
                x + rng.uniform(-0.2, 0.2),
                0.86,
                z,
                lump,
                lump,
                rng.choice(((36, 38, 42), (52, 54, 58), (180, 176, 166))),
            )
        canvas.face(
            [(x - 0.34, 0.92, z), (x - 0.3, 0.92, z), (x - 0.42, 1.5, z), (x - 0.46, 1.48, z)], shade(colour, 0.7)
        )
    else:
        canvas.face(
            [(x - 0.36, 0.92, z), (x + 0.36, 0.92, z), (x + 0.32, 1.03, z), (x - 0.32, 1.03, z)], shade(colour, 0.82)
        )


def tree(canvas: Canvas, rng: Random, x: float, z: float, height: float, leaf: Colour) -> None:
    """A street tree with a crown of several tones."""
    canvas.patch(x, z, height * 0.55, height * 0.22, (96, 98, 92))
    canvas.line((x, 0, z), (x + rng.uniform(-0.1, 0.1), height * 0.62, z), height * 0.05, (94, 78, 62))
    for tone, spread in ((0.78, 1.0), (0.95, 0.8), (1.14, 0.5)):
        for _ in range(3):
            width = height * rng.uniform(0.3, 0.46) * (0.6 + 0.4 * spread)
            place = x + rng.uniform(-0.22, 0.18) * height * spread
            canvas.round(place, height * rng.uniform(0.46, 0.72), z, width, width * 0.82, shade(leaf, tone))


def car(canvas: Canvas, rng: Random, x: float, z: float) -> None:
    """A parked or waiting car seen from behind."""
    colour, width, high = rng.choice(CARS), 1.75, rng.uniform(1.38, 1.7)
    canvas.patch(x, z + 1.2, 2.4, 3.4, (74, 74, 74))
    canvas.box(x, 0.28, z, width, 0.62, 3.9, colour)
    canvas.box(x, 0.9, z + 0.5, width * 0.84, high - 0.9, 2.2, shade(colour, 0.94))
    canvas.front(x - width * 0.36, x + width * 0.36, 0.96, high - 0.08, z + 0.48, (64, 78, 88))
    for side in (-1, 1):
        canvas.round(x + side * 0.68, 0, z - 0.02, 0.34, 0.58, (36, 36, 38))
        canvas.front(x + side * 0.8 - 0.08, x + side * 0.8 + 0.08, 0.6, 0.78, z - 0.02, (188, 44, 36))
    canvas.front(x - 0.25, x + 0.25, 0.42, 0.56, z - 0.02, (52, 92, 168))


def bicycle(canvas: Canvas, rng: Random, x: float, z: float) -> None:
    """A bicycle or e-bike from its side."""
    colour = rng.choice(((170, 44, 40), (40, 42, 46), (60, 110, 160), (226, 190, 60), (70, 132, 96)))
    size = 0.62
    for wheel in (x - 0.5, x + 0.5):
        u, v = canvas.at(wheel, size / 2, z)
        radius = size / 2 * canvas.reach(z)
        rim = max(2, round(radius / 6))
        canvas.pen.ellipse([u - radius, v - radius, u + radius, v + radius], outline=canvas.seen(DARK, z), width=rim)
    frame = [
        ((x - 0.5, 0.31), (x - 0.12, 0.78)),
        ((x - 0.12, 0.78), (x + 0.34, 0.78)),
        ((x - 0.1, 0.34), (x + 0.34, 0.78)),
        ((x + 0.34, 0.98), (x + 0.5, 0.31)),
        ((x - 0.5, 0.31), (x - 0.1, 0.34)),
    ]
    for (ax, ay), (bx, by) in frame:
        canvas.line((ax, ay, z), (bx, by, z), 0.06, colour)
    canvas.line((x - 0.28, 0.84, z), (x - 0.02, 0.84, z), 0.09, DARK)
    canvas.line((x + 0.24, 1.02, z), (x + 0.42, 0.98, z), 0.05, DARK)


def person(canvas: Canvas, rng: Random, x: float, z: float, coat: Colour | None = None) -> None:
    """Somebody standing or walking, without a face."""
    coat, height = coat or rng.choice(CLOTHES), rng.uniform(1.52, 1.78)
    canvas.patch(x, z, 0.6, 0.3, (84, 84, 82))
    stride = rng.uniform(0.05, 0.16)
    for foot in (-stride, stride):
        canvas.line((x + foot, 0, z), (x + foot * 0.4, height * 0.48, z), 0.14, shade(rng.choice(CLOTHES), 0.6))
    canvas.face(
        [
            (x - 0.2, height * 0.44, z),
            (x + 0.2, height * 0.44, z),
            (x + 0.23, height * 0.82, z),
            (x - 0.23, height * 0.82, z),
        ],
        coat,
    )
    canvas.round(x, height * 0.83, z, 0.21, 0.26, (206, 172, 146))
    canvas.round(x, height * 0.9, z, 0.23, 0.17, (40, 36, 34))


def vendor(canvas: Canvas, rng: Random, x: float, z: float) -> None:
    """A roaming stall under an umbrella."""
    canvas.patch(x, z + 0.3, 2.2, 1.0, (88, 86, 82))
    canvas.box(x, 0.35, z, 1.3, 0.35, 0.8, rng.choice(CRATES))
    heap(canvas, rng, x - 0.3, 0.68, z + 0.1, 0.6, rng.choice(PRODUCE))
    heap(canvas, rng, x + 0.3, 0.68, z + 0.1, 0.6, rng.choice(PRODUCE))
    canvas.line((x, 0.3, z + 0.5), (x, 2.1, z + 0.5), 0.06, (150, 150, 150))
    colour = rng.choice(((196, 54, 48), (56, 118, 170), (226, 178, 60), (70, 140, 96)))
    for number in range(6):
        left = x - 1.2 + number * 0.4
        tone = colour if number % 2 else mix(colour, (255, 255, 255), 0.6)
        canvas.face([(left, 1.95, z + 0.4), (left + 0.4, 1.95, z + 0.4), (x, 2.5, z + 0.5)], tone)


def scatter(canvas: Canvas, rng: Random, count: int, x0: float, x1: float, z0: float, z1: float) -> None:
    """Litter over an area, far pieces first."""
    for z in sorted((rng.uniform(z0, z1) for _ in range(count)), reverse=True):
        litter(canvas, rng, rng.uniform(x0, x1), z)


def windows(
    canvas: Canvas, x0: float, x1: float, y0: float, y1: float, z: float, columns: int, rows: int, glass: Colour
) -> None:
    """Rows of windows on a face towards the camera."""
    across, up = (x1 - x0) / columns, (y1 - y0) / rows
    for row in range(rows):
        for column in range(columns):
            left, low = x0 + across * (column + 0.22), y0 + up * (row + 0.3)
            tone = shade(glass, 0.9 + 0.22 * ((row * 7 + column * 5) % 4) / 3)
            canvas.front(left, left + across * 0.56, low, low + up * 0.48, z, tone)


def side_windows(
    canvas: Canvas, x: float, y0: float, y1: float, z0: float, z1: float, columns: int, rows: int, glass: Colour
) -> None:
    """Rows of windows on a wall along the way."""
    along, up = (z1 - z0) / columns, (y1 - y0) / rows
    for row in range(rows):
        for column in range(columns):
            near, low = z0 + along * (column + 0.25), y0 + up * (row + 0.3)
            canvas.side(
                x, low, low + up * 0.45, near, near + along * 0.5, shade(glass, 0.85 + 0.1 * ((row + column) % 3))
            )
