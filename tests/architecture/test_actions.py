"""Whatever the portal does is one verb, one transaction and one audit entry; nothing else writes."""

import ast

import pytest

from .source import ACTIONS, ADMIN, ENDPOINTS, TASKS, VIEWS, called, functions, modules, name_of

WRITES = frozenset(
    ["save", "create", "delete", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "executemany"]
)
NOT_ROWS = ("cache.", "caches", "request.session", "default_storage", "segno.")
LONGEST_TASK = 12


@pytest.mark.parametrize(("name", "node", "tree"), [pytest.param(*one, id=one[0]) for one in functions(*ACTIONS)])
def test_every_action_is_atomic_and_leaves_a_trace(name, node, tree):
    decorators = {ast.unparse(decorator).split("(")[0] for decorator in node.decorator_list}
    by_keyword = {argument.arg for argument in node.args.kwonlyargs}

    assert "transaction.atomic" in decorators, f"{name} is not atomic"
    assert by_keyword >= {"actor", "at"}, f"{name} does not take actor and at by keyword"
    assert _leaves_a_trace(node, tree, set()), f"{name} writes no audit entry"


def _leaves_a_trace(node, tree, seen) -> bool:
    """Directly, through a helper of the same module, or through another action that is told who and when."""
    helpers = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
    for call in called(node):
        name = name_of(call)
        if name == "record" or name.startswith("record_"):
            return True
        if {keyword.arg for keyword in call.keywords} >= {"actor", "at"} and name not in helpers:
            return True
        if name in helpers and name not in seen and _leaves_a_trace(helpers[name], tree, seen | {name}):
            return True
    return False


def test_pages_endpoints_and_tasks_write_nothing_themselves():
    found = [
        f"{name}:{call.lineno}: {ast.unparse(call.func)}"
        for name, tree in modules(*VIEWS, *ENDPOINTS, *TASKS, *ADMIN)
        for call in called(tree)
        if _writes(call)
    ]

    assert found == []


def _writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or ast.unparse(call.func.value).startswith(NOT_ROWS):
        return False
    is_update_of_rows = call.func.attr == "update" and not call.args and bool(call.keywords)
    return call.func.attr in WRITES or is_update_of_rows


def test_tasks_are_short_and_take_keywords_only():
    tasks = [
        (name, node)
        for name, node, _ in functions(*TASKS)
        if any("shared_task" in ast.unparse(decorator) for decorator in node.decorator_list)
    ]

    assert [name for name, node in tasks if node.args.args or node.args.posonlyargs or node.args.vararg] == []
    assert [name for name, node in tasks if node.end_lineno - node.lineno + 1 > LONGEST_TASK] == []
