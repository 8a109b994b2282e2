"""Every command of the command line where a folder can't be made or a file can't be written: one Thai line, no traceback.

The commands and what they take are asked of the command line, so that a new command is tried too.
"""

from __future__ import annotations

import errno
import itertools
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from test_commands import LETTER
from test_commands_prove import issued  # noqa: F401  an office with a letter that it issued
from typer.core import TyperArgument, TyperOption

from circulars.machine_faults import told_in_one_line, told_of_a_run
from flows.cli import main
from flows.commands.line.rows import ROWS
from flows.commands.line.tree import command_of, parameters_of

SOURCES = ("file", "files", "head_file")
"""Arguments that name a file to be read; every other path is written."""
Parameter = TyperArgument | TyperOption


def commands() -> dict[str, list[Parameter]]:
    """What may follow every command, by its name."""
    return {name: parameters_of(command_of(name)) for name in ROWS}


def named(parameter: Parameter) -> bool:
    return isinstance(parameter, TyperOption)


def writes(parameter: Parameter) -> bool:
    return parameter.type_descriptor.is_path and parameter.name not in (*SOURCES, "home")


def written_paths(parameters: list[Parameter]) -> list[Parameter]:
    return [one for one in parameters if writes(one)]


def spoken(parameters: list[Parameter], values: dict[str, str], out: Path) -> Iterator[list[str]]:
    """The words after the command, in each of its actions, once with each option that writes a file."""
    options = [str(one.name) for one in written_paths(parameters) if named(one) and not one.required]
    for option in options or [""]:
        yield from _spoken(parameters, values, out, option)


def _spoken(parameters: list[Parameter], values: dict[str, str], out: Path, option: str) -> Iterator[list[str]]:
    parts: list[list[list[str]]] = []
    for one in parameters:
        if one.name in ("home", "verbose") or one.type_descriptor.annotation is bool:
            continue
        if named(one) and not one.required and one.name not in (option, *values):
            continue
        choices = [str(choice) for choice in one.type_descriptor.choices or ()]
        if choices:
            words = choices[: 1 if one.name == "book" else None]
        elif writes(one):
            words = [str(out)]
        else:
            words = [values.get(str(one.name), "1" if one.name == "number" else "สมมุติ")]
        parts.append([[one.opts[-1], word] if named(one) else [word] for word in words])
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
    code = main(words)
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


@pytest.mark.parametrize("name", sorted(name for name, parameters in commands().items() if written_paths(parameters)))
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


def test_a_run_that_meets_a_full_disk_says_so_and_another_fault_keeps_its_words(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "full.db")) as rows:
        rows.execute("create table letters (text)")
        rows.execute("pragma max_page_count = 3")
        with pytest.raises(sqlite3.OperationalError) as full:
            rows.execute("insert into letters values (zeroblob(100000))")
    for fault in (
        full.value,
        OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
        OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)),
    ):
        assert told_of_a_run(fault, "").startswith("ดิสก์ของสำนักงานเต็ม กรุณา")
    away = told_of_a_run(ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), "Connection\nrefused")
    assert "(ConnectionRefusedError: Connection refused)" in away and "เต็ม" not in away
