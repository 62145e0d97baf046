"""Official documents open again with the text, fonts and margins of GB/T 9704."""

import datetime as dt
import io

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image

from foundation.documents.official import CONTENT_TYPE, OfficialDocument, document_response

DAY = dt.date(2026, 11, 23)


def bulletin() -> OfficialDocument:
    paper = OfficialDocument(
        issuer="清河区文明办文件", number="清文明督〔2026〕12号", title="关于2026年第47周\n督查情况的通报", on=DAY
    )
    paper.addressee("各街道、镇")
    paper.text("现将情况通报如下。\n请抓好整改。")
    paper.heading(1, "一、督查情况")
    paper.heading(2, "（一）总体情况")
    paper.labelled([("责任单位", "区城市管理局")])
    paper.table(["点位", "得分"], [("永安市场", "63.50"), ("石桥老街", None)], widths=[3, 1])
    paper.attachments(["明细表", "名单"])
    paper.signature("清河区精神文明建设办公室", DAY)
    paper.imprint(copies="区委办、区政府办", issuer="清河区文明办", on=DAY)
    return paper


@pytest.fixture
def opened():
    return Document(io.BytesIO(bulletin().content()))


def fonts_of(paragraph) -> set[tuple[str, float]]:
    return {
        (run._element.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt) for run in paragraph.runs if run.text.strip()
    }


def test_the_page_is_a4_with_the_margins_and_lines_of_the_standard(opened):
    (section,) = opened.sections
    grid = section._sectPr.find(qn("w:docGrid"))

    def near(value, millimetres):
        return abs(value - Mm(millimetres)) < Mm(0.1)

    assert near(section.page_width, 210)
    assert near(section.page_height, 297)
    margins = [(section.top_margin, 37), (section.bottom_margin, 35), (section.left_margin, 28)]
    assert all(near(value, wanted) for value, wanted in [*margins, (section.right_margin, 26)])
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


def test_every_part_stands_in_its_order_and_words(opened):
    texts = [paragraph.text for paragraph in opened.paragraphs if paragraph.text.strip()]

    assert texts == [
        "清河区文明办文件",
        "清文明督〔2026〕12号",
        "关于2026年第47周",
        "督查情况的通报",
        "各街道、镇：",
        "现将情况通报如下。",
        "请抓好整改。",
        "一、督查情况",
        "（一）总体情况",
        "责任单位：区城市管理局",
        "附件：1. 明细表",
        "　　　2. 名单",
        "清河区精神文明建设办公室",
        "2026年11月23日",
        "抄送：区委办、区政府办。",
        "清河区文明办\t2026年11月23日印发",
    ]


@pytest.mark.parametrize(
    ("text", "font", "size"),
    [
        ("清文明督〔2026〕12号", "仿宋_GB2312", 16),
        ("督查情况的通报", "方正小标宋简体", 22),
        ("现将情况通报如下。", "仿宋_GB2312", 16),
        ("一、督查情况", "黑体", 16),
        ("（一）总体情况", "楷体_GB2312", 16),
        ("抄送：区委办、区政府办。", "仿宋_GB2312", 14),
    ],
)
def test_each_part_is_set_in_its_face_and_size(opened, text, font, size):
    (paragraph,) = [one for one in opened.paragraphs if one.text == text]

    assert fonts_of(paragraph) == {(font, size)}


def test_the_head_is_red_and_stands_above_a_red_rule(opened):
    mark, number = [one for one in opened.paragraphs if one.text.strip()][:2]

    assert str(mark.runs[0].font.color.rgb) == "C8161D"
    assert number._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom")).get(qn("w:color")) == "C8161D"


def test_a_table_repeats_its_head_and_shows_what_is_missing_as_a_dash(opened):
    (table,) = opened.tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["点位", "得分"],
        ["永安市场", "63.50"],
        ["石桥老街", "—"],
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_pages_are_numbered_outside_odd_right_and_even_left(opened):
    (section,) = opened.sections
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]

    assert opened.settings.odd_and_even_pages_header_footer is True
    assert [paragraph.text for paragraph in (odd, even)] == ["—  —", "—  —"]
    assert [paragraph._p.xpath(".//w:instrText")[0].text for paragraph in (odd, even)] == ["PAGE", "PAGE"]
    assert [paragraph.alignment for paragraph in (odd, even)] == [2, 0]
    assert fonts_of(odd) == {("宋体", 14)}


def test_two_photos_stand_side_by_side_with_captions():
    picture = io.BytesIO()
    Image.new("RGB", (80, 60), "grey").save(picture, "JPEG")
    paper = OfficialDocument(title="通报")
    paper.photos([(picture.getvalue(), "整改前"), (picture.getvalue(), "整改后")])

    opened = Document(io.BytesIO(paper.content()))

    assert [cell.text for cell in opened.tables[0].rows[1].cells] == ["整改前", "整改后"]
    assert len(opened.inline_shapes) == 2
    assert opened.inline_shapes[0].width <= Mm(78)


def test_body_lines_are_fixed_and_the_first_one_is_indented_by_two_characters(opened):
    (paragraph,) = [one for one in opened.paragraphs if one.text == "现将情况通报如下。"]

    assert round(paragraph.paragraph_format.line_spacing.pt, 1) in (28.9, 29.0)
    assert paragraph._p.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert paragraph.paragraph_format.first_line_indent == Pt(32)


def test_the_answer_is_a_word_file_to_download():
    answer = document_response("通报", bulletin())

    assert answer["Content-Type"] == CONTENT_TYPE
    assert "attachment" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content)[:2] == b"PK"
