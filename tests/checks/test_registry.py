"""The registry of checks: complete, true to the code, and every row fires on its example and not on its counter-example."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from placed import of_draft, of_incoming

from circulars.checks.registry import CHECKS, Check, Looks, page
from circulars.letter.finding import RENAMED, Finding
from circulars.review import NEVER

ROOT = Path(__file__).resolve().parents[2]
MAKERS = {"Finding", "blocks", "warns", "notes", "warn", "_warn", "Fault", "_closing", "_stamp"}
"""What makes a finding: the type itself, and the helpers whose first argument is the name of the check."""
EXAMPLES = [(one, at) for one in CHECKS.values() for at in range(len(one.examples))]


def found_by(example: Mapping[str, str]) -> tuple[Finding, ...]:
    ours = any(name.startswith(("draft.", "source.", "plan.", "typed.", "office")) for name in example)
    return of_draft(example) if ours else of_incoming(example)


@pytest.mark.parametrize(("row", "at"), EXAMPLES, ids=[f"{row.name}-{at}" for row, at in EXAMPLES])
def test_a_check_fires_on_its_example_and_not_on_its_counter_example(row: Check, at: int) -> None:
    example = row.examples[at]
    fired = [one for one in found_by(example.fires) if one.check == row.name]
    assert fired and {one.severity for one in fired} <= set(row.severities), found_by(example.fires)
    assert row.name not in {one.check for one in found_by(example.silent)}


@pytest.mark.parametrize("row", [one for one in CHECKS.values() if not one.examples], ids=lambda one: one.name)
def test_what_needs_more_than_a_letter_names_the_test_that_shows_it(row: Check) -> None:
    path, _, name = row.proof.partition("::")
    text = (ROOT / path).read_text(encoding="utf-8")
    assert f"def {name}(" in text
    named = text[text.index(f"def {name}(") :].split("\ndef ", 1)[0]
    assert row.name in named or "_OWN_THAI" in named or row.name.startswith("language-"), (
        "it does not look at this check"
    )


def _named_in_code() -> Iterator[str]:
    """Names of checks that stand in the code, literally or as a constant of the module."""
    for room in ("circulars", "ocr", "flows"):
        for path in (ROOT / room).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            constants = dict(_constants(tree))
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and node.args and _called(node) in MAKERS:
                    yield from _texts(node.args[0], constants)
                if isinstance(node, ast.keyword) and node.arg == "check":
                    yield from _texts(node.value, constants)


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign):
            pairs = [(node.targets[0], node.value)]
            if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(node.targets[0].elts, node.value.elts, strict=True))
            for target, value in pairs:
                if isinstance(target, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield target.id, value.value


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _texts(node: ast.expr, constants: Mapping[str, str]) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Name) and node.id in constants:
        yield constants[node.id]


def test_every_check_of_the_code_is_a_row_and_every_row_a_check_of_the_code() -> None:
    named = set(_named_in_code()) | {"references-listed", "enclosures-listed"}  # one rule for two lists
    named -= {"addressees", "closing"} - CHECKS.keys()  # fields that `_closing` takes first
    assert named == set(CHECKS)


def test_names_of_before_and_names_that_block_are_rows() -> None:
    assert set(RENAMED.values()) <= CHECKS.keys() and not set(RENAMED) & CHECKS.keys()
    assert {one.check for one in NEVER} <= CHECKS.keys()


def test_what_looks_at_both_has_an_example_of_each() -> None:
    for row in CHECKS.values():
        if row.looks is Looks.BOTH:
            ours = [any(name.startswith(("draft.", "source.")) for name in one.fires) for one in row.examples]
            assert set(ours) == {True, False}, row.name


def test_the_page_of_all_checks_is_as_the_registry_writes_it() -> None:
    assert (ROOT / "docs/checks.md").read_text(encoding="utf-8") == page(), (
        "python -m circulars.checks.registry > docs/checks.md"
    )


def test_every_row_says_what_it_rests_on() -> None:
    assert all(one.title and one.basis and one.severities and (one.examples or one.proof) for one in CHECKS.values())
