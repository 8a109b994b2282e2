"""What the README and the pages of docs name is there: paths, commands and make targets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("templates/*.md")])
MADE = ("build/", "office/", "drafts/", "inbox/", "outbox/", "archive/", "quarantine/", "work/", "run/", "logs/")
"""Folders that an office or a build makes; they are not in the tree."""


def _paths(page: Path) -> list[str]:
    """Paths in back ticks that begin with a folder of the tree."""
    tops = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    named = re.findall(r"`([\w./*-]+/[\w./*-]*)`", page.read_text(encoding="utf-8"))
    return [name for name in named if name.split("/")[0] in tops and not name.startswith(MADE)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    gone = [name for name in _paths(page) if not (any(ROOT.glob(name)) if "*" in name else (ROOT / name).exists())]
    assert not gone


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_of_ours_opens(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    gone = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert not gone


def test_every_make_target_that_a_page_names_is_a_target() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"`make ([\w-]+)", page.read_text(encoding="utf-8"))}
    assert named <= targets


def test_the_table_of_changes_names_a_place_for_every_change() -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("## Where do I change X", 1)[1].split("\n## ", 1)[0]
    rows = [row for row in table.splitlines() if row.startswith("| ") and "I want to" not in row]
    assert len(rows) >= 10
    assert all("`" in row.split("|")[2] or "docx" in row for row in rows)
