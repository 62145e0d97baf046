"""The empty spreadsheet of a kind: Chinese headers, one example, and a sheet that explains the columns."""

from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from .kinds import ImportKind

WIDEST = 48


def write_template(kind: ImportKind, target: Any) -> None:
    """Write the workbook to a path or an open binary file. All cells are text, so that codes keep their zeros."""
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        wrapped = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        _write_rows(book.add_worksheet(_("Data")), kind, head, text)
        _write_explanation(book.add_worksheet(_("Columns")), kind, head, wrapped)


def _write_rows(sheet: Any, kind: ImportKind, head: Any, text: Any) -> None:
    for position, column in enumerate(kind.columns):
        sheet.set_column(position, position, max(12, 2 * len(column.chinese) + 2, len(column.example) + 2), text)
        sheet.write_string(0, position, column.chinese, head)
        sheet.write_string(1, position, column.example, text)
    sheet.freeze_panes(1, 0)


def _write_explanation(sheet: Any, kind: ImportKind, head: Any, wrapped: Any) -> None:
    titles = [_("Column"), _("English name"), _("Required"), _("Example"), _("What to write")]
    for position, title in enumerate(titles):
        sheet.write_string(0, position, title, head)
    for line, column in enumerate(kind.columns, start=1):
        required = _("yes") if column.required else _("no")
        for position, cell in enumerate((column.chinese, column.name, required, column.example, str(column.hint))):
            sheet.write_string(line, position, cell, wrapped)
    sheet.set_column(0, 3, 18)
    sheet.set_column(4, 4, WIDEST)
