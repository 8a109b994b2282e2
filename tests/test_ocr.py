"""Files become pages, in a child process; what cannot be read is refused by name."""

from __future__ import annotations

import datetime as dt
import io
import os
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from circulars.checks import check_letters
from circulars.documents.pages.pdf import to_pdf
from circulars.documents.word.catalog import load_catalog
from circulars.errors import EngineMissing, ReaderDied, UnreadableFile
from circulars.forking.asking import STANDBY
from circulars.letter.finding import Severity
from circulars.letter.letter import Letter, LetterKind
from circulars.letter.page import Page, PageSource
from flows.receiving.sample import SAMPLE
from flows.receiving.sample.letter import CONTENT
from ocr import ENGINES, read_pages
from ocr.engines.registry import BUILDERS
from ocr.page.marking import picture_path
from ocr.shelter.limits import Limits, plain_environment

NUMBER = "ที่ มท ๐๓๐๙.๒/ว ๓๒๘๔๑"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Page, ...], Path]:
    folder = tmp_path_factory.mktemp("pictures")
    return read_pages(SAMPLE, pictures=folder), folder


def test_a_scan_is_read_with_boxes_confidences_and_a_second_witness(sample: tuple[tuple[Page, ...], Path]) -> None:
    pages, pictures = sample
    assert [page.number for page in pages] == [1, 2]
    assert all(page.source is PageSource.SCAN for page in pages)
    texts = [line.text for page in pages for line in page.lines]
    for wanted in (NUMBER, "กรมการปกครอง", "๑๖ พฤศจิกายน ๒๕๖๙", "เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด", "(นายตัวอย่าง รักแผ่นดิน)"):
        assert wanted in texts
    for line in (line for page in pages for line in page.lines):
        assert line.box is not None
        assert 0 <= line.box.left < line.box.right <= 1
        assert 0 <= line.box.top < line.box.bottom <= 1
        assert len(line.characters) == len(line.text)
    number = next(line for line in pages[0].lines if line.text == NUMBER)
    assert number.witness is not None
    assert number.witness.engine == "tesseract-thai"
    assert "".join(number.witness.text.split()) == "".join(NUMBER.split())
    assert [picture_path(pictures, n).exists() for n in (1, 2, 3)] == [True, True, False]


def test_the_urgency_in_red_and_the_stamp_in_blue_stay_out_of_the_text(sample: tuple[tuple[Page, ...], Path]) -> None:
    page = sample[0][0]
    assert any("ด่วน" in line.text for line in page.ink_lines)
    assert not any("เวลา" in line.text for line in page.lines)


def test_a_line_never_spans_the_gap_between_number_and_agency(sample: tuple[tuple[Page, ...], Path]) -> None:
    assert not any("กรมการปกครอง" in line.text for line in sample[0][0].lines if line.text.startswith("ที่ มท"))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_upright(turn: int, tmp_path: Path) -> None:
    page = pdfium.PdfDocument(SAMPLE)[0].render(scale=150 / 72).to_pil()
    page.rotate(turn, expand=True).save(tmp_path / "turned.png")
    (read,) = read_pages(tmp_path / "turned.png", engine="thai-lines")
    assert NUMBER in [line.text for line in read.lines]


def test_a_sound_text_layer_is_used_and_an_unsound_one_is_not(tmp_path: Path) -> None:
    docx = load_catalog().compiled("department", LetterKind.EXTERNAL).render(CONTENT)
    (tmp_path / "born.pdf").write_bytes(to_pdf([docx])[0])
    pages = read_pages(tmp_path / "born.pdf")
    assert pages[0].source is PageSource.TEXT_LAYER
    assert "๑๖ พฤศจิกายน ๒๕๖๙" in [line.text for line in pages[0].lines]
    assert any("".join(line.text.split()).startswith("".join(NUMBER.split())) for line in pages[0].lines)


def test_a_text_file_keeps_its_lines_and_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("ที่ สน ๑\n\nดําเนินการ\f๒", encoding="utf-8")
    pages = read_pages(tmp_path / "a.txt")
    assert [[line.text for line in page.lines] for page in pages] == [["ที่ สน ๑", "", "ดำเนินการ"], ["๒"]]
    (tmp_path / "old.txt").write_bytes("ที่ สน".encode("cp874"))
    assert read_pages(tmp_path / "old.txt")[0].lines[0].text == "ที่ สน"


