"""Small files with one idea each, under a name that says which."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    str(path.relative_to(ROOT)): path.read_text()
    for folder in ("src", "tests", "scripts", "bench")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
}
LONGEST_FILE = 400  # lines
LONGEST_TESTS = 500  # they are read one at a time
LONGEST_FUNCTION = 60


def test_no_file_is_too_long_to_hold_one_idea() -> None:
    lengths = {name: len(text.splitlines()) for name, text in FILES.items()}

    assert {
        name
        for name, length in lengths.items()
        if length > (LONGEST_TESTS if name.startswith("tests/") else LONGEST_FILE)
    } == set()


def test_every_function_fits_a_screen() -> None:
    too_long = {
        f"{name}: {function.name}"
        for name, text in FILES.items()
        for function in functions(text)
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    }

    assert too_long == set()


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_file_is_named_after_nothing() -> None:
    assert {
        name for name in FILES if Path(name).stem in {"utils", "helpers", "common", "misc"}
    } == set()
