"""The shipped catalogue is whole: every sum, code and reference in it holds."""

import csv
import re
from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from .reading import CATALOGUE, many, repeated, rows

SEVERITIES = {"minor", "normal", "serious", "emergency"}
SCALE, SERIOUS_SCALE, YES_NO = "A=1;B=0.66;C=0.33;D=0", "A=1;B=0.5;C=0.25;D=0", "yes=1;no=0"
SYSTEMS = {
    "daily": (12, 251, None),
    "city": (10, 34, {"material": 40, "field": 40, "survey": 20}),
    "village_town": (6, 26, {"material": 67, "field": 18, "survey": 15}),
    "unit": (9, 27, {"material": 70, "field": 20, "survey": 10}),
    "campus": (6, 26, {"material": 84, "field": 12, "survey": 4}),
    "family": (7, 21, {"material": 86, "field": 9, "survey": 5}),
}


def indicators(system):
    return rows(f"indicators_{system}.csv")


def leaves(system):
    return [row for row in indicators(system) if row["parent"]]


@pytest.mark.parametrize("path", sorted(CATALOGUE.glob("*.csv")), ids=lambda path: path.name)
def test_every_table_is_utf8_without_mark_and_every_row_is_as_wide_as_its_header(path):
    raw = path.read_bytes()
    table = list(csv.reader(raw.decode("utf-8").splitlines()))

    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert {len(row) for row in table} == {len(table[0])}
    assert [cell for row in table for cell in row if cell != cell.strip()] == []


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("site_types.csv", 56),
        ("department_kinds.csv", 53),
        ("problem_categories.csv", 65),
        ("negative_lists.csv", 59),
        ("honour_kinds.csv", 45),
        ("volunteer_categories.csv", 20),
        ("award_person_kinds.csv", 11),
        ("special_actions.csv", 10),
        ("meeting_kinds.csv", 4),
        ("grades.csv", 4),
        ("livelihood_lists.csv", 3),
    ],
)
def test_every_code_of_a_table_is_given_once_and_every_name_has_its_english(name, count):
    table = rows(name)

    assert len(table) == count
    assert repeated(row["code"] for row in table) == []
    assert [row["code"] for row in table if not (row["name"] and row["name_en"])] == []


@pytest.mark.parametrize("system", SYSTEMS)
def test_an_indicator_system_has_its_groups_its_leaves_and_its_points(system):
    groups, count, by_method = SYSTEMS[system]
    points = Counter()
    for leaf in leaves(system):
        points[leaf["method"]] += Decimal(leaf["points"])

    assert len([row for row in indicators(system) if not row["parent"]]) == groups
    assert len(leaves(system)) == count
    assert repeated(row["code"] for row in indicators(system)) == []
    assert {(row["system"], row["version"]) for row in indicators(system)} == {(system, "2026")}
    assert by_method is None or points == by_method


@pytest.mark.parametrize("system", SYSTEMS)
def test_leaves_are_numbered_without_gaps_inside_their_group(system):
    numbers = defaultdict(list)
    for leaf in leaves(system):
        assert leaf["code"].startswith(leaf["parent"] + "-")
        numbers[leaf["parent"]].append(int(leaf["code"].rsplit("-", 1)[1]))

    assert set(numbers) == {row["code"] for row in indicators(system) if not row["parent"]}
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_leaf_carries_exactly_the_fields_of_its_rule(system):
    wanted = {
        "counted": lambda leaf: 0 < Decimal(leaf["deduct_each"]) <= Decimal(leaf["points"]),
        "measured": lambda leaf: Decimal(leaf["target"]) > 0 and leaf["direction"] in {"higher", "lower"},
        "graded": lambda leaf: leaf["options"] in {SCALE, SERIOUS_SCALE, YES_NO},
    }
    fields = {"counted": {"deduct_each"}, "measured": {"target", "direction"}, "graded": {"options"}}

    for leaf in leaves(system):
        filled = {name for name in ("deduct_each", "target", "direction", "options") if leaf[name]}
        assert filled == fields[leaf["rule"]], leaf["code"]
        assert wanted[leaf["rule"]](leaf), leaf["code"]
        assert leaf["severity"] in SEVERITIES, leaf["code"]


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_leaf_says_how_to_judge_in_both_languages(system):
    for leaf in leaves(system):
        assert leaf["name"], leaf["code"]
        assert leaf["name_en"], leaf["code"]
        assert 0 < len(leaf["guidance"]) <= 60, leaf["code"]
        assert 0 < len(leaf["guidance_en"]) <= 160, leaf["code"]
        assert not re.search(r"[\u3000-\u9fff]", leaf["guidance_en"]), leaf["code"]


