"""What can be imported: columns, loaders, and the register of them."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.decisions import Decision
from foundation.errors import DomainError

if TYPE_CHECKING:
    from .rows import Rows

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a spreadsheet, under its English or its Chinese header.

    ``parse`` turns the text of a cell that is not empty into a value; the text of its ValueError is the reason shown.
    An empty cell is the empty text, or None where there is a parser.
    """

    name: str
    chinese: str
    required: bool = False
    example: str = ""
    parse: Callable[[str], Any] | None = None
    hint: Text = ""


@dataclass(frozen=True, slots=True)
class RowError:
    """One wrong cell (or row, when the column is empty): line of the file, header, reason."""

    line: int
    column: str
    reason: str


class RowErrors(DomainError):
    """Rows of a file are wrong: all of them, so that one correction is enough."""

    def __init__(self, errors: Iterable[RowError]):
        self.errors = sorted(errors, key=lambda error: error.line)
        super().__init__(
            ngettext(
                "Nothing was imported: {count} mistake.", "Nothing was imported: {count} mistakes.", len(self.errors)
            ).format(count=len(self.errors))
        )


class FileRefused(DomainError):
    """The file cannot be read as a table of this kind."""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


class Loader(Protocol):
    """An action: atomic, writes its audit entries, raises RowErrors with everything that is wrong."""

    def __call__(self, rows: "Rows", *, actor: Any, at: dt.datetime, options: Mapping[str, Any]) -> ImportOutcome: ...


@dataclass(frozen=True, slots=True)
class ImportKind:
    """One kind of spreadsheet (导入类型).

    No two rows of a file may agree in the ``key`` columns, if there are any; ``ignored`` headers may stand in a file
    and are not read; ``home`` is the page people come from, where it is not the list of all imports, and
    ``listed_at`` the one that lists what was imported, where it is not ``home``.
    The file of a kind that ``is_personal`` names people: it is thrown away as soon as it has been read.
    """

    code: str
    label: Text
    columns: tuple[Column, ...]
    load: Loader
    may_import: Callable[[Any], Decision]
    key: tuple[str, ...] = ("code",)
    ignored: tuple[str, ...] = ()
    is_personal: bool = False
    home: str = ""
    listed_at: str = ""
    by_header: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {header.casefold(): column.name for column in self.columns for header in (column.name, column.chinese)}
        object.__setattr__(self, "by_header", names)

    def header(self, name: str) -> str:
        """How a column is called to a Chinese reader and in the file."""
        column = next(column for column in self.columns if column.name == name)
        return f"{column.chinese} {column.name}"


Family = Callable[[str], "ImportKind | None"]

_kinds: dict[str, ImportKind] = {}
_families: dict[str, Family] = {}


def register(kind: ImportKind) -> None:
    """Make a kind known to the pages and commands; registering again replaces it."""
    _kinds[kind.code] = kind


def register_family(prefix: str, find: Family) -> None:
    """Make kinds known that are rows of the portal: a code with this prefix is looked up by what follows it."""
    _families[prefix] = find


def kind(code: str) -> ImportKind:
    """The kind with this code; FileRefused with the known ones when there is none."""
    found = _kinds.get(code) or _of_a_family(code)
    if found is None:
        known = ", ".join(sorted(_kinds))
        raise FileRefused(_("There is no import called “{code}”. Known are: {known}.").format(code=code, known=known))
    return found


def _of_a_family(code: str) -> ImportKind | None:
    for prefix, find in _families.items():
        if code.startswith(prefix):
            return find(code.removeprefix(prefix))
    return None


def kinds() -> list[ImportKind]:
    """All kinds that are registered one by one, in their order."""
    return list(_kinds.values())
