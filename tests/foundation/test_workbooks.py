"""Rows become workbooks and CSV files: text stays text, memory stays flat."""

import datetime as dt
import io
import tracemalloc
import zipfile
from decimal import Decimal

import python_calamine
from django.core.signals import request_finished
from django.db import close_old_connections
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.documents.text_tables import csv_response, harmless, plain_text
from foundation.documents.workbooks import workbook_response, write_workbook

FORMULA = '=HYPERLINK("http://example.org","x")'


def read_back(data: bytes) -> list[list]:
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def written(header, rows) -> bytes:
    target = io.BytesIO()
    write_workbook(target, header, rows)
    return target.getvalue()


def sent(response) -> bytes:
    data = b"".join(response)
    request_finished.disconnect(close_old_connections)  # the end of a response must not close the test's connection
    response.close()
    request_finished.connect(close_old_connections)
    return data


def test_values_come_back_as_they_were():
    moment = dt.datetime(2026, 10, 14, 1, 30, tzinfo=dt.UTC)
    rows = [("永安农贸市场", 3, Decimal("87.50"), dt.date(2026, 10, 14), moment, True, None, gettext_lazy("Sites"))]

    data = written(["a", "b", "c", "d", "e", "f", "g", "h"], rows)

    local = timezone.localtime(moment).replace(tzinfo=None)
    found = read_back(data)[1]
    assert found[:6] == ["永安农贸市场", 3.0, 87.5, dt.date(2026, 10, 14), local, found[5]]
    assert found[5] in ("是", "yes")
    assert found[6] == ""
    assert found[7] in ("点位", "Sites")


def test_nothing_somebody_typed_is_a_formula_or_a_link_not_even_in_the_header():
    texts = [FORMULA, "+1", "-1", "@x", "{=1+1}", "http://example.org", "mailto:a@b.cn", "'=1", "<r>x</r>", "", "007"]

    data = written(texts, [texts])

    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        links = [name for name in parts.namelist() if "worksheets/_rels" in name]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.replace("HYPERLINK", "")
    assert links == []
    assert [cell.strip() for cell in read_back(data)[1]] == texts


def test_text_longer_than_a_cell_is_cut():
    assert len(read_back(written(["a"], [["长" * 40_000]]))[1][0]) == 32_767


def test_a_workbook_is_sent_in_pieces_under_its_chinese_name():
    response = workbook_response("点位 2026", ["名称"], [["甲"], ["乙"]])

    assert response.streaming
    assert response.headers["Content-Disposition"] == "attachment; filename*=utf-8''%E7%82%B9%E4%BD%8D%202026.xlsx"
    assert read_back(sent(response)) == [["名称"], ["甲"], ["乙"]]


def test_fifty_thousand_rows_fit_into_little_memory():
    rows = ((number, f"点位{number}", Decimal("87.50"), dt.date(2026, 10, 14), "永安街道") for number in range(50_000))
    tracemalloc.start()

    response = workbook_response("x", ["a", "b", "c", "d", "e"], rows)
    length = len(sent(response))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert length > 500_000
    assert peak < 20 * 2**20


def test_csv_text_that_looks_like_a_formula_is_made_harmless_and_can_be_read_again():
    response = csv_response("指标", ["name", "points"], [[FORMULA, Decimal("-1.5")], ["a,b", 3], ["'=x", None]])

    assert sent(response).decode() == (
        '\ufeffname,points\r\n"\'=HYPERLINK(""http://example.org"",""x"")",-1.5\r\n"a,b",3\r\n\'\'=x,\r\n'
    )
    texts = [FORMULA, "-1", "甲", "", "'a", "'=x", "''=x"]
    assert [plain_text(harmless(text)) for text in texts] == texts
