"""Kinds of messages, registered by the packages that send them; each reader gets his own language."""

from dataclasses import dataclass
from string import Formatter
from typing import Any

from django.utils.translation import get_language, gettext


@dataclass(frozen=True, slots=True)
class Kind:
    """What a message says, with places for its values; an urgent one does not wait for a digest."""

    name: str
    title: str
    urgent: bool = False

    @property
    def wanted(self) -> frozenset[str]:
        """The values its title names."""
        return frozenset(name for _text, name, _form, _how in Formatter().parse(self.title) if name)

    def text(self, values: dict[str, Any]) -> str:
        """The title in the reader's language; a value that is missing stays visible as its name."""
        if get_language() == "en":
            values = values | {name: values[f"{name}_en"] for name in values if values.get(f"{name}_en")}
        return gettext(self.title).format_map(_Values(values))


class _Values(dict):
    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


_kinds: dict[str, Kind] = {}


def register(name: str, title: str, *, urgent: bool = False) -> None:
    """Tell what messages of a kind say; ``title`` is marked with ``gettext_noop`` where it is written."""
    _kinds[name] = Kind(name, title, urgent)


def kind(name: str) -> Kind:
    """A registered kind; one that nobody registered is a fault."""
    return _kinds[name]


def urgent_names() -> list[str]:
    """The kinds that do not wait."""
    return sorted(name for name, one in _kinds.items() if one.urgent)


def text_of(name: str, values: dict[str, Any]) -> str:
    """What a stored message says; of a kind that is no longer known, its name."""
    return _kinds[name].text(values) if name in _kinds else name
