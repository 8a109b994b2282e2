"""Every command of the command line where a folder can't be made or a file can't be written: one Thai line, no traceback.

The commands and what they take are asked of the parser, so that a new command is tried too.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_commands import LETTER
from test_commands_prove import issued  # noqa: F401  an office with a letter that it issued

from circulars.machine_faults import told_in_one_line
from flows.cli import _parser, main

SOURCES = ("file", "files")
"""Arguments that name a file to be read; every other path is written."""


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command by name."""
    (subs,) = (action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(subs.choices)


def written_paths(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return [one for one in parser._actions if one.type is Path and one.dest not in (*SOURCES, "home")]


def spoken(parser: argparse.ArgumentParser, values: dict[str, str], out: Path) -> Iterator[list[str]]:
    """The words after the command, in each of its actions, once with each option that writes a file."""
    options = [one.dest for one in written_paths(parser) if one.option_strings and not one.required]
    for option in options or [""]:
        yield from _spoken(parser, values, out, option)


def _spoken(parser: argparse.ArgumentParser, values: dict[str, str], out: Path, option: str) -> Iterator[list[str]]:
    parts: list[list[list[str]]] = []
    for action in parser._actions:
        if action.dest in ("help", "home", "verbose") or (action.nargs == 0):
            continue
        optional = bool(action.option_strings)
        if optional and not action.required and action.dest != option and action.dest not in values:
            continue
        if action.choices:
            words = [str(choice) for choice in action.choices][: 1 if action.dest == "book" else None]
        elif action.type is Path and action.dest not in SOURCES:
            words = [str(out)]
        else:
            words = [values.get(action.dest, "1" if action.type is int else "สมมุติ")]
        parts.append([[action.option_strings[-1], word] if optional else [word] for word in words])
    for chosen in itertools.product(*parts):
        yield [word for words in chosen for word in words]


@pytest.fixture
def blocked(tmp_path: Path) -> Path:
    """A place where nothing can be made, not even by root: under a file."""
    (tmp_path / "ไฟล์").write_text("ไม่ใช่โฟลเดอร์", encoding="utf-8")
    return tmp_path / "ไฟล์" / "ข้างใน"


def tried(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit status and what was told; an exception fails the test, as a traceback would a clerk."""
    capsys.readouterr()
    try:
        code = main(words)
    except SystemExit as ended:
        code = int(str(ended.code or 0))
    told = capsys.readouterr()
    assert "Traceback" not in told.err, words
    assert code in (0, 1, 2), words
    return code, told.err + told.out


@pytest.mark.parametrize("name", sorted({*commands()} - {"offices"}))  # which measures templates and writes nothing
def test_a_home_that_cannot_be_made(
    name: str, blocked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "หนังสือ.txt"
    letter.write_text("", encoding="utf-8")
    values = {"file": str(letter), "files": str(letter), "office": "สน ๐๐๑๘.๑", "id": "x"}
    for words in spoken(commands()[name], values, tmp_path / "ผล"):
        code, told = tried([name, *words, "--home", str(blocked)], capsys)
        if code:
            assert re.search("[ก-๙]", told), (words, told)


@pytest.mark.parametrize("name", sorted(name for name, parser in commands().items() if written_paths(parser)))
def test_a_result_that_cannot_be_written(
    name: str,
    issued: tuple[Path, bytes],  # noqa: F811
    blocked: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home, _ = issued
    letter = tmp_path / "หนังสือ.txt"
    letter.write_text(LETTER, encoding="utf-8")
    main(["find", "--status", "issued", "--json", "--home", str(home)])
    found = json.loads(capsys.readouterr().out.splitlines()[0])
    values = {"file": str(letter), "files": str(letter), "office": "สน ๐๐๑๘.๑", "id": str(found["id"])}
    failed = 0
    for words in spoken(commands()[name], values, blocked):
        code, told = tried([name, *words, "--home", str(home)], capsys)
        failed += code == 1
        if code:
            assert re.search("[ก-๙]", told), (words, told)
    assert failed, f"{name} wrote where nothing can be written"


@pytest.mark.parametrize(
    ("typed", "instead", "office", "reason"),
    [
        ("ที่ มท", "ลับ\nที่ มท", "สน ๐๐๑๘.๑", "ชั้นความลับ"),
        ("ผู้ว่าราชการจังหวัด ทุกจังหวัด", "อธิบดีกรมที่ดิน", "กรมการปกครอง", "หนังสือของกรมการปกครองเอง"),
    ],
)
def test_where_nothing_is_drafted_the_reason_is_told(
    typed: str, instead: str, office: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter, out = tmp_path / "หนังสือ.txt", tmp_path / "ผล"
    letter.write_text(LETTER.replace(typed, instead), encoding="utf-8")
    code, told = tried(["draft", str(letter), "--office", office, "--out", str(out)], capsys)
    assert code == 1
    assert "ไม่มีหนังสือที่สำนักงานนี้ต้องแจ้งต่อ" in told
    assert reason in told
    assert str(out / "plan.json") in told
    assert json.loads((out / "plan.json").read_text(encoding="utf-8"))["letters"][0]["steps"] == []


def test_faults_of_the_machine_name_the_place() -> None:
    for error in (
        PermissionError(13, "x", "/a"),
        OSError(28, "x", "/a"),
        OSError(30, "x", "/a"),
        OSError(99, "x", "/a"),
    ):
        told = told_in_one_line(error)
        assert "/a" in told
        assert "กรุณา" in told
