"""The command line itself: every row opens, every shown example is one, wrong usage is told in Thai with the nearest word."""

from __future__ import annotations

import ast
import inspect
import itertools
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.cli import main
from flows.commands.line import rows
from flows.commands.line.rows import ROWS, Row, later
from flows.commands.line.tree import command_of, parameters_of, parse
from flows.commands.line.usage import WrongUsage
from flows.commands.options.letters import Find
from flows.commands.options.registers import Cancel
from flows.settings.toml.file import write_first_office_toml

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("templates/*.md")])
CONTRACT = [
    "read",
    "draft",
    "up",
    "down",
    "status",
    "inbox",
    "find",
    "show",
    "register",
    "verify",
    "backup",
    "restore",
    "offices",
]
VALUES = {"N": "4300", "BE": "2569", "NUMBER": "12", "FIELD": "subject", "DAY": "2569", "CLASS": "routine", "…": "สมมุติ"}
CHOSEN = {"--urgency": "ด่วน", "--status": "issued"}
"""What stands for a placeholder of the pages, and for the dots after an option that takes one of a few words."""


def wrong(words: list[str]) -> str:
    with pytest.raises(WrongUsage) as told:
        parse(words)
    return told.value.line()


def test_the_commands_of_the_contract_are_there() -> None:
    assert set(CONTRACT) <= set(ROWS)


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.name)
def test_every_row_names_work_that_takes_its_options(row: Row) -> None:
    work = row.function()
    (parameter,) = inspect.signature(work).parameters
    assert get_type_hints(work) == {parameter: row.options_class(), "return": int}


def test_what_is_loaded_late_is_listed_and_there() -> None:
    listed = [
        value for name, value in vars(rows).items() if name.isupper() and ":" in str(value) and isinstance(value, str)
    ]
    assert len(listed) == 2
    assert all(callable(later(where)) for where in listed)


