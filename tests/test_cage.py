"""Processes that open strangers' files: what they still reach of the machine when a file has taken them over."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from standby_process import readers_standing_by

from circulars.cage import bars
from circulars.documents.pages import pdf
from circulars.documents.pages.setting import libreoffice
from circulars.errors import CircularsError
from circulars.forking.asking import STANDBY
from flows.receiving.sample import SAMPLE
from ocr import read_pages
from ocr.shelter import sheltered
from ocr.shelter.copying import searchable_copy

ROOT = Path(__file__).resolve().parents[1]
PROBE = """
import json, os, socket, sys
def tried(what):
    try:
        return str(what())
    except OSError as error:
        return type(error).__name__
def probe():
    secret, own = os.environ["PYTHON_PROBE_SECRET"], os.environ["PYTHON_PROBE_OWN"]
    return {
        "secret": tried(lambda: open(secret).read()),
        "beside": tried(lambda: open(os.path.join(os.path.dirname(secret), "new"), "w")),
        "shadow": tried(lambda: open("/etc/shadow").read()),
        "parent": tried(lambda: open(f"/proc/{os.getppid()}/environ").read()),
        "internet": tried(lambda: socket.socket(socket.AF_INET)),
        "machine": tried(lambda: socket.socket(socket.AF_UNIX)),
        "own": tried(lambda: open(own).readline()) if own else "",
    }
"""
REFUSED = dict.fromkeys(("secret", "beside", "shadow", "parent", "internet", "machine"), "PermissionError")

pytestmark = pytest.mark.skipif(set(bars()) != {"landlock", "seccomp"}, reason="this kernel gives no bars")


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    (tmp_path / "office").mkdir()
    place = tmp_path / "office" / "secret"
    place.write_text("ความลับของสำนักงาน", encoding="utf-8")
    return place


def _taken_over(place: Path, secret: Path, *functions: str) -> dict[str, str]:
    """The environment in which a child of ours does, when it comes to one of `functions`, what a file that took it over would do.

    It says on its standard error what it could reach, and dies.
    """
    place.mkdir()
    hook = f"""
def heard(frame, event, _):
    if event == "call" and frame.f_code.co_name in {functions!r}:
        sys.setprofile(None)
        os.write(2, json.dumps({{name: value[:20] for name, value in probe().items()}}).encode())
        os._exit(9)
sys.setprofile(heard)
"""
    (place / "sitecustomize.py").write_text(PROBE + hook, encoding="utf-8")
    return {"PYTHONPATH": str(place), "PYTHON_PROBE_SECRET": str(secret), "PYTHON_PROBE_OWN": ""}


def test_a_process_shut_in_reaches_its_own_and_the_program_only(tmp_path: Path, secret: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "letter.txt").write_text("ที่ มท ๐๓๐๙\n", encoding="utf-8")
    script = f"""
from pathlib import Path
from circulars.cage import shut_in
shut_in([Path({str(own)!r})], [Path({str(own)!r})])
{PROBE}
told = probe()
import circulars.extraction, numpy, PIL.Image, pikepdf, subprocess  # what was not imported before still can be
told["program"] = subprocess.run(["tesseract", "--version"], capture_output=True).returncode
open({str(own / "made")!r}, "w").write("x")
print(json.dumps(told))
"""
    env = os.environ | {"PYTHON_PROBE_SECRET": str(secret), "PYTHON_PROBE_OWN": str(own / "letter.txt")}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True, cwd=ROOT)
    assert json.loads(done.stdout) == {**REFUSED, "own": "ที่ มท ๐๓๐๙\n", "program": 0}
    assert (own / "made").exists()


def _picture() -> object:
    return sheltered.page_png(SAMPLE.read_bytes(), 1, 200)


def _copy() -> object:
    return searchable_copy(SAMPLE.read_bytes(), "scan.pdf", ())


@pytest.mark.parametrize(
    ("opens", "function"),
    [(lambda: read_pages(SAMPLE), "open_document"), (_picture, "page_picture"), (_copy, "searchable_pdf")],
    ids=["reader", "picture", "copy"],
)
def test_each_child_that_opens_a_file_is_shut_in(
    opens: Callable[[], object], function: str, tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(STANDBY)
    for name, value in _taken_over(tmp_path / "hook", secret, function).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(CircularsError) as refused:
        opens()
    told = str(refused.value.cause)
    assert json.loads(told[told.index("{") :]) == {**REFUSED, "own": ""}


def test_each_child_that_is_forked_is_shut_in_and_its_parent_knows_no_secret(
    tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "key-of-the-office")
    for name, value in _taken_over(tmp_path / "hook", secret, "open_document", "page_picture").items():
        monkeypatch.setenv(name, value)
    with readers_standing_by(tmp_path / "run") as process:
        for opens in (lambda: read_pages(SAMPLE), _picture):
            with pytest.raises(CircularsError) as refused:
                opens()
            told = str(refused.value.cause)
            assert json.loads(told[told.index("{") :]) == {**REFUSED, "own": ""}
        assert b"key-of-the-office" not in Path(f"/proc/{process.pid}/environ").read_bytes()


def test_libreoffice_sees_no_file_of_the_office(tmp_path: Path, secret: Path) -> None:
    """A document cannot bring another file into the page: the program that draws it does not see one."""
    words = [
        sys.executable,
        "-m",
        "circulars.cage",
        "--write",
        str(tmp_path / "office" / ".."),
        "--",
        "cat",
        str(secret),
    ]
    allowed = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
    assert allowed.stdout == "ความลับของสำนักงาน"  # inside what it may write
    words[4] = str(tmp_path / "else")
    (tmp_path / "else").mkdir()
    refused = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (refused.returncode, refused.stdout) == (1, "")


def test_a_letter_is_drawn_by_a_libreoffice_that_is_shut_in_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = docx.Document()
    made.add_paragraph("ด้วยกรมตัวอย่าง")
    made.save(str(tmp_path / "letter.docx"))
    removed: set[Path] = set()
    remove = libreoffice._remove_pipe

    def watched(profile: Path) -> None:
        before = set(libreoffice._PIPES.glob("OSL_PIPE_*"))
        remove(profile)
        removed.update(before - set(libreoffice._PIPES.glob("OSL_PIPE_*")))

    monkeypatch.setattr(libreoffice, "_remove_pipe", watched)
    monkeypatch.delenv(STANDBY)
    (drawn,) = pdf.to_pdf([(tmp_path / "letter.docx").read_bytes()])
    assert drawn.startswith(b"%PDF")
    assert removed  # it may make its named socket there, and not remove it


def test_sockets_of_the_tests_still_open() -> None:
    """What is shut in is the child, not whoever asks it."""
    socket.socket(socket.AF_INET).close()
