"""A file of regions as the lines that COPY takes, thousands at a time."""

import re
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from foundation.imports import parsers
from foundation.imports.kinds import RowError
from foundation.imports.rows import Rows
from foundation.organisations.choices import RegionKind
from foundation.organisations.codes import trimmed
from foundation.organisations.pinyin import readings

BATCH = 5_000
LONGEST_NAME, LONGEST_ENGLISH = 100, 120
UNTOLD = r"\N"
PLAIN_CODES = re.compile(
    r"(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{9}(?!000)\d{3})(?:\n(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{9}(?!000)\d{3}))*", re.A
)
AWKWARD = re.compile(r"[\\\t\r\x00-\x08\x0b-\x1f]| \n|\n |\n\n|^\s|\s$")
KINDS = {
    "urban": RegionKind.URBAN, "rural": RegionKind.RURAL, "城镇": RegionKind.URBAN, "城市": RegionKind.URBAN,
    "乡村": RegionKind.RURAL, "农村": RegionKind.RURAL, "街道": RegionKind.URBAN, "社区": RegionKind.URBAN,
    "镇": RegionKind.RURAL, "乡": RegionKind.RURAL, "村": RegionKind.RURAL,
}  # fmt: skip
parse_kind = parsers.one_of(KINDS)

Region = tuple[int, str, str, str, str]


class Incoming:
    """Reads like a file: COPY text of all rows that can be read. What is wrong with the others is in ``errors``."""

    def __init__(self, rows: Rows):
        self.rows = rows
        self.errors: list[RowError] = []
        self.unreadable_codes: set[str] = set()
        self._lines = rows.tuples("code", "name", "kind", "name_en")
        self._has_english = "name_en" in rows.names
        self._text = self._batches()

    def read(self, _size: int = -1) -> str:
        """The next piece; pieces are larger than asked for, which COPY does not mind."""
        return next(self._text, "")

    def _batches(self) -> Iterator[str]:
        while batch := list(islice(self._lines, BATCH)):
            text = self._quick(batch) or self._careful(batch)
            if text:
                yield text

    def _quick(self, batch: list[tuple[int, tuple[str, ...]]]) -> str:
        """A batch in which nothing needs a second look; empty when something does."""
        lines, cells = zip(*batch, strict=True)
        codes, names, kinds, english = zip(*cells, strict=True)
        joined = "\n".join(names)
        if any(kinds) or any(english) or not PLAIN_CODES.fullmatch("\n".join(codes)) or not all(names):
            return ""
        if AWKWARD.search(joined) or joined.count("\n") != len(names) - 1 or len(max(names, key=len)) > LONGEST_NAME:
            return ""
        pinyin, initials = readings(names)
        count = len(names)
        untold = ["" if self._has_english else UNTOLD] * count
        columns = zip(map(str, lines), codes, ["f"] * count, names, untold, [""] * count, pinyin, initials, strict=True)
        return "\n".join(map("\t".join, columns)) + "\n"

    def _careful(self, batch: list[tuple[int, tuple[str, ...]]]) -> str:
        """A batch row by row, with its mistakes."""
        good = [row for line, cells in batch if (row := self._row(line, *cells))]
        if not good:
            return ""
        pinyin, initials = readings([name for _line, _code, name, _kind, _english in good])
        texts = []
        for (line, raw, name, kind, english), whole, short in zip(good, pinyin, initials, strict=True):
            code = trimmed(raw)
            before, after = [str(line), code, "t" if code != raw else "f", name], [kind, whole, short]
            told = _escaped(english) if self._has_english else UNTOLD
            texts.append("\t".join([*map(_escaped, before), told, *map(_escaped, after)]) + "\n")
        return "".join(texts)

    def _row(self, line: int, code: str, name: str, kind: str, english: str) -> Region | None:
        code, name, kind, english = code.strip(), " ".join(name.split()), kind.strip(), " ".join(english.split())
        before = len(self.errors)
        self._check(line, "code", code, parsers.region_code)
        self._check(line, "name", name, parsers.text(LONGEST_NAME))
        if english:
            self._check(line, "name_en", english, parsers.text(LONGEST_ENGLISH))
        if kind:
            kind = self._check(line, "kind", kind, parse_kind) or ""
        if len(self.errors) == before:
            return line, code, name, kind, english
        if code.isdigit():
            self.unreadable_codes.add(code)
        return None

    def _check(self, line: int, column: str, cell: str, parse) -> str | None:
        try:
            if not cell:
                raise ValueError(_("This cell is empty."))
            return parse(cell)
        except ValueError as error:
            self.errors.append(self.rows.wrong(line, column, str(error)))
            return None


def twice(rows: Rows, code: str, lines: list[int]) -> RowError:
    """A code that several rows carry."""
    shown = ", ".join(str(line) for line in lines[:8])
    return rows.wrong(
        lines[1], "code", _("“{code}” is there more than once: in lines {lines}.").format(code=code, lines=shown)
    )


def orphan(rows: Rows, line: int, code: str, parent: str) -> RowError:
    """A region whose parent is neither in the file nor in the portal."""
    reason = _("The region above it, “{parent}”, is neither in the file nor in the portal.")
    return rows.wrong(line, "code", reason.format(parent=parent))


def outside(rows: Rows, line: int, code: str) -> RowError:
    """A region that the person who imports does not administer."""
    return rows.wrong(line, "code", _("“{code}” lies outside the regions that you administer.").format(code=code))


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\")
