"""Models are fields and constraints; what happens to them is said where it is done."""

import ast
from importlib import import_module

import pytest
from django.apps import apps
from django.db import models

from foundation.transitions import TransitionTable

from .source import BASE, PACKAGES, modules

BUSINESS = ("evaluation", "volunteers", "campaigns")


def our_models():
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES]


def tables():
    """Every transition table by its name."""
    for package in BUSINESS:
        if (BASE / package / "transitions").exists():
            for name, value in vars(import_module(f"{package}.transitions")).items():
                if isinstance(value, TransitionTable):
                    yield f"{package}.{name}", value


def test_no_model_of_ours_overrides_save_or_delete():
    assert [model.__name__ for model in our_models() if {"save", "delete"} & set(vars(model))] == []


def test_no_model_of_ours_has_an_order_that_nobody_asked_for():
    assert [model.__name__ for model in our_models() if model._meta.ordering] == []


def test_nothing_listens_to_signals():
    """Telling Django that somebody signed in is fine; acting on such a call hides who does what."""
    found = [f"{name}:{node.lineno}" for name, tree in modules() for node in ast.walk(tree) if _listens(node, tree)]

    assert found == []


def _listens(node, tree) -> bool:
    if isinstance(node, ast.ImportFrom):
        return any(alias.name == "receiver" for alias in node.names)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "connect":
        return False
    imports = [one for one in tree.body if isinstance(one, ast.ImportFrom) and (one.module or "").endswith("signals")]
    signals = {alias.asname or alias.name for one in imports for alias in one.names}
    return ast.unparse(node.func.value).split(".")[0] in signals


@pytest.mark.parametrize(("name", "table"), [pytest.param(*one, id=one[0]) for one in tables()])
def test_every_state_has_a_row_in_its_table(name, table):
    (states,) = {type(state) for state in table}

    assert set(table) == set(states)


def test_every_record_with_states_has_a_table():
    known = [set(map(str, table)) for _, table in tables()]
    lacking = [
        model.__name__
        for model in our_models()
        if model._meta.app_label in BUSINESS
        for field in model._meta.fields
        if field.name == "state" and {value for value, _ in field.flatchoices} not in known
    ]

    assert lacking == []


def test_every_foreign_key_says_what_happens_when_its_target_goes():
    silent = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.DO_NOTHING
    ]

    assert silent == []
