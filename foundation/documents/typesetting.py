"""Runs, paragraphs and fields of a Word document, set as GB/T 9704 asks."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

BODY, BLACK, KAI, SONG, TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"
NO_2, NO_3, NO_4, SMALL = 22, 16, 14, 12  # 2号, 3号, 4号, tables
RED = RGBColor(0xC8, 0x16, 0x1D)
LINE = 28.95  # 22 lines on a page
TIGHT = "-4"  # −0.2 pt: 28 characters on a line
CENTER, LEFT, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


def set_run(paragraph: Paragraph, text: str, font: str = BODY, size: float = NO_3, *, red: bool = False) -> Run:
    """Text in one face; the Chinese font is named on every run, because Word does not inherit it reliably."""
    run = paragraph.add_run(text.replace("\x00", ""))
    run.font.size, run.font.name = Pt(size), LATIN
    properties = run._element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if size == NO_3:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), TIGHT)
        properties.append(spacing)
    if red:
        run.font.color.rgb = RED
    return run


def set_paragraph(
    paragraph: Paragraph, *, align: Any = None, indent: float = 0, line: float | None = LINE
) -> Paragraph:
    """No space before and after, fixed lines; ``indent`` in characters of the body for the first line."""
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    if line is not None:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    if align is not None:
        paragraph.alignment = align
    if indent:
        element = paragraph._p.get_or_add_pPr().get_or_add_ind()
        element.set(qn("w:firstLineChars"), str(round(indent * 100)))
        element.set(qn("w:firstLine"), str(round(indent * NO_3 * 20)))
    return paragraph


def indent_end(paragraph: Paragraph, characters: int, *, left: bool = False) -> None:
    """Keep so many characters free at the right edge, or at the left one."""
    side = "left" if left else "right"
    element = paragraph._p.get_or_add_pPr().get_or_add_ind()
    element.set(qn(f"w:{side}Chars"), str(characters * 100))
    element.set(qn(f"w:{side}"), str(characters * NO_3 * 20))


def rule(paragraph: Paragraph, side: str, *, eighths: int, colour: str = "000000", space: int = 1) -> None:
    """A line above or below a paragraph, as wide as the text; its weight in eighths of a point."""
    properties = paragraph._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.append(borders)
    line = OxmlElement(f"w:{side}")
    for name, value in {"val": "single", "sz": str(eighths), "space": str(space), "color": colour}.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)


def page_number(paragraph: Paragraph) -> None:
    """— 1 —, in 4号 宋体; Word counts."""
    set_run(paragraph, "— ", SONG, NO_4)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = set_run(paragraph, "", SONG, NO_4)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
    set_run(paragraph, " —", SONG, NO_4)
