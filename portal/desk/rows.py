"""One row of a desk."""

from dataclasses import dataclass

TODAY, WEEK, LATER = "today", "week", "later"


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: what, why, by when, where."""

    group: str
    what: str
    why: str
    when: str
    url: str
    button: str
    tone: str = ""
