"""The source of the portal as the tests of this folder read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
PACKAGES = ("portal", "evaluation", "volunteers", "campaigns", "foundation")
ACTIONS = ("*/actions.py", "*/actions/*.py", "*/*/actions.py", "*/*/actions/*.py")
TASKS = ("*/tasks.py", "*/tasks/*.py", "*/*/tasks.py")
VIEWS = ("*/views.py", "*/views/*.py", "*/*/views.py", "*/*/views/*.py")
ENDPOINTS = ("*/api.py", "*/api/*.py", "*/*/api.py", "*/*/api/*.py")
ADMIN = ("*/admin.py", "*/*/admin.py")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of one module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def modules(*globs: str) -> Iterator[tuple[str, ast.Module]]:
    """Our modules that match, by their path; all of them without a pattern. Migrations write themselves."""
    for path in sorted({path for glob in globs or ("**/*.py",) for path in BASE.glob(glob)}):
        name = path.relative_to(BASE)
        if name.parts[0] in PACKAGES and "migrations" not in name.parts:
            yield str(name), parsed(path)


def functions(*globs: str) -> Iterator[tuple[str, Function, ast.Module]]:
    """Functions at the top of the modules that match, those of the module alone left out."""
    for name, tree in modules(*globs):
        for node in tree.body:
            if isinstance(node, Function) and not node.name.startswith("_"):
                yield f"{name}: {node.name}", node, tree


def called(node: ast.AST) -> Iterator[ast.Call]:
    """Every call below a node."""
    return (one for one in ast.walk(node) if isinstance(one, ast.Call))


def name_of(call: ast.Call) -> str:
    """``close`` of ``problems.close(…)``."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