@pytest.mark.parametrize("system", SYSTEMS)
def test_only_field_leaves_name_site_types_and_each_of_them_exists_once(system):
    known = {row["code"] for row in rows("site_types.csv")}

    for leaf in leaves(system):
        named = many(leaf["site_types"])
        assert set(named) <= known, leaf["code"]
        assert repeated(named) == [], leaf["code"]
        assert system == "family" or bool(named) == (leaf["method"] == "field"), leaf["code"]


def test_the_form_of_every_site_type_adds_up_to_100_points_and_has_8_to_18_leaves():
    forms = defaultdict(list)
    for leaf in leaves("daily"):
        for site_type in many(leaf["site_types"]):
            forms[site_type].append(Decimal(leaf["points"]))

    assert {code: sum(points) for code, points in forms.items()} == {row["code"]: 100 for row in rows("site_types.csv")}
    assert {len(points) for points in forms.values()} == set(range(8, 19))


def test_one_slip_fails_a_serious_daily_item():
    for leaf in leaves("daily"):
        if leaf["severity"] not in {"serious", "emergency"}:
            assert leaf["options"] != SERIOUS_SCALE, leaf["code"]
        elif leaf["rule"] == "counted":
            kept = 1 - Decimal(leaf["deduct_each"]) / Decimal(leaf["points"])
            assert kept < Decimal("0.6"), leaf["code"]
        else:
            assert leaf["options"] in {SERIOUS_SCALE, YES_NO}, leaf["code"]


def test_only_the_volunteer_point_is_scored_all_or_none():
    groups = [row for system in SYSTEMS for row in indicators(system) if not row["parent"]]

    assert [row["code"] for row in groups if row["rule"]] == ["VOL"]
    assert {row["points"] for row in groups} == {""}


def test_departments_named_elsewhere_exist():
    known = {row["code"] for row in rows("department_kinds.csv")} | {""}
    named = set()
    for table in ("problem_categories.csv", "special_actions.csv", "volunteer_categories.csv"):
        for row in rows(table):
            named |= {row["lead_department"], *many(row.get("support_departments") or "")}

    assert named - known == set()


def test_negative_entries_deduct_points_or_veto_and_never_both():
    table = rows("negative_lists.csv")

    assert all(row["code"].startswith(row["type"] + ".") for row in table)
    assert {(row["effect"], bool(row["points"])) for row in table} == {("veto", False), ("deduct", True)}


def test_milestones_are_in_order_and_the_same_in_both_languages():
    for action in rows("special_actions.csv"):
        months = [int(part.split(":")[0]) for part in many(action["milestones"])]
        assert months == sorted(set(months)), action["code"]
        assert months == [int(part.split(":")[0]) for part in many(action["milestones_en"])], action["code"]


def test_the_least_time_of_a_supervision_is_told_in_the_unit_of_its_policy():
    found = {
        row["severity"]: (row["time_amount"], row["time_unit"], row["supervision_minimum"])
        for row in rows("severity_policies.csv")
    }

    assert found == {
        "minor": ("1", "working_day", "1"),
        "normal": ("3", "working_day", "1"),
        "serious": ("7", "working_day", "1"),
        "emergency": ("4", "clock_hour", "1"),
    }


def test_a_title_requires_a_title_that_exists():
    codes = {row["code"] for row in rows("honour_kinds.csv")}

    assert {row["requires"] for row in rows("honour_kinds.csv")} - codes == {""}


def test_the_read_me_counts_what_is_there():
    text = (CATALOGUE / "README.md").read_text(encoding="utf-8")
    groups = {row["group"] for row in rows("site_types.csv")}

    assert re.search(r"56 types in (\d+) groups", text).group(1) == str(len(groups)) == "12"