@pytest.mark.parametrize("name", ROWS)
def test_every_help_page_is_thai_and_whole(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    page = capsys.readouterr().out
    assert not re.search(r"\b(usage|options|arguments|commands|required|default|show this|exit)\b", page, re.IGNORECASE)
    parameters = parameters_of(command_of(name))
    assert all(re.search("[ก-๙]", str(one.help)) for one in parameters), [
        one.name for one in parameters if not one.help
    ]
    assert all(one.opts[-1] in page for one in parameters if one.param_type_name == "option")


def test_the_list_of_commands_names_them_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    page = capsys.readouterr().out
    assert all(f"  {row.name} " in page and row.told in page for row in ROWS.values())
    assert main(["--verbose", "--help"]) == 0  # by Typer, not by the short way
    assert capsys.readouterr().out == page


@pytest.mark.parametrize("example", [example for row in ROWS.values() for example in row.examples])
def test_every_example_of_a_help_page_is_a_command(example: str) -> None:
    said = parse(shlex.split(example)[1:])
    assert said is not None


def written() -> Iterator[tuple[str, str]]:
    """Command lines of the pages, of units and of the Makefile: where they stand, what is typed; or the mere name."""
    for page in PAGES:
        for found in re.findall(r"(?:`|^    )circulars ([^`\n#]+)", page.read_text(encoding="utf-8"), re.MULTILINE):
            yield page.name, found
    for file in [*ROOT.glob("docs/server/*"), ROOT / "Makefile"]:
        if file.is_file():
            for found in re.findall(r"(?:bin|\$\(RUN\))/circulars ([a-z][^\n;|']+)", file.read_text(encoding="utf-8")):
                yield file.name, found


def spellings(notation: str) -> Iterator[list[str]]:
    """What a line of the pages allows: every alternative, with all that is in brackets."""
    plain = re.sub(r"(?<=\w)\[[^\]]*\]|\$\$?\([^)]*\)", "", notation.replace("\\|", "|"))
    plain = re.sub(r"\s*\|\s*", "|", re.sub(r"[\[\]]", "", plain).strip())
    words = [word.removesuffix("…") or word for word in shlex.split(plain)]
    before = ["", *words]
    chosen = [
        CHOSEN.get(before[place], VALUES.get(word, word)) if word in VALUES else word
        for place, word in enumerate(words)
    ]
    for spelling in itertools.product(*(word.split("|") for word in chosen)):
        yield list(spelling)


WRITTEN = sorted(set(written()))


def test_the_pages_show_commands() -> None:
    assert len(WRITTEN) > 30


@pytest.mark.parametrize(("page", "line"), WRITTEN)
def test_every_command_that_a_page_shows_is_one(page: str, line: str) -> None:
    for words in spellings(line):
        if len(words) == 1 or words[-1] == "--help":
            assert words[0] in ROWS
        else:
            assert parse(words) is not None, (page, words)


def told_in_code() -> Iterator[tuple[str, str]]:
    """Sentences of the program that name a command: the module, the words after `circulars`."""
    for module in sorted(path for room in ("circulars", "flows", "ocr") for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            said = "".join(
                (one.value if isinstance(one.value, str) else "") if isinstance(one, ast.Constant) else "X"
                for one in parts
            )
            if isinstance(node, ast.JoinedStr | ast.Constant):
                for found in re.findall(r"circulars ([a-z]+(?: [A-Za-z0-9:./'-]+)*)", said):
                    yield module.name, found


TOLD = sorted(set(told_in_code()))


def test_every_command_that_a_sentence_names_is_one() -> None:
    assert len(TOLD) > 30
    for module, line in TOLD:
        name, *words = line.split(" ")
        assert name in ROWS, (module, line)
        known = {option for one in parameters_of(command_of(name)) for option in one.opts} | {"--help"}
        assert {word.rstrip(".,:'") for word in words if word.startswith("--")} <= known, (module, line)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["fnd", "x"], "ไม่มีคำสั่ง fnd น่าจะเป็น find"),
        (["ทะเบียน"], "ไม่มีคำสั่ง ทะเบียน (ดูวิธีใช้: circulars --help)"),
        ([], "ต้องบอกคำสั่ง"),
        (["--home"], "ตัวเลือก --home ต้องมีค่าตามหลัง"),
        (["--home", "--verbose", "status"], "ตัวเลือก --home ต้องมีค่าตามหลัง"),
        (["--hme", "x", "status"], "ไม่มีตัวเลือก --hme น่าจะเป็น --home"),
        (["find", "x", "--jsn"], "ไม่มีตัวเลือก --jsn น่าจะเป็น --json (ดูวิธีใช้: circulars find --help)"),
        (["find", "x", "--verb"], "น่าจะเป็น --verbose"),
        (["read"], "ต้องบอก FILE…"),
        (["draft", "a.pdf", "--office", "x"], "ต้องบอก --out DIR"),
        (["find", "--sender"], "ตัวเลือก --sender ต้องมีค่าตามหลัง"),
        (["find", "x", "--json=yes"], "ตัวเลือก --json ไม่รับค่า"),
        (["register", "recieved"], "BOOK เป็น 'recieved' ไม่ได้ น่าจะเป็น received"),
        (["find", "x", "--status", "isued"], "--status เป็น 'isued' ไม่ได้ น่าจะเป็น issued"),
        (["cancel", "สิบ", "--reason", "x", "--by", "y"], "NUMBER ต้องเป็นจำนวนเต็ม ไม่ใช่ 'สิบ'"),
        (["cancel", "0", "--reason", "x", "--by", "y"], "ตั้งแต่ 1 ขึ้นไป"),
        (["register", "sent", "--year", "2026"], "2026 เป็นปี ค.ศ. กรุณาใช้ปี พ.ศ. 2569"),
        (["register", "sent", "--year", "69"], "ต้องเป็นปี พ.ศ. สี่หลัก"),
        (["show", "a", "b"], "คำเกินมา: b"),
        (["read", "a.pdf", "--engine", "thia"], "ไม่มีเครื่องมืออ่านชื่อ thia"),
        (["reviewers", "add"], "ต้องบอกชื่อผู้ตรวจ"),
        (["retention", "set", "x"], "circulars retention set ID --as CLASS --by NAME"),
        (["export", "ecms", "o.xml"], "--id"),
        (["export", "bag", "o"], "--id หรือ --year"),
    ],
)
def test_wrong_usage_is_one_thai_line_with_what_to_type(words: list[str], told: str) -> None:
    line = wrong(words)
    assert told in line
    assert "\n" not in line
    assert not re.search(
        r"\b(no such|missing|invalid|value|option|argument|unexpected|not|must)\b", line, re.IGNORECASE
    )


@pytest.mark.parametrize("option", ["--reason", "--by"])
def test_an_option_is_never_taken_for_the_value_of_another(option: str) -> None:
    given_ = {"--reason": ["ออกซ้ำ"], "--by": ["ผู้ยกเลิก"]} | {option: []}
    words = [word for name, value in given_.items() for word in (name, *value)]
    assert f"ตัวเลือก {option} ต้องมีค่าตามหลัง" in wrong(["cancel", "12", *words])


