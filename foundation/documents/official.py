"""An official document in Word (公文, GB/T 9704): one base for notices, bulletins, evaluations and minutes."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from django.http import FileResponse
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from . import typesetting as t

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LEVELS = {1: t.BLACK, 2: t.KAI, 3: t.BODY, 4: t.BODY}
COLUMNS = 28  # characters on a line
TEXT_WIDTH, PHOTO_GAP = 156, 4  # millimetres


class OfficialDocument:
    """Head, title, addressee, body, signature, imprint: each call adds what follows on paper."""

    def __init__(self, *, title: str, issuer: str = "", number: str = "", on: dt.date | None = None) -> None:
        self.document = Document()
        self._page()
        if issuer:
            self._head(issuer, number)
        self._title(title)
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = title, issuer, ""
        if on is not None:
            properties.created = properties.modified = dt.datetime.combine(on, dt.time(), tzinfo=dt.UTC)

    def addressee(self, text: str) -> None:
        """主送机关: flush left, with a full-width colon."""
        self._blank()
        t.set_run(t.set_paragraph(self.document.add_paragraph()), f"{text.rstrip('：:')}：")

    def heading(self, level: int, text: str) -> None:
        """一、 in 黑体, （一） in 楷体, 1. and （1） in 仿宋, each indented by two characters."""
        t.set_run(t.set_paragraph(self.document.add_paragraph(), indent=2), text, LEVELS[level])

    def text(self, text: str, *, indent: float = 2) -> None:
        """A paragraph of the body; line breaks make paragraphs."""
        for line in text.splitlines() or [""]:
            paragraph = t.set_paragraph(self.document.add_paragraph(), align=t.JUSTIFY, indent=indent)
            t.set_run(paragraph, line.strip())

    def labelled(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Lines with a label in 黑体: 责任单位：区城市管理局."""
        for label, text in pairs:
            paragraph = t.set_paragraph(self.document.add_paragraph(), indent=2)
            t.set_run(paragraph, f"{label}：", t.BLACK)
            t.set_run(paragraph, text)

    def table(self, header: Sequence[str], rows: Iterable[Sequence[Any]], widths: Sequence[float] = ()) -> None:
        """A table over the width of the text, its head repeated on every page; ``widths`` are shares."""
        table = self.document.add_table(rows=1, cols=len(header))
        table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
        for cell, text in zip(table.rows[0].cells, header, strict=True):
            self._cell(cell, text, t.BLACK)
        repeat = OxmlElement("w:tblHeader")
        repeat.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(repeat)
        for row in rows:
            for cell, value in zip(table.add_row().cells, row, strict=True):
                self._cell(cell, "—" if value is None else str(value), t.BODY)
        shares = list(widths) or [1] * len(header)
        for column, share in zip(table.columns, shares, strict=True):
            column.width = Mm(TEXT_WIDTH * share / sum(shares))
            for cell in column.cells:
                cell.width = column.width
        t.set_paragraph(self.document.add_paragraph(), line=10)

    def photos(self, pictures: Sequence[tuple[bytes, str]]) -> None:
        """One picture, or two side by side, each with its caption below."""
        if not pictures:
            return
        table = self.document.add_table(rows=2, cols=len(pictures))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        width = Mm((TEXT_WIDTH - PHOTO_GAP * len(pictures)) / max(2, len(pictures)))
        for column, (content, caption) in enumerate(pictures):
            place = t.set_paragraph(table.cell(0, column).paragraphs[0], align=t.CENTER, line=None)
            place.add_run().add_picture(io.BytesIO(content), width=width)
            below = t.set_paragraph(table.cell(1, column).paragraphs[0], align=t.CENTER, line=None)
            t.set_run(below, caption, t.KAI, t.SMALL)

    def attachments(self, names: Sequence[str]) -> None:
        """附件：1. …, without a full stop at the end."""
        if not names:
            return
        self._blank()
        for number, name in enumerate(names, 1):
            label = "附件：" if number == 1 else "　　　"
            t.set_run(t.set_paragraph(self.document.add_paragraph(), indent=2), f"{label}{number}. {name}")

    def signature(self, issuer: str, on: dt.date) -> None:
        """署名 and 成文日期, for a document without a seal."""
        self._blank()
        for text, free in ((issuer, 2), (chinese_day(on), 4)):
            paragraph = t.set_paragraph(self.document.add_paragraph(), align=t.RIGHT)
            t.indent_end(paragraph, free)
            t.set_run(paragraph, text)

    def imprint(self, *, copies: str, issuer: str, on: dt.date) -> None:
        """版记: who gets a copy, who printed it and when, between two rules."""
        self._blank()
        first = t.set_paragraph(self.document.add_paragraph(), line=None)
        if copies:
            t.rule(first, "top", eighths=8)
            t.set_run(first, f"抄送：{copies}。", size=t.NO_4)
            first = t.set_paragraph(self.document.add_paragraph(), line=None)
            t.rule(first, "top", eighths=6)
        else:
            t.rule(first, "top", eighths=8)
        t.rule(first, "bottom", eighths=8)
        first.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), alignment=2)  # right
        t.set_run(first, f"{issuer}\t{chinese_day(on)}印发", size=t.NO_4)

    def save(self, target: BinaryIO) -> None:
        """Write the file."""
        self.document.save(target)

    def content(self) -> bytes:
        """The file's bytes."""
        target = io.BytesIO()
        self.save(target)
        return target.getvalue()

    def _page(self) -> None:
        section, normal = self.document.sections[0], self.document.styles["Normal"]
        normal.font.size, normal.font.name = Pt(t.NO_3), t.LATIN
        normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), t.BODY)
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(25)
        grid = section._sectPr.find(qn("w:docGrid"))
        if grid is None:
            grid = OxmlElement("w:docGrid")
            section._sectPr.append(grid)
        grid.set(qn("w:type"), "lines")
        grid.set(qn("w:linePitch"), "579")
        self.document.settings.odd_and_even_pages_header_footer = True
        for footer, align in ((section.footer, t.RIGHT), (section.even_page_footer, t.LEFT)):
            paragraph = t.set_paragraph(footer.paragraphs[0], align=align, line=None)
            t.indent_end(paragraph, 1, left=align == t.LEFT)
            t.page_number(paragraph)

    def _head(self, issuer: str, number: str) -> None:
        mark = t.set_paragraph(self.document.add_paragraph(), align=t.CENTER, line=44)
        t.set_run(mark, issuer, t.TITLE, _fitting(issuer), red=True)
        self._blank()
        below = t.set_paragraph(self.document.add_paragraph(), align=t.CENTER)
        t.set_run(below, number)
        t.rule(below, "bottom", eighths=18, colour="C8161D", space=6)
        self._blank()

    def _title(self, title: str) -> None:
        for line in title.splitlines():
            paragraph = t.set_paragraph(self.document.add_paragraph(), align=t.CENTER, line=34)
            t.set_run(paragraph, line, t.TITLE, t.NO_2)

    def _blank(self) -> None:
        t.set_paragraph(self.document.add_paragraph())

    def _cell(self, cell: Any, text: str, font: str) -> None:
        paragraph = t.set_paragraph(cell.paragraphs[0], align=t.CENTER, line=20)
        t.set_run(paragraph, text, font, t.SMALL)


def chinese_day(day: dt.date) -> str:
    """2026年11月23日, as it stands under a document."""
    return f"{day.year}年{day.month}月{day.day}日"


def document_response(name: str, document: OfficialDocument) -> FileResponse:
    """The document to download; ``name`` is without extension."""
    file = io.BytesIO(document.content())
    return FileResponse(file, as_attachment=True, filename=f"{name}.docx", content_type=CONTENT_TYPE)


def _fitting(issuer: str) -> float:
    """A long name of an issuer is set smaller, so that it stays on one line."""
    return min(36.0, 440 / max(1, len(issuer)))
