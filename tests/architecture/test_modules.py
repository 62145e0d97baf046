"""Modules are short, say what they hold, are named after it, and ask for the time in one way."""

import ast
import re
import subprocess

from .source import BASE, modules

LONGEST_MODULE, LONGEST_TEST_MODULE = 300, 400
JUNK_DRAWERS = {"utils", "util", "common", "misc", "services", "managers", "helpers"}
WRONG_CLOCKS = re.compile(r"\b(date\.today|datetime\.today|datetime\.utcnow)\(|\bnow\(\)\.date\(")
ADDRESS_OF_REGISTRY = re.compile(
    r"https?://[^\s\"']*(pypi|npmjs|npmmirror|/simple\b)|\"resolved\":|--(extra-)?index-" + "url"
)
PATH_OF_A_MACHINE = re.compile(r"/(work|home|root)/\w+/")


def files_of_tests():
    return sorted((BASE / "tests").rglob("*.py"))


def committed_files():
    """Names of the files under version control, or nothing where there is none."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=BASE, capture_output=True, text=True, check=False).stdout
    return [BASE / name for name in listed.split("\0") if name and (BASE / name).is_file()]


def test_no_module_is_too_long_to_be_read_at_once():
    too_long = [name for name, _ in modules() if _lines(BASE / name) > LONGEST_MODULE]
    too_long += [str(path) for path in files_of_tests() if _lines(path) > LONGEST_TEST_MODULE]

    assert too_long == []


def test_every_module_says_in_one_line_what_it_holds():
    silent = [
        name for name, tree in modules() if tree.body and len((ast.get_docstring(tree) or "\n").splitlines()) != 1
    ]

    assert silent == []


def test_no_module_is_a_junk_drawer():
    assert [name for name, _ in modules() if name.rsplit("/", 1)[-1].removesuffix(".py") in JUNK_DRAWERS] == []


def test_today_is_asked_for_in_the_local_zone_only():
    found = [
        f"{name}:{number}"
        for name, _ in modules()
        for number, line in enumerate((BASE / name).read_text(encoding="utf-8").splitlines(), start=1)
        if WRONG_CLOCKS.search(line)
    ]

    assert found == []


def test_imports_stand_at_the_top():
    found = [
        f"{name}:{inner.lineno}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and name.rsplit("/", 1)[-1] != "apps.py"
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert found == []


def test_no_committed_file_names_a_package_registry_or_a_place_on_somebodys_machine():
    found = []
    for path in committed_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if ADDRESS_OF_REGISTRY.search(text) or PATH_OF_A_MACHINE.search(text):
            found.append(str(path.relative_to(BASE)))

    assert found == []


def _lines(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
