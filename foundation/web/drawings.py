"""Small drawings made on the server as SVG: meters, bars and sparklines, without a style attribute."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .numbers import NONE, number

WIDTH, HEIGHT, MARGIN = 92, 22, 4


def meter(part, whole, label: str = "", tone: str = "main") -> SafeString:
    """How much of the whole is done, the rest sunken. Its figure stands beside it."""
    words = label or _("{part} of {whole}").format(part=number(part), whole=number(whole))
    return format_html(
        '<svg class="fc-svg-meter is-{}" role="img" aria-label="{}"><rect class="bg" width="100%" height="100%"/>'
        '<rect class="fg" width="{}%" height="100%"/></svg>',
        tone,
        words,
        _share(part, whole),
    )


def bar(value, largest, tone: str = "rest") -> SafeString:
    """One bar of a comparison; it repeats a figure that is written beside it, so it is silent."""
    return format_html(
        '<svg class="fc-svg-bar is-{}" aria-hidden="true" focusable="false">'
        '<rect class="fg" width="{}%" height="100%"/></svg>',
        tone,
        _share(value, largest),
    )


def spark(values, label: str = "", tone: str = "") -> SafeString | str:
    """A line of a few months; what is missing is left out, and the values are said in words."""
    values = list(values or [])
    known = [float(value) for value in values if value is not None]
    if len(known) < 2:
        return NONE
    low, span = min(known), (max(known) - min(known)) or 1
    step = (WIDTH - 2 * MARGIN) / (len(values) - 1)
    rise = (HEIGHT - 2 * MARGIN) / span
    points = [
        (round(MARGIN + index * step, 1), round(HEIGHT - MARGIN - (float(value) - low) * rise, 1))
        for index, value in enumerate(values)
        if value is not None
    ]
    said = pgettext("between items of a list", ", ").join(number(value, 2) for value in values)
    return format_html(
        '<svg class="fc-spark{}" role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}">'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="2.5"/></svg>',
        f" is-{tone}" if tone else "",
        f"{label} {said}".strip(),
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT,
        " ".join(f"{x},{y}" for x, y in points),
        *points[-1],
    )


def delta(change, unit: str = "", digits: int | None = None, good: str = "up") -> SafeString | str:
    """A change with arrow and words (升 1, 降 1, 持平); colour says only whether it is good."""
    if change is None:
        return NONE
    size = number(abs(change), digits)
    if not change:
        return format_html('<span class="fc-delta is-flat">— {}</span>', pgettext("change", "No change"))
    rises = change > 0
    words = pgettext("change", "Up {size}") if rises else pgettext("change", "Down {size}")
    tone = "flat" if good == "none" else "green" if rises == (good == "up") else "alarm"
    return format_html(
        '<span class="fc-delta is-{}"><i class="ti ti-arrow-{}" aria-hidden="true"></i>{}</span>',
        tone,
        "up" if rises else "down",
        words.format(size=f"{size} {unit}".strip()),
    )


def _share(part, whole) -> float:
    if not part or not whole:
        return 0
    return round(max(0.0, min(100.0, float(part) * 100 / float(whole))), 2)
