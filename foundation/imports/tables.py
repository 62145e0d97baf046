"""Spreadsheet files as lines of text cells: CSV in either encoding, XLSX."""

import codecs
import csv
import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import python_calamine
from django.utils.translation import gettext as _

from .kinds import FileRefused

Line = tuple[int, list[str]]

CHUNK = 1 << 20
LARGEST_SHEET = 512 * 1024 * 1024
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = ",;\t"
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def lines_of(path: Path) -> Iterator[Line]:
    """Line number and cells of every line that is not empty; FileRefused when the file is no table."""
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise FileRefused(_("The file is empty."))
    if start.startswith(OLD_EXCEL):
        raise FileRefused(
            _("This is an old or a protected Excel file. Save it as “Excel workbook (.xlsx)” without a password.")
        )
    return _of_workbook(path) if start.startswith(ZIP) else _of_text(path)


def _of_text(path: Path) -> Iterator[Line]:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        delimiter = _delimiter(file.readline())
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter)
        first = 1
        try:
            for cells in reader:
                if any(map(str.strip, cells)):
                    yield first, cells
                first = reader.line_num + 1
        except csv.Error as error:
            raise FileRefused(
                _(
                    "The file cannot be read as a table from line {line} on. Is a quotation mark left open there?"
                ).format(line=first)
            ) from error


def _encoding(path: Path) -> str:
    """UTF-8 where it fits, else GB18030; every byte is tried, none is replaced."""
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while chunk := file.read(CHUNK):
                    if CONTROLS.search(decoder.decode(chunk)):
                        raise FileRefused(_not_a_table())
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise FileRefused(_not_a_table())


def _not_a_table() -> str:
    return _("This file is neither a CSV file (UTF-8 or GB18030) nor an Excel workbook (.xlsx).")


def _delimiter(header: str) -> str:
    """The separator that the header uses most; a comma when it has a single column."""
    return max(DELIMITERS, key=header.count)


def _of_workbook(path: Path) -> Iterator[Line]:
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_SHEET:
                raise FileRefused(_("This workbook is too large. Save the sheet as CSV."))
        sheet = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, python_calamine.CalamineError, OSError, ValueError) as error:
        raise FileRefused(
            _("This Excel workbook is damaged or protected. Save it again as .xlsx without a password.")
        ) from error
    for number, row in enumerate(rows, start=1):
        cells = [text_of(cell) for cell in row]
        if any(map(str.strip, cells)):
            yield number, cells


def text_of(cell: Any) -> str:
    """A cell as the person sees it: whole numbers without a decimal point, days in ISO form."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell).replace("\0", "")
