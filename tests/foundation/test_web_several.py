"""Several rows in a form: tick boxes while they are few, a box by code or name where they would be endless."""

import pytest
from django import forms
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from foundation.organisations.models import Organisation
from foundation.web import several
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


class Asked(forms.Form):
    """Organisations, by any of the two ways."""

    whom = several.SeveralField(queryset=Organisation.objects.order_by("code"), required=False)


@pytest.fixture
def rows():
    return [OrganisationFactory(code=f"DW{number}", name=f"单位{number}") for number in range(4)]


@pytest.fixture
def many(rows, monkeypatch):
    monkeypatch.setattr(several, "LONGEST_TICKS", 2)
    monkeypatch.setattr(several, "MOST_SUGGESTED", 3)
    return rows


def sent(lines="", *keys):
    data = QueryDict(mutable=True)
    data.setlist("whom", keys)
    data["whom-named"] = lines
    return Asked(data)


def codes(form):
    assert form.is_valid(), form.errors
    return sorted(row.code for row in form.cleaned_data["whom"])


def test_a_few_rows_are_tick_boxes(rows):
    html = str(Asked()["whom"])

    assert (html.count('type="checkbox"'), "<textarea" in html) == (4, False)
    assert codes(sent("", rows[0].pk, rows[2].pk)) == ["DW0", "DW2"]


def test_many_rows_are_a_box_with_the_first_as_suggestions(many):
    html = str(Asked(initial={"whom": [many[3].pk]})["whom"])

    assert (html.count('type="checkbox"'), html.count("<option")) == (0, 3)
    assert '<option value="单位0 DW0">' in html
    assert ">单位3 DW3</textarea>" in html.replace("\n", "")


@pytest.mark.parametrize("line", ["DW1", "单位1", "单位1 DW1"])
def test_a_line_is_a_code_a_name_or_a_suggestion(many, line):
    assert codes(sent(f" {line} \r\n\r\nDW3\n{line}")) == ["DW1", "DW3"]


def test_keys_and_lines_may_come_together(many):
    assert codes(sent("DW1", many[0].pk, many[1].pk)) == ["DW0", "DW1"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [("DW1\n没有的局", "没有的局"), ("同名", "不止一个"), ("x" * 3000, "x" * 200)],
    ids=["nobody", "several", "endless"],
)
def test_what_nobody_or_several_are_called_is_told_and_stays_in_the_box(many, lines, told):
    for code in ("A", "B"):
        OrganisationFactory(code=code, name="同名")
    form = sent(lines)

    assert told in str(form.errors["whom"])
    assert lines.splitlines()[-1] in str(form["whom"])


@pytest.mark.parametrize("wrong", ["999999999", "x", "9" * 40, "\0"])
def test_a_key_that_stands_for_nothing_is_refused(rows, wrong):
    assert list(sent("", wrong).errors) == ["whom"]


def test_a_line_without_anything_readable_is_left_out(many):
    assert codes(sent("\0\n\0DW1")) == ["DW1"]


def test_more_lines_than_a_list_may_hold_are_refused(many, monkeypatch):
    monkeypatch.setattr(several, "MOST_LINES", 1)

    assert list(sent("DW1\nDW2").errors) == ["whom"]


def test_the_box_asks_the_same_however_many_rows_there_are(many):
    def queries(lines: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            form = sent(lines)
            codes(form)
            str(form["whom"])
        return len(asked)

    one = queries("DW1")
    for number in range(4, 30):
        OrganisationFactory(code=f"DW{number}", name=f"单位{number}")

    assert queries("\n".join(f"DW{number}" for number in range(30))) == one == 2
