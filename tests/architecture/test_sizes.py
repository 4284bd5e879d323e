"""Rooms and functions stay small enough to read; see the largest with ``pytest -s``."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("analyzers", "indexer", "search_app")
MODULE_LINES = 300
FUNCTION_LINES = 60
MODULES = {path: path.read_text("utf-8") for top in PACKAGES for path in (ROOT / top).rglob("*.py")}


def report(sizes, budget):
    """Print the ten largest; return those over the budget."""
    ordered = sorted(sizes, reverse=True)
    print(*(f"{lines:4} {name}" for lines, name in ordered[:10]), sep="\n")  # noqa: T201
    return [name for lines, name in ordered if lines > budget]


def test_no_module_is_over_its_budget():
    sizes = [(text.count("\n"), str(path.relative_to(ROOT))) for path, text in MODULES.items()]

    assert report(sizes, MODULE_LINES) == []


def test_no_function_is_over_its_budget():
    sizes = [
        (node.end_lineno - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.name}")
        for path, text in MODULES.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert report(sizes, FUNCTION_LINES) == []
