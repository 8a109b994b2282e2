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
        if package.name != "circulars":  # it holds the rooms
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


MEASURES = {
    "packages": (_package_sizes, PACKAGE_MODULES),
    "modules": (_module_lines, MODULE_LINES),
    "functions": (_function_lines, FUNCTION_LINES),
    "complexity": (_complexities, COMPLEXITY),
    "inner-imports": (_inner_imports, 0),
}


@pytest.mark.parametrize("budget", MEASURES)
def test_nothing_exceeds_its_budget_but_what_is_listed_and_that_only_shrinks(budget: str) -> None:
    measure, limit = MEASURES[budget]
    measured, listed = measure(), EXCESS.get(budget, {})
    grown = {name: size for name, size in measured.items() if size > max(limit, listed.get(name, 0))}
    assert not grown, f"over the budget of {limit}: cut it, rather than list it"
    done = [name for name in listed if measured.get(name, 0) <= limit]
    assert not done, "within the budget now: its row leaves excess.toml"