def _huge_png() -> bytes:
    """A picture of 60,000 × 60,000 pixels in a few bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def _encrypted() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.pdf", b"", "empty"),
        ("letter.pdf", b"%PDF-1.7\ngarbage", "unreadable"),
        ("letter.docx", b"PK\3\4 not a letter", "unsupported"),
        ("program.pdf", b"MZ\0\0\0\0", "unsupported"),
        ("bomb.png", _huge_png(), "too-large"),
        ("locked.pdf", _encrypted(), "encrypted"),
        ("cut.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 40, "unsupported"),
        ("binary.txt", b"\0\1\2\3", "unsupported"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_remedy(name: str, content: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile) as refusal:
        read_pages(tmp_path / name)
    assert refusal.value.code == code
    assert "กรุณา" in refusal.value.message


def test_limits_hold(tmp_path: Path) -> None:
    for limits, code in (
        (Limits(pages=1), "too-many-pages"),
        (Limits(file_bytes=1000), "too-large"),
        (Limits(page_seconds=0.01), "too-slow"),
        (Limits(file_seconds=0.01), "too-slow"),
    ):
        with pytest.raises(UnreadableFile) as refusal:
            read_pages(SAMPLE, limits=limits)
        assert refusal.value.code == code


def test_a_reader_that_dies_says_nothing_about_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed, without memory, without a library, with a wrong engine: the machine's fault, never the file's."""
    Image.new("L", (5000, 7000), 255).save(tmp_path / "large.png")
    with pytest.raises((ReaderDied, EngineMissing)):  # a library that finds no room is not loaded
        read_pages(tmp_path / "large.png", limits=Limits(memory_bytes=60_000_000))
    with pytest.raises(EngineMissing, match="thia"):
        read_pages(SAMPLE, engine="thia")
    monkeypatch.delenv(STANDBY)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    for fault, error in (
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", ReaderDied),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSYS)", ReaderDied),
        ("raise MemoryError", ReaderDied),
        ("raise RuntimeError('strange')", ReaderDied),
        ("raise ImportError('libGL.so.1: cannot open shared object file')", EngineMissing),
    ):
        (tmp_path / "cv2.py").write_text(fault)
        with pytest.raises(error) as told:
            read_pages(SAMPLE)
        assert "กรุณา" in told.value.message


def test_a_blank_page_has_no_text(tmp_path: Path) -> None:
    Image.new("RGB", (1654, 2339), "white").save(tmp_path / "blank.png")
    (page,) = read_pages(tmp_path / "blank.png")
    assert page.lines == ()


def test_a_reader_that_is_killed_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped while Tesseract is at work: its pictures of lines lie in the child's own folder, which goes with it."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    held: list[list[Path]] = []

    def stop(_: int) -> None:
        held.append(list((tmp_path / "temporary").iterdir()))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_pages(SAMPLE, engine="tesseract-thai", progress=stop)
    assert held[0]  # there was a folder to lose
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_long_file_keeps_its_last_pages_unread_says_so_and_goes_on_from_there(tmp_path: Path) -> None:
    pages = [Image.new("L", (1240, 1754), 255) for _ in range(4)]
    pages[0].save(tmp_path / "long.tiff", save_all=True, append_images=pages[1:], dpi=(150, 150))
    read = read_pages(tmp_path / "long.tiff", engine="thai-lines", limits=Limits(reading_seconds=0.0))
    assert [page.unread for page in read] == [False, True, True, True]
    assert [page.blank for page in read] == [True, False, False, False]
    (findings,) = check_letters([Letter((1,))], today=dt.date(2026, 11, 23), pages=read)
    (told,) = [one for one in findings if one.check == "unread-pages"]
    assert told.severity is Severity.BLOCKS
    assert "หน้า ๒-๔" in told.message
    rest = read_pages(tmp_path / "long.tiff", engine="thai-lines", limits=Limits(reading_seconds=0.0, only=(3, 4)))
    assert [page.unread for page in rest] == [True, True, False, True]  # each reading gets on by a page at the least


def test_the_reader_gets_no_secret_of_the_office(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PREFECT_API_AUTH_STRING", "CIRCULARS_DATABASE_URL", "CIRCULARS_LOGIN", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "secret")
    assert "secret" not in plain_environment().values()
    assert plain_environment()["PATH"]


_RECOGNISER_AT_WORK = """
import time
from ocr.engines.thai_lines import ThaiLines
ThaiLines()
time.sleep(1)  # its threads begin beside it
"""


def test_a_recogniser_tells_nobody_that_it_is_used(tmp_path: Path) -> None:
    """onnxruntime numbers the machine in a file of its user's home, and reports to its maker, unless it is told not to."""
    told = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    subprocess.run([sys.executable, "-c", _RECOGNISER_AT_WORK], env={**told, "HOME": str(tmp_path)}, check=True)
    assert not list(tmp_path.rglob("*"))


def test_every_named_recogniser_has_its_row() -> None:
    assert tuple(BUILDERS) == ENGINES