def test_a_value_may_begin_with_a_dash_where_it_is_joined() -> None:
    said = parse(["cancel", "12", "--reason=-", "--by", "ก", "--book", "circular"])
    assert said is not None
    assert said.options == Cancel(number=12, reason="-", by="ก", book="circular")


def test_what_stands_before_the_command_counts_and_what_stands_after_it_counts_more() -> None:
    said = parse(["--verbose", "--home", "A", "find", "x"])
    assert said is not None
    assert said.options == Find(verbose=True, home=Path("A"), words=["x"])
    again = parse(["--home", "A", "find", "x", "--home", "B"])
    assert again is not None
    assert again.options.home == Path("B")


@settings(max_examples=20)
@given(number=st.integers(1, 10**6), thai=st.booleans())
def test_a_number_is_read_in_either_digit_script(number: int, thai: bool) -> None:
    typed = str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")) if thai else str(number)
    said = parse(["cancel", typed, "--reason", "x", "--by", "y"])
    assert said is not None
    assert isinstance(said.options, Cancel)
    assert said.options.number == number


@settings(max_examples=40)
@given(
    words=st.lists(
        st.text(min_size=1, max_size=8) | st.sampled_from([*ROWS, "--json", "--home", "--year", "sent"]), max_size=5
    )
)
def test_any_words_are_a_command_or_wrong_usage(words: list[str]) -> None:
    if {"--help", "-h", "--version"}.isdisjoint(words):
        try:
            said = parse(words)
        except WrongUsage as told:
            assert told.line().startswith("คำสั่งไม่ถูกต้อง")
        else:
            assert said is not None or any(word.startswith("-") and "h" in word for word in words)


@pytest.mark.parametrize(
    ("line", "place", "offered"),
    [
        ("circulars re", 1, {"read", "register", "reviewers", "restore", "retention", "reindex"}),
        ("circulars register ", 2, {"received", "sent", "circular", "stamped", "order", "announcement"}),
        ("circulars find --se", 2, {"--sender"}),
    ],
)
def test_a_shell_completes_commands_words_and_options(
    line: str, place: int, offered: set[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_CIRCULARS_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(place))
    with pytest.raises(SystemExit):
        main([])
    assert set(capsys.readouterr().out.split()) == offered


def test_completion_is_shown_and_installed_in_thai(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert main(["completion", "show", "bash"]) == 0
    assert "_CIRCULARS_COMPLETE=complete_bash" in capsys.readouterr().out
    assert main(["completion", "install", "bash"]) == 0
    assert "เปิดหน้าต่างใหม่" in capsys.readouterr().out
    assert list(tmp_path.rglob("*.sh"))
    assert "น่าจะเป็น zsh" in wrong(["completion", "show", "zssh"])


LOADED = "import sys; from flows.cli import main; main(sys.argv[1:]); print(*sorted(name.partition('.')[0] for name in sys.modules))"


@pytest.mark.parametrize(
    ("words", "never"),
    [
        (["--help"], {"typer", "pydantic", "prefect", "sqlalchemy", "numpy"}),
        (["--version"], {"typer", "pydantic", "prefect", "sqlalchemy", "numpy"}),
        (["read", "--help"], {"pydantic", "rich", "prefect", "sqlalchemy", "numpy", "cv2"}),
        (["find", "--jsn"], {"rich", "prefect", "sqlalchemy", "numpy", "cv2"}),
    ],
)
def test_a_page_or_a_complaint_loads_nothing_heavy(words: list[str], never: set[str]) -> None:
    shown = subprocess.run([sys.executable, "-c", LOADED, *words], cwd=ROOT, capture_output=True, text=True, check=True)
    assert never.isdisjoint(shown.stdout.splitlines()[-1].split())


def test_what_lists_also_lists_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "office"
    write_first_office_toml(home, demo=True)
    (tmp_path / "ไม่ใช่.pdf").write_bytes(b"x")
    listed = {
        "status": ["status"],
        "register": ["register", "received"],
        "find": ["find", "x"],
        "retention": ["retention", "list"],
        "reviewers": ["reviewers", "list"],
        "verify": ["verify"],
        "prove": ["prove", str(tmp_path / "ไม่ใช่.pdf")],
    }
    counted = {}
    for name, words in listed.items():
        assert main([*words, "--json", "--home", str(home)]) in (0, 1)
        counted[name] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert counted["status"][0]["running"] is False
    assert counted["prove"][0]["issued"] is False
    assert all(
        "json" in {one.name for one in parameters_of(command_of(name))} for name in [*listed, "offices", "show", "read"]
    )
