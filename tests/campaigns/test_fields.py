"""Typed fields: what each type takes, stores and shows, and what it says to the rest."""

import datetime as dt

import pytest
from django.utils import translation

from campaigns.choices import FieldType
from campaigns.kinds import FieldNotUnderstood, FieldSpec, Option, specs_from

YES_NO = (Option("yes", "是", "Yes"), Option("no", "否", "No"))


def spec(kind: str, **more) -> FieldSpec:
    return FieldSpec(code="it", name="它", type=FieldType(kind), **more)


@pytest.mark.parametrize(
    ("field", "given", "stored"),
    [
        (spec("number"), "12.50", "12.5"),
        (spec("number"), 0, "0"),
        (spec("number"), "100", "100"),
        (spec("people"), "35", 35),
        (spec("date"), "2026-11-22", "2026-11-22"),
        (spec("date"), dt.date(2026, 11, 22), "2026-11-22"),
        (spec("text"), "  两委换届  ", "两委换届"),
        (spec("choice", options=YES_NO), "yes", "yes"),
        (spec("choice", options=YES_NO, multiple=True), ["no", "yes"], ["yes", "no"]),
        (spec("region"), "990102001", "990102001"),
        (spec("photos"), ["3", 3, 4], [3, 4]),
        (spec("link"), "/problems/3/", "/problems/3/"),
        (spec("text"), "", None),
        (spec("people", required=True, computed="a - b"), None, None),
    ],
)
def test_an_answer_is_stored_in_one_form(field, given, stored):
    assert field.clean(given) == stored


@pytest.mark.parametrize(
    ("field", "given", "reason"),
    [
        (spec("text", required=True), "", "Please fill this in."),
        (spec("number"), "many", "Enter a number."),
        (spec("number"), "NaN", "Enter a number."),
        (spec("number"), "1e30", "Enter a number."),
        (spec("number"), "-1", "Enter a number of 0 or more."),
        (spec("number"), "0.00001", "Use at most four decimal places."),
        (spec("people"), "2.5", "Enter a whole number."),
        (spec("date"), "22.11.2026", "Enter a date such as 2026-11-22."),
        (spec("date"), "0026-11-22", "Enter a date such as 2026-11-22."),
        (spec("choice", options=YES_NO), "perhaps", "Choose one of the answers offered."),
        (spec("choice", options=YES_NO), ["yes", "no"], "Choose one of the answers offered."),
        (spec("text", max_length=3), "四个字呢", "Use at most 3 characters; there are 4."),
        (spec("region"), "99010", "Enter the statistical code of a region."),
        (spec("region"), "９９０１", "Enter the statistical code of a region."),
        (spec("photos"), list(range(1, 11)), "Choose at most 9 photos."),
        (spec("link"), "//elsewhere.example/", "Paste the address of a record of this portal, from its first “/” on."),
        (spec("link"), "/\\elsewhere.example/", "Paste the address of a record of this portal, from its first “/” on."),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(field, given, reason):
    with translation.override("en"), pytest.raises(FieldNotUnderstood) as refused:
        field.clean(given)
    assert str(refused.value) == reason


def test_fields_are_read_from_data():
    (field,) = specs_from(
        [{"code": "stars", "name": "星级", "type": "choice", "options": [{"code": 10, "name": "十星"}]}]
    )
    assert field.clean("10") == "10"
    assert field.shown("10") == "十星"


@pytest.mark.parametrize(
    "row",
    [
        {"code": "Stars", "name": "星级", "type": "number"},
        {"code": "stars", "name": "星级", "type": "choice"},
        {"code": "stars", "name": "星级", "type": "people", "personal": True},
    ],
)
def test_what_is_no_field_is_refused(row):
    with pytest.raises(ValueError, match=r"code|choice|personal"):
        specs_from([row])


def test_an_answer_is_shown_with_its_unit_in_both_languages():
    field = spec("people", unit="人", unit_en="people")
    with translation.override("zh-hans"):
        assert field.shown(35) == "35 人"
    with translation.override("en"):
        assert field.shown(35) == "35 people"
        assert spec("choice", options=YES_NO, multiple=True).shown(["yes", "no"]) == "Yes, No"
