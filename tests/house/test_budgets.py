"""The house stays one that a newcomer finds the way in: sizes of packages, modules and functions, and where imports stand.

What exceeded a budget when the budgets came stands in `excess.toml`, with what was measured then. A row may fall and
leave; none may grow, and none may come.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ("circulars", "ocr", "flows")
PACKAGE_MODULES, MODULE_LINES, FUNCTION_LINES, COMPLEXITY = 8, 300, 40, 12
EXCESS: dict[str, dict[str, int]] = tomllib.loads((Path(__file__).parent / "excess.toml").read_text(encoding="utf-8"))


def _modules() -> Iterator[Path]:
    for room in HOUSE:
        yield from (path for path in sorted((ROOT / room).rglob("*.py")) if "versions" not in path.parts)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _functions(path: Path) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{_name(path)}:{node.name}", node


def _package_sizes() -> dict[str, int]:
    """How many modules and wings a package holds; `__init__` is its door and does not count."""
    sizes = {}
    for door in sorted(path for room in HOUSE for path in (ROOT / room).rglob("__init__.py")):
        package = door.parent
        modules = [path for path in package.glob("*.py") if path.name not in ("__init__.py", "__main__.py")]
        wings = [path for path in package.iterdir() if (path / "__init__.py").exists()]
        if package.name not in ("circulars", "versions"):  # the rooms; migrations, which only ever come
            sizes[_name(package)] = len(modules) + len(wings)
    return sizes


def _module_lines() -> dict[str, int]:
    return {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in _modules()}


def _function_lines() -> dict[str, int]:
    lines: dict[str, int] = {}
    for path in _modules():
        for name, node in _functions(path):
            lines[name] = max(lines.get(name, 0), (node.end_lineno or node.lineno) - node.lineno + 1)
    return lines


def _complexities() -> dict[str, int]:
    """Functions over the budget, as ruff's own measure of McCabe complexity tells them."""
    command = [sys.executable, "-m", "ruff", "check", "--select", "C901", "--output-format", "json", "--exit-zero"]
    limit = ["--config", f"lint.mccabe.max-complexity={COMPLEXITY}"]
    told = subprocess.run([*command, *limit, *HOUSE], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = {}
    for row in json.loads(told):
        function, measured = row["message"].split("`")[1], int(row["message"].split("(")[1].split()[0])
        found[f"{_name(Path(row['filename']))}:{function}"] = measured
    return found


def _inner_imports() -> dict[str, int]:
    """Imports inside functions, by module: they hide a circle, or keep something heavy away until it is needed."""
    counts: dict[str, int] = {}
    for path in _modules():
        inner = {
            id(node)
            for _, function in _functions(path)
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
        if inner:
            counts[_name(path)] = len(inner)
    return counts


ROOMS_OF_ROWS = ("circulars/extraction", "circulars/cascade", "circulars/checks", "circulars/triage")
"""Rooms whose patterns and words are rows of `circulars.lexicon`, with example and counter-example."""
_LIST_OF_WORDS = 4
_LONGEST_WORD = 30
_ROW_PARTS = 2


def _patterns_without_row() -> dict[str, int]:
    """Calls of `re` that compile a pattern of their own, by module; `re.escape` and the types of `re` compile none."""
    counts: dict[str, int] = {}
    for path in _modules():
        calls = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr != "escape"
        ]
        if calls and _name(path).startswith(ROOMS_OF_ROWS):
            counts[_name(path)] = len(calls)
    return counts


def _words_without_row() -> dict[str, int]:
    """Lists of four or more short Thai words that stand in code, by module."""
    counts: dict[str, int] = {}
    for path in _modules():
        if not _name(path).startswith(ROOMS_OF_ROWS):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        lists = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Tuple | ast.List | ast.Set)
            and id(node) not in _inside_rows(tree)
            and len(words := [one for one in node.elts if isinstance(one, ast.Constant) and _is_word(one.value)])
            >= _LIST_OF_WORDS
            and len(words) == len(node.elts)
        ]
        if lists:
            counts[_name(path)] = len(lists)
    return counts


def _inside_rows(tree: ast.Module) -> set[int]:
    """Lists that are a part of a row: a call that gives an example and a counter-example beside them."""
    rows = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and len(node.args) > _ROW_PARTS]
    told = [
        row for row in rows if sum(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in row.args) > 1
    ]
    return {id(argument) for row in told for argument in row.args}


def _is_word(value: object) -> bool:
    return (
        isinstance(value, str) and len(value) <= _LONGEST_WORD and any("\u0e01" <= sign <= "\u0e4e" for sign in value)
    )


MEASURES = {
    "packages": (_package_sizes, PACKAGE_MODULES),
    "modules": (_module_lines, MODULE_LINES),
    "functions": (_function_lines, FUNCTION_LINES),
    "complexity": (_complexities, COMPLEXITY),
    "inner-imports": (_inner_imports, 0),
    "patterns-without-row": (_patterns_without_row, 0),
    "words-without-row": (_words_without_row, 0),
}


@pytest.mark.parametrize("budget", MEASURES)
def test_nothing_exceeds_its_budget_but_what_is_listed_and_that_only_shrinks(budget: str) -> None:
    measure, limit = MEASURES[budget]
    measured, listed = measure(), EXCESS.get(budget, {})
    grown = {name: size for name, size in measured.items() if size > max(limit, listed.get(name, 0))}
    assert not grown, f"over the budget of {limit}: cut it, rather than list it"
    done = [name for name in listed if measured.get(name, 0) <= limit]
    assert not done, "within the budget now: its row leaves excess.toml"
