"""A small camera that draws faces, boxes and round things of a scene in metres onto a picture."""

import math
from random import Random

from PIL import Image, ImageDraw

SIZE = (768, 576)
Colour = tuple[int, int, int]
Place = tuple[float, float, float]


def mix(first: Colour, second: Colour, share: float) -> Colour:
    a, b, c = (round(x + (y - x) * share) for x, y in zip(first, second, strict=True))
    return a, b, c


def shade(colour: Colour, factor: float) -> Colour:
    a, b, c = (min(255, max(0, round(part * factor))) for part in colour)
    return a, b, c


class Canvas:
    """Places are (right, up, ahead) in metres from where the photographer stands."""

    def __init__(self, rng: Random, *, haze: Colour = (205, 210, 214), depth: float = 90.0, eye: float = 1.55):
        self.picture = Image.new("RGB", SIZE, haze)
        self.pen = ImageDraw.Draw(self.picture)
        self.haze, self.depth, self.eye = haze, depth, eye
        self.focus = SIZE[0] * rng.uniform(0.68, 0.9)
        self.middle = SIZE[0] / 2, SIZE[1] * rng.uniform(0.42, 0.52)
        yaw, roll = rng.gauss(0, 0.09), rng.gauss(0, 0.014)
        self.turn = math.cos(yaw), math.sin(yaw)
        self.tilt = math.cos(roll), math.sin(roll)

    def at(self, x: float, y: float, z: float) -> tuple[float, float]:
        cosine, sine = self.turn
        right, ahead = x * cosine - z * sine, x * sine + z * cosine
        scale = self.focus / max(ahead, 0.35)
        u, v = right * scale, (self.eye - y) * scale
        cosine, sine = self.tilt
        return self.middle[0] + u * cosine - v * sine, self.middle[1] + u * sine + v * cosine

    def reach(self, z: float) -> float:
        """Pixels per metre at a distance."""
        return self.focus / max(z, 0.35)

    def seen(self, colour: Colour, z: float) -> Colour:
        return mix(colour, self.haze, min(0.64, max(0.0, z) / self.depth))

    def sky(self, top: Colour, bottom: Colour) -> None:
        strip = Image.linear_gradient("L").resize((SIZE[0], SIZE[1] // 2 + 60))
        bands = [
            strip.point([round(a + (b - a) * n / 255) for n in range(256)]) for a, b in zip(top, bottom, strict=True)
        ]
        self.picture.paste(Image.merge("RGB", bands), (0, 0))

    def face(self, places: list[Place], colour: Colour) -> None:
        far = sum(place[2] for place in places) / len(places)
        self.pen.polygon([self.at(*place) for place in places], fill=self.seen(colour, far))

    def ground(self, x0: float, x1: float, z0: float, z1: float, colour: Colour, y: float = 0.0) -> None:
        self.face([(x0, y, z0), (x1, y, z0), (x1, y, z1), (x0, y, z1)], colour)

    def front(self, x0: float, x1: float, y0: float, y1: float, z: float, colour: Colour) -> None:
        """An upright face towards the camera."""
        self.face([(x0, y0, z), (x1, y0, z), (x1, y1, z), (x0, y1, z)], colour)

    def side(self, x: float, y0: float, y1: float, z0: float, z1: float, colour: Colour) -> None:
        """An upright face along the way ahead."""
        self.face([(x, y0, z0), (x, y0, z1), (x, y1, z1), (x, y1, z0)], colour)

    def box(self, x: float, y: float, z: float, width: float, height: float, length: float, colour: Colour) -> None:
        """A box on its base, `x` in its middle and `z` its front; only faces the camera sees are drawn."""
        left, right, top = x - width / 2, x + width / 2, y + height
        if self.eye > top:
            self.face(
                [(left, top, z), (right, top, z), (right, top, z + length), (left, top, z + length)],
                shade(colour, 1.14),
            )
        if left > 0:
            self.side(left, y, top, z, z + length, shade(colour, 0.78))
        if right < 0:
            self.side(right, y, top, z, z + length, shade(colour, 0.82))
        self.front(left, right, y, top, z, colour)

    def round(self, x: float, y: float, z: float, width: float, height: float, colour: Colour) -> None:
        """A round thing facing the camera, resting on `y`."""
        u, v = self.at(x, y + height / 2, z)
        across, up = width / 2 * self.reach(z), height / 2 * self.reach(z)
        self.pen.ellipse([u - across, v - up, u + across, v + up], fill=self.seen(colour, z))

    def patch(self, x: float, z: float, width: float, length: float, colour: Colour, rng: Random | None = None) -> None:
        """A round patch on the ground: a puddle, a shadow, a stain."""
        places = []
        for step in range(14):
            angle, swell = step * math.tau / 14, rng.uniform(0.75, 1.2) if rng else 1.0
            places.append((x + math.cos(angle) * width / 2 * swell, 0.0, z + math.sin(angle) * length / 2 * swell))
        self.face(places, colour)

    def line(self, start: Place, end: Place, thickness: float, colour: Colour) -> None:
        """A bar or wire of a thickness in metres, never thinner than a pixel."""
        far = (start[2] + end[2]) / 2
        pixels = max(1, round(thickness * self.reach(far)))
        self.pen.line([self.at(*start), self.at(*end)], fill=self.seen(colour, far), width=pixels)

    def wire(self, start: Place, end: Place, sag: float, colour: Colour) -> None:
        """A cable that hangs between two places."""
        points = []
        for step in range(9):
            share = step / 8
            x, y, z = (a + (b - a) * share for a, b in zip(start, end, strict=True))
            points.append(self.at(x, y - sag * 4 * share * (1 - share), z))
        self.pen.line(points, fill=self.seen(colour, (start[2] + end[2]) / 2), width=2)

    def lettering(self, x0: float, x1: float, y0: float, y1: float, z: float, glyphs: int, ink: Colour) -> None:
        """Marks that read as characters from afar on a face towards the camera."""
        step, height = (x1 - x0) / glyphs, y1 - y0
        for number in range(glyphs):
            left, right = x0 + step * (number + 0.16), x0 + step * (number + 0.84)
            for share in (0.22, 0.5, 0.78) if number % 2 else (0.22, 0.62):
                level = y0 + height * share
                self.front(left, right, level, level + height * 0.1, z, ink)
            middle = (left + right) / 2 + step * (0.16 if number % 3 else -0.12)
            self.front(middle, middle + step * 0.1, y0 + height * 0.16, y0 + height * 0.86, z, ink)
