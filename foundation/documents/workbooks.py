"""Rows as an Excel workbook: text stays text, memory stays flat."""

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TEXT = 32_767
WIDTHS = (8, 60)
SAMPLE = 50
SHEET_NAME = "Sheet1"
LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
Sheet = tuple[Any, Iterable[Any], Iterable[Sequence[Any]]]


def write_workbook(target: BinaryIO, header: Iterable[Any], rows: Iterable[Sequence[Any]]) -> int:
    """Write one sheet with a header row, and say how many rows it has. What somebody typed never runs as a formula."""
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    count = _write_sheet(book, SHEET_NAME, header, rows)
    book.close()
    return count


def write_sheets(target: BinaryIO, sheets: Iterable[Sheet]) -> None:
    """Write several sheets one after the other, each with its name, header and rows."""
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, header, rows in sheets:
        _write_sheet(book, FORBIDDEN.sub(" ", str(name))[:LONGEST_NAME], header, rows)
    book.close()


def _write_sheet(book: Any, name: str, header: Iterable[Any], rows: Iterable[Sequence[Any]]) -> int:
    sheet = book.add_worksheet(name)
    writers = _writers(book, sheet)
    head, body = [str(title) for title in header], iter(rows)
    first = [row for row, _number in zip(body, range(SAMPLE), strict=False)]
    _widths(sheet, head, first)
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, title in enumerate(head):
        sheet.write_string(0, column, _safe(title), bold)
    sheet.freeze_panes(1, 0)
    count = 0
    for part in (first, body):
        for row in part:
            count += 1
            for column, value in enumerate(row):
                if value is not None:
                    (writers.get(type(value)) or _writer_of(value, writers))(count, column, value)
    return count


def workbook_response(name: str, header: Iterable[Any], rows: Iterable[Sequence[Any]]) -> FileResponse:
    """A workbook to download, written to disk and sent piece by piece; ``name`` is without extension."""
    return _response(name, lambda file: write_workbook(file, header, rows))


def sheets_response(name: str, sheets: Iterable[Sheet]) -> FileResponse:
    """A workbook of several sheets to download."""
    return _response(name, lambda file: write_sheets(file, sheets))


def _response(name: str, write: Callable[[BinaryIO], Any]) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    try:
        write(file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=CONTENT_TYPE)


Writer = Callable[[int, int, Any], Any]


def _writers(book: Any, sheet: Any) -> dict[type, Writer]:
    day, moment = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    text, number, date = sheet.write_string, sheet.write_number, sheet.write_datetime
    return {
        str: lambda row, column, value: text(row, column, _safe(value)),
        int: number,
        float: number,
        Decimal: number,
        bool: lambda row, column, value: text(row, column, _("yes") if value else _("no")),
        dt.datetime: lambda row, column, value: date(row, column, _local(value), moment),
        dt.date: lambda row, column, value: date(row, column, value, day),
    }


def _writer_of(value: Any, writers: dict[type, Writer]) -> Writer:
    """The writer of a type met for the first time: that of its parent, else its text (lazy words, say)."""
    parent = next((kind for kind in type(value).__mro__ if kind in writers), None)
    writer: Writer
    if parent is None or parent is str:
        writer = lambda row, column, value: writers[str](row, column, str(value))  # noqa: E731
    else:
        writer = writers[parent]
    writers[type(value)] = writer
    return writer


def _safe(text: str) -> str:
    """At most what a cell holds; xlsxwriter would take ``<r>…</r>`` for markup of its own, a space keeps it text."""
    return text[: LONGEST_TEXT - 1] + " " if text.startswith("<r>") and text.endswith("</r>") else text[:LONGEST_TEXT]


def _local(moment: dt.datetime) -> dt.datetime:
    return timezone.localtime(moment).replace(tzinfo=None) if timezone.is_aware(moment) else moment


def _widths(sheet: Any, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Columns as wide as the first rows need; a Chinese character takes two places."""
    least, most = WIDTHS
    for column, title in enumerate(head):
        texts = [title, *(str(row[column]) for row in rows if column < len(row) and row[column] is not None)]
        widest = max(sum(2 if ord(letter) > 0x2E7F else 1 for letter in text[:most]) for text in texts)
        sheet.set_column(column, column, min(max(widest + 2, least), most))
