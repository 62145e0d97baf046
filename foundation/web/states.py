"""How states look: one word, one icon and one tone each, registered by the packages that own the states."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

FACE = '<span class="{}"><i class="ti ti-{}" aria-hidden="true"></i>{}</span>'
TONES = ("grey", "blue", "violet", "amber", "green", "alarm")


@dataclass(frozen=True, slots=True)
class Look:
    """The face of one state. A strong one is bold; severity uses shape and weight, never a tone."""

    word: str | Promise
    icon: str
    tone: str = ""
    strong: bool = False

    def __post_init__(self):
        if self.tone and self.tone not in TONES:
            raise ValueError(f"unknown tone: {self.tone}")


_looks: dict[str, dict[str, Look]] = {}


def register(kind: str, looks: Mapping[str, Look]) -> None:
    """Tell how the states of ``kind`` look. Registering again replaces, so that reloading is harmless."""
    _looks[kind] = {str(value): look for value, look in looks.items()}


def look(kind: str, value) -> Look:
    """The look of one state; a state nobody registered is a fault, not a blank."""
    return _looks[kind][str(value)]


def tag(kind: str, value) -> SafeString:
    """The state as a small tag: icon and word on a tint, or plain where it has no tone."""
    face = look(kind, value)
    if face.tone:
        return format_html(FACE, f"fc-st is-{face.tone}", face.icon, face.word)
    return format_html(FACE, "fc-sev is-strong" if face.strong else "fc-sev", face.icon, face.word)


def flag(name: str, text: str = "") -> SafeString:
    """A flag stands beside a state and never replaces it: overdue, nearly due, frozen, question."""
    face = look("flag", name)
    return format_html(FACE, f"fc-flag is-{face.tone}", face.icon, text or face.word)
