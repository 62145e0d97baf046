"""Spreadsheets of every usual form become rows; what is wrong is said in one sentence."""

import pytest
import xlsxwriter
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.decisions import YES
from foundation.imports import parsers
from foundation.imports.kinds import Column, FileRefused, ImportKind, ImportOutcome, RowError
from foundation.imports.rows import Rows
from foundation.imports.tables import lines_of

KIND = ImportKind(
    code="things",
    label="Things",
    load=lambda rows, **given: ImportOutcome(),
    may_import=lambda user: YES,
    ignored=("cityCode",),
    columns=(
        Column("code", "编码", required=True),
        Column("name", "名称", required=True),
        Column("count", "数量", parse=parsers.whole_number),
    ),
)
ROWS = [(2, {"code": "990102", "name": "清河区", "count": 3}), (3, {"code": "990103", "name": "临江区", "count": None})]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def written(tmp_path, content: bytes | str):
    path = tmp_path / "file"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(tmp_path, rows):
    path = tmp_path / "file.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_is_read_in_any_usual_encoding_and_with_any_usual_separator(tmp_path, encoding, delimiter):
    text = "code,name,count\n990102,清河区,3\n990103,临江区,\n".replace(",", delimiter)

    rows = Rows(KIND, written(tmp_path, text.encode(encoding)))

    assert (list(rows), rows.errors) == (ROWS, [])


@pytest.mark.parametrize(
    "header", ["编码,名称,数量", "Code, NAME ,count", "编码*,名称*,count", "code,name,cityCode,count"]
)
def test_headers_are_english_or_chinese_with_or_without_marks(tmp_path, header):
    with_extra = "cityCode" in header
    body = "990102,清河区,9901,3\n" if with_extra else "990102,清河区,3\n"

    assert list(Rows(KIND, written(tmp_path, f"{header}\n{body}"))) == ROWS[:1]


def test_codes_that_excel_holds_as_numbers_are_read_as_they_are_shown(tmp_path):
    path = workbook(tmp_path, [["编码", "名称", "数量"], [990102.0, "清河区", 3], [990103, "临江区", ""]])

    assert list(Rows(KIND, path)) == ROWS


def test_empty_lines_are_passed_over_and_lines_keep_their_numbers(tmp_path):
    rows = Rows(KIND, written(tmp_path, "code,name\n\n  ,\n990102,清河区\n"))

    assert [line for line, _row in rows] == [4]


def test_a_cell_may_run_over_several_lines(tmp_path):
    rows = Rows(KIND, written(tmp_path, 'code,name\n1,"清河\n区"\n2,临江区\n'))

    assert [(line, row["name"]) for line, row in rows] == [(2, "清河\n区"), (4, "临江区")]


def test_all_mistakes_of_all_rows_are_found_at_once(tmp_path):
    rows = Rows(KIND, written(tmp_path, "code,name,count\n1,,x\n2,b,1\n1,c,2\n3,d,4,5\n"))

    assert [line for line, _row in rows] == [3]
    assert rows.errors == [
        RowError(2, "名称 name", "This cell is empty."),
        RowError(2, "数量 count", "“x” is not a whole number."),
        RowError(4, "编码 code", "“1” is there twice: in lines 2 and 4."),
        RowError(5, "", "This line has more cells than the first line has headers."),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty."),
        (b"\n \n", "The file is empty."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or a protected Excel"),
        (b"PK\x03\x04 not a workbook", "damaged or protected"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "neither a CSV file"),
        (b"code,name\n\xff\xff,x\n", "neither a CSV file"),
        ("name,count\n清河区,1\n", "lacks these columns: 编码 code"),
        ("code,name,weight\n1,a,2\n", "unknown columns: weight"),
        ("code,name,编码\n1,a,1\n", "is there twice"),
        ('code,name\n1,"' + "x" * 200_000 + "\n", "from line 2 on"),
    ],
    ids=["empty", "blank", "old Excel", "broken Excel", "image", "no text", "missing", "unknown", "twice", "quote"],
)
def test_a_file_that_is_no_table_of_this_kind_is_refused_in_one_sentence(tmp_path, content, reason):
    with pytest.raises(FileRefused, match=reason):
        list(Rows(KIND, written(tmp_path, content)))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_file_whatever_breaks_the_reader(tmp_path_factory, content):
    path = written(tmp_path_factory.mktemp("any"), content)

    try:
        found = list(lines_of(path))
    except FileRefused:
        return

    assert all(isinstance(cell, str) for _line, cells in found for cell in cells)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8), st.text(max_size=5)), max_size=6))
def test_no_cells_whatever_break_the_rows(tmp_path_factory, cells):
    body = "".join(",".join(row) + "\n" for row in cells)
    path = written(tmp_path_factory.mktemp("cells"), f"code,name,count\n{body}")

    try:
        rows = Rows(KIND, path)
        found = list(rows)
    except FileRefused:
        return

    assert all(row["code"] and row["name"] for _line, row in found)
