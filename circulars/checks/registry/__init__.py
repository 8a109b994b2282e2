"""One registry of checks: a row a check, whatever room makes it; `docs/checks.md` is written from it."""

from __future__ import annotations

from circulars.checks.registry import both, drafts, files, incoming, plans, words
from circulars.checks.registry.row import Check, Example, Looks

CHECKS: dict[str, Check] = {
    one.name: one
    for one in (*incoming.CHECKS, *files.CHECKS, *both.CHECKS, *plans.CHECKS, *drafts.CHECKS, *words.CHECKS)
}
"""All rows by their name."""

__all__ = ["CHECKS", "Check", "Example", "Looks", "page"]


def page() -> str:
    """The table of all checks as `docs/checks.md` shows it."""
    lines = [
        "# Checks",
        "",
        "Written by `python -m circulars.checks.registry > docs/checks.md`; the rows stand in `circulars/checks/registry/`.",
        "`blocks` stops a letter or draft, `warns` asks a person, `notes` tells. Nothing is changed by a check. “ข้อ” and",
        "“ภาคผนวก” are those of ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖.",
    ]
    for looks in Looks:
        lines += ["", f"## {looks.value}", "", "| check | tells | weight | rests on | e.g. |", "|---|---|---|---|---|"]
        lines += [_line(one) for one in CHECKS.values() if one.looks is looks]
    return "\n".join(lines) + "\n"


def _line(one: Check) -> str:
    shown = "; ".join(f"{name}: {text}" for name, text in one.examples[0].fires.items()) if one.examples else ""
    weight = ", ".join(str(weight) for weight in one.severities)
    return f"| `{one.name}` | {one.title} | {weight} | {one.basis} | {shown.replace(chr(10), ' / ')} |"
