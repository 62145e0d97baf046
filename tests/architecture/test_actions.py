"""Whatever the portal does is one verb, one transaction and one audit entry; nothing else writes."""

import ast

import pytest

from .source import ACTIONS, ADMIN, ENDPOINTS, TASKS, VIEWS, called, functions, modules, name_of

WRITES = frozenset(
    ["save", "create", "delete", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "executemany"]
)
NOT_ROWS = ("cache.", "caches", "request.session", "default_storage", "segno.")
LONGEST_TASK = 12


def _writes(call: ast.Call) -> bool:
    if _is_told_who_and_when(call):  # an action of the same name
        return False
    if not isinstance(call.func, ast.Attribute) or ast.unparse(call.func.value).startswith(NOT_ROWS):
        return False
    is_update_of_rows = call.func.attr == "update" and not call.args and bool(call.keywords)
    return call.func.attr in WRITES or is_update_of_rows


def _reaches(node, tree, question, seen=frozenset()) -> bool:
    """Whether the answer is yes for a call of the function or of a helper of the same module."""
    helpers = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
    for call in called(node):
        name = name_of(call)
        if question(call) and name not in helpers:
            return True
        if name in helpers and name not in seen and _reaches(helpers[name], tree, question, seen | {name}):
            return True
    return False


def _is_told_who_and_when(call: ast.Call) -> bool:
    return {keyword.arg for keyword in call.keywords} >= {"actor", "at"}


def _leaves_a_trace(call: ast.Call) -> bool:
    """Directly, or through another action."""
    return name_of(call) == "record" or name_of(call).startswith("record_") or _is_told_who_and_when(call)


def _changes(call: ast.Call) -> bool:
    return _writes(call) or name_of(call) in ("move", "execute", "copy_expert") or _leaves_a_trace(call)


def actions():
    """What the portal does: the functions of the actions that change something, not those that only look."""
    return [pytest.param(*one, id=one[0]) for one in functions(*ACTIONS) if _reaches(one[1], one[2], _changes)]


@pytest.mark.parametrize(("name", "node", "tree"), actions())
def test_every_action_is_atomic_and_leaves_a_trace(name, node, tree):
    decorators = {ast.unparse(decorator).split("(")[0] for decorator in node.decorator_list}
    by_keyword = {argument.arg for argument in node.args.kwonlyargs}

    assert "transaction.atomic" in decorators, f"{name} is not atomic"
    assert by_keyword >= {"actor", "at"}, f"{name} does not take actor and at by keyword"
    assert _reaches(node, tree, _leaves_a_trace), f"{name} writes no audit entry"


def test_pages_endpoints_and_tasks_write_nothing_themselves():
    found = [
        f"{name}:{call.lineno}: {ast.unparse(call.func)}"
        for name, tree in modules(*VIEWS, *ENDPOINTS, *TASKS, *ADMIN)
        for call in called(tree)
        if _writes(call)
    ]

    assert found == []


def test_tasks_are_short_and_take_keywords_only():
    tasks = [
        (name, node)
        for name, node, _ in functions(*TASKS)
        if any("shared_task" in ast.unparse(decorator) for decorator in node.decorator_list)
    ]

    assert [name for name, node in tasks if node.args.args or node.args.posonlyargs or node.args.vararg] == []
    assert [name for name, node in tasks if node.end_lineno - node.lineno + 1 > LONGEST_TASK] == []
