"""Ledgers, metrics, report templates and outlines of the catalogue fit together."""

import re
from collections import Counter

from .reading import document, repeated, rows

METRICS = document("metrics.yaml")["metrics"]
BY_NAME = {metric["name"]: metric for metric in METRICS}
LEDGERS = document("ledgers.yaml")["ledgers"]
TEMPLATES = document("report_templates.yaml")["templates"]
OUTLINES = document("report_outline.yaml")
FIELD_TYPES = {"number", "people", "date", "choice", "text", "region", "photos", "link"}


def test_every_figure_is_defined_once_in_both_languages():
    kept = ("title", "title_en", "unit", "unit_en", "definition", "definition_en")

    assert (len(METRICS), repeated(metric["name"] for metric in METRICS)) == (322, [])
    assert [metric["name"] for metric in METRICS if not all(metric[name] for name in kept)] == []


def test_figures_come_from_ledgers_honours_and_other_records():
    kinds = {row["code"] for row in rows("honour_kinds.csv")}
    from_ledgers = {metric["name"] for metric in METRICS if "ledger" in metric["source"]}
    on_honours = {name for name in BY_NAME if re.match(r"honours\.(named|valid)\.", name)}

    assert (len(from_ledgers), len(on_honours), len(METRICS) - len(from_ledgers) - len(on_honours)) == (93, 67, 162)
    assert {name.split(".", 2)[2] for name in on_honours} <= kinds


def test_a_formula_names_figures_that_exist_wherever_its_own_figure_does():
    for metric in METRICS:
        for name in re.findall(r"[a-z_]+(?:\.[a-z_]+)+", metric.get("formula", "")):
            assert metric["measure"] == "ratio"
            assert set(metric["levels"]) <= set(BY_NAME[name]["levels"]), metric["name"]
            assert set(metric["periods"]) <= set(BY_NAME[name]["periods"]), metric["name"]


def test_a_ledger_has_fields_that_parse_and_a_day_to_count_by():
    assert (len(LEDGERS), sum(len(ledger["fields"]) for ledger in LEDGERS)) == (34, 198)
    for ledger in LEDGERS:
        fields = {field["code"]: field for field in ledger["fields"]}
        assert len(fields) == len(ledger["fields"]), ledger["code"]
        assert fields[ledger["dated_by"]]["type"] == "date", ledger["code"]
        assert ("ended_on" in fields) == (ledger["nature"] == "register"), ledger["code"]
        for field in ledger["fields"]:
            assert field["type"] in FIELD_TYPES, field
            assert ("options" in field) == (field["type"] == "choice"), field
            assert repeated(option["code"] for option in field.get("options", [])) == [], field


def test_a_ledger_figure_is_the_metric_of_the_same_name():
    assert sum(len(ledger["figures"]) for ledger in LEDGERS) == 93
    for ledger in LEDGERS:
        for figure in ledger["figures"]:
            metric = BY_NAME[figure["code"]]
            assert metric["source"] == {
                "records": ["ledger_entries"],
                "ledger": ledger["code"],
                "figure": figure["code"],
            }
            assert (metric["title"], metric["unit"], metric["measure"]) == (
                figure["name"],
                figure["unit"],
                figure["of"],
            )
            assert (metric["counted"] == "at_end") == (ledger["nature"] == "register"), figure["code"]


def test_a_ledger_figure_counts_fields_and_options_of_its_own_ledger():
    for ledger in LEDGERS:
        fields = {field["code"]: field for field in ledger["fields"]}
        for figure in ledger["figures"]:
            assert (figure["of"] == "count") != ("field" in figure), figure["code"]
            assert "field" not in figure or fields[figure["field"]]["type"] in {"number", "people"}, figure["code"]
            for code, value in figure.get("where", {}).items():
                options = {option["code"] for option in fields[code].get("options", [])}
                assert value == "any" or not options or value in options, figure["code"]


def test_report_templates_ask_for_figures_their_filers_have_and_ask_nothing_twice():
    asked = Counter()
    for template in TEMPLATES:
        for figure in template["figures"]:
            if "typed" in figure:
                asked[figure["typed"]["code"]] += 1
                continue
            metric = BY_NAME[figure["metric"]]
            assert set(figure.get("only", template["filed_by"])) <= set(metric["levels"]), (template["code"], metric)
            assert template["period"] in metric["periods"], (template["code"], metric["name"])
        asked.update(question["code"] for question in template["texts"] + template["evidence"])

    assert len(TEMPLATES) == 10
    assert set(asked.values()) == {1}


def test_outlines_draw_figures_of_their_level_and_period_and_tables_that_exist():
    drawn = {part: {row["code"] for row in OUTLINES[part]} for part in ("charts", "tables")}

    def walk(section, outline):
        for name in section.get("metrics", []):
            assert outline["level"] in BY_NAME[name]["levels"], name
            assert outline["period"] in BY_NAME[name]["periods"], name
        for part, known in drawn.items():
            assert set(section.get(part, [])) <= known
        for inner in section.get("sections", []):
            walk(inner, outline)

    assert len(OUTLINES["outlines"]) == 3
    for outline in OUTLINES["outlines"]:
        walk({"sections": outline["sections"]}, outline)


def test_teams_of_one_kind_are_counted_at_the_level_their_definition_names():
    where = {name: metric["source"].get("where", "") for name, metric in BY_NAME.items() if name.startswith("teams.")}

    assert [name for name in sorted(where) if "level" not in where[name]] == ["teams.total"]
