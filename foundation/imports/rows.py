"""The rows of a file under the names of its kind, with everything that is wrong about their cells."""

from collections.abc import Callable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .kinds import FileRefused, ImportKind, RowError
from .tables import lines_of

EVERY = 500
Key = tuple[str, ...]


class Rows:
    """Iterate it once: line number and values by English column name, of every row whose cells can be read.

    What cannot be read is in ``errors`` and is reported together with what the loader finds. ``lines`` holds the line
    of every key in the file, also of unreadable rows, so that a loader does not blame their children.
    """

    def __init__(self, kind: ImportKind, path: Path, progress: Callable[[int], None] | None = None):
        self.kind, self.progress = kind, progress
        self.errors: list[RowError] = []
        self.lines: dict[Key, int] = {}
        self._lines = lines_of(path)
        self._columns = self._header()

    @property
    def names(self) -> list[str]:
        """English names of the columns that this file has."""
        return list(self._columns)

    def __iter__(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for line, cells in self.texts():
            self._check_key(line, cells)
            values = {
                column.name: self._value(line, column, cells.get(column.name, "")) for column in self.kind.columns
            }
            if not self.errors or self.errors[-1].line != line:
                yield line, values

    def texts(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Line number and stripped texts, nothing checked."""
        names = self.names
        for line, cells in self.tuples(*names):
            yield line, dict(zip(names, (cell.strip() for cell in cells), strict=True))

    def tuples(self, *names: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Line number and raw texts of some columns, for loaders in a hurry. A column not in the file is empty."""
        positions = [self._columns.get(name, -1) for name in names]
        pick = itemgetter(*positions) if len(positions) > 1 else _single(positions[0])
        width = self._width
        for count, (line, cells) in enumerate(self._lines, start=1):
            if self.progress and count % EVERY == 0:
                self.progress(count)
            if len(cells) < width:
                cells.extend([""] * (width - len(cells)))
            elif len(cells) > width and any(map(str.strip, cells[width:])):
                self.errors.append(RowError(line, "", _("This line has more cells than the first line has headers.")))
            cells.append("")  # where columns are read that the file does not have
            yield line, pick(cells)

    def wrong(self, line: int, column: str, reason: str) -> RowError:
        """A mistake in a cell, as loaders report it; the column is shown under both of its names."""
        return RowError(line, self.kind.header(column) if column else "", str(reason))

    def _header(self) -> dict[str, int]:
        line = next(self._lines, None)
        if line is None:
            raise FileRefused(_("The file is empty."))
        self._width = len(line[1])
        ignored = {name.casefold() for name in self.kind.ignored}
        found: dict[str, int] = {}
        unknown = []
        for position, cell in enumerate(line[1]):
            header = cell.strip().strip("*＊").strip()
            name = self.kind.by_header.get(header.casefold())
            if name in found:
                raise FileRefused(_("The column “{column}” is there twice.").format(column=header))
            if name:
                found[name] = position
            elif header and header.casefold() not in ignored:
                unknown.append(header)
        missing = [
            self.kind.header(column.name)
            for column in self.kind.columns
            if column.required and column.name not in found
        ]
        if missing or unknown:
            raise FileRefused(self._header_refusal(missing, unknown))
        return found

    def _header_refusal(self, missing: list[str], unknown: list[str]) -> str:
        sentences = []
        if missing:
            sentences.append(_("The first line lacks these columns: {columns}.").format(columns=", ".join(missing)))
        if unknown:
            sentences.append(_("The first line has unknown columns: {columns}.").format(columns=_shortened(unknown)))
        known = ", ".join(column.name for column in self.kind.columns)
        return " ".join([*sentences, _("Known columns are: {columns}.").format(columns=known)])

    def _check_key(self, line: int, cells: dict[str, str]) -> None:
        key = tuple(cells.get(name, "") for name in self.kind.key)
        if not any(key[:1]):
            return
        if key in self.lines:
            reason = _("“{key}” is there twice: in lines {first} and {second}.").format(
                key=" · ".join(part for part in key if part), first=self.lines[key], second=line
            )
            self.errors.append(self.wrong(line, self.kind.key[0], reason))
        else:
            self.lines[key] = line

    def _value(self, line: int, column: Any, text: str) -> Any:
        if not text:
            if column.required:
                self.errors.append(self.wrong(line, column.name, _("This cell is empty.")))
            return None if column.parse else ""
        if column.parse is None:
            return text
        try:
            return column.parse(text)
        except ValueError as error:
            self.errors.append(self.wrong(line, column.name, str(error)))
            return None


def _single(position: int) -> Callable[[list[str]], tuple[str, ...]]:
    return lambda cells: (cells[position],)


def _shortened(headers: list[str]) -> str:
    shown = [header[:30] for header in headers[:8]]
    return ", ".join([*shown, "…"] if len(headers) > len(shown) else shown)
