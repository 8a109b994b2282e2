"""A machine's fault is never the letter's: the letter waits, the office says what is wrong, and goes on when it is mended."""

from __future__ import annotations

import datetime as dt
import io
import os
import signal
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from claimed import claim_bytes
from docx import Document
from forked import begun, ended
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from circulars.errors import CircularsError, ReaderDied, UnreadableFile
from circulars.extraction.refusal import NOT_THAI
from circulars.forking.asking import STANDBY
from circulars.intake.claims import SOURCE, Claim, count_attempt, fill_claim, load_claim
from circulars.intake.containers import claim_members
from circulars.mailbox.box import ledger_folder
from circulars.mailbox.ledger import Ledger, Record, open_claims_of
from circulars.thai.dates import BANGKOK
from flows.office import lifecycle as office
from flows.receiving.inbox import TRIES, aside_claim
from flows.receiving.intake import _whose_fault, take_in
from flows.receiving.reader_check import too_much_for_the_reader
from flows.settings import Settings, load_settings, make_folders
from flows.settings.toml.file import write_first_office_toml
from ocr.shelter.sheltered import files_in_pdf


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("CIRCULARS_HOME", str(tmp_path / "office"))
    monkeypatch.delenv(STANDBY, raising=False)  # what is broken below is broken in a reader that is started
    write_first_office_toml(tmp_path / "office", demo=True)
    settings = load_settings(tmp_path / "office")
    make_folders(settings)
    return settings


def sheet(settings: Settings) -> Claim:
    """A sound scan, of a blank sheet: what it is can only be said once it was read."""
    drawn = io.BytesIO()
    Image.new("L", (1240, 1754), 255).save(drawn, "PNG", dpi=(150, 150))
    return claim_bytes(settings.folder("work"), "สแกน.png", drawn.getvalue(), dt.datetime.now(BANGKOK), "inbox")


FAULTS = {
    "killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "no memory": "raise MemoryError",
    "library": "raise ImportError('libGL.so.1: cannot open shared object file')",
}


def test_pages_that_could_be_read_tell_why_though_nothing_attached_can_be_looked_for(house: Settings) -> None:
    """A PDF that does not say where its cross-references are is drawn by every viewer; what looks for attachments cannot open it."""
    drawn = io.BytesIO()
    page = Canvas(drawn)
    page.drawString(100, 700, "Dear Sir, we would like to invite your office to attend the annual meeting.")
    page.save()
    content = drawn.getvalue()
    damaged = content[: content.rindex(b"startxref")] + b"%%EOF\n"
    with pytest.raises(UnreadableFile):
        files_in_pdf(damaged)
    claim = claim_bytes(house.folder("work"), "letter.pdf", damaged, dt.datetime.now(BANGKOK), "inbox")
    assert NOT_THAI.message in take_in(house, claim.key).message


@pytest.mark.parametrize("fault", ["engine", *FAULTS])
def test_a_machine_that_cannot_read_keeps_the_letter_and_goes_on_when_mended(
    house: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    claim = sheet(house)
    broken = replace(house, engine="thia") if fault == "engine" else house
    if fault != "engine":
        (tmp_path / "cv2.py").write_text(FAULTS[fault])
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    for _ in range(TRIES + 1 if fault == "engine" else 2):
        with pytest.raises(CircularsError):
            take_in(broken, claim.key)
    waiting = load_claim(house.folder("work"), claim.key)
    assert waiting is not None
    assert waiting.attempts == 0
    assert list(house.folder("quarantine").iterdir()) == []
    (told,) = [problem for problem in office.status(house.home).problems if "รอเครื่องอยู่ 1 ไฟล์" in problem]
    assert "กรุณา" in told
    if fault == "engine":
        monkeypatch.delenv("PYTHONPATH", raising=False)
        assert "thia" in told
        return
    monkeypatch.delenv("PYTHONPATH")
    assert "ว่างเปล่า" in take_in(house, claim.key).message  # it was read, and is told for what it is
    assert not [problem for problem in office.status(house.home).problems if "รอเครื่องอยู่" in problem]


def test_a_file_that_alone_ends_its_reader_is_told_the_truth_after_a_few_tries(house: Settings) -> None:
    claim = sheet(house)
    died = ReaderDied("ตัวอ่านหยุดกลางคัน กรุณาลองใหม่", cause="signal 9")
    once = count_attempt(house.folder("work"), claim)
    with pytest.raises(ReaderDied):
        _whose_fault(house, once, died)  # the sample can be read: the machine is sound, the file is tried again
    assert load_claim(house.folder("work"), claim.key) == once
    outcome = _whose_fault(house, replace(once, attempts=TRIES), died)
    assert (outcome.name, "ทั้งที่อ่านหนังสือตัวอย่างได้" in outcome.message) == ("กักไว้", True)
    large = ReaderDied("หน่วยความจำไม่พอ กรุณาเพิ่ม", cause="memory", certain=True)
    assert "หน่วยความจำมากกว่า" in too_much_for_the_reader(large, 1)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_claim_that_may_not_be_read_is_told_at_once(house: Settings) -> None:
    claim = sheet(house)
    (house.folder("work") / claim.key / claim.file).chmod(0)
    assert "ไม่มีสิทธิ์อ่าน" in take_in(house, claim.key).message


@pytest.mark.parametrize("broken", [False, True])
def test_a_mail_put_aside_by_a_process_that_is_killed_then_is_done(house: Settings, broken: bool) -> None:
    work, ledger = house.folder("work"), Ledger(ledger_folder(house.home))
    record = ledger.write(Record("20261129-090000-0123456789abcdef", "saraban", 1, (1,), "<1@example.go.th>", "ก", ""))
    claim = Claim(record.key, "ก.eml", "2026-11-29T09:00:00+07:00", "original.eml", came_by="mail")
    fill_claim(work, claim, b"Subject: =?utf-8?q?=E0=B8=81?=\n\n")
    if broken:
        (work / claim.key / "claim.json").write_bytes(b"")

    def put_aside_and_killed() -> None:
        really, aside = os.fsync, house.folder("quarantine")

        def killing(descriptor: Any) -> None:
            really(descriptor)
            if any(one.suffix != ".txt" for one in aside.iterdir()):
                os.kill(os.getpid(), signal.SIGKILL)

        vars(os)["fsync"] = killing
        take_in(house, claim.key)

    assert ended(begun(put_aside_and_killed, house.home / "told")) == -signal.SIGKILL
    assert take_in(house, claim.key).name == "เสร็จแล้ว"
    assert ledger.was_seen_through(record.key)
    assert open_claims_of(work, record.key) == []


def test_photos_of_what_is_no_letter_come_back_as_they_were_dropped(house: Settings) -> None:
    """Not only as the PDF that was made of them: nothing that a clerk dropped is thrown away."""
    packed, drawn = io.BytesIO(), io.BytesIO()
    Image.new("L", (620, 877), 255).save(drawn, "JPEG", dpi=(75, 75))
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("IMG_1.jpg", drawn.getvalue())
    parent = claim_bytes(house.folder("work"), "ฉบับเดียว ว ๙.zip", packed.getvalue(), dt.datetime.now(BANGKOK), "inbox")
    (member,) = claim_members(house.folder("work"), parent).claims
    assert "ว่างเปล่า" in take_in(house, member.key).message
    kept = {path.name: path.read_bytes() for path in house.folder("quarantine").iterdir()}
    assert sorted(kept) == ["ฉบับเดียว ว ๙.zip", "ฉบับเดียว ว ๙.zip.txt"]
    assert kept["ฉบับเดียว ว ๙.zip"] == packed.getvalue()
    assert "ว่างเปล่า" in kept["ฉบับเดียว ว ๙.zip.txt"].decode()


@pytest.mark.parametrize(
    ("name", "source", "kept"),
    [
        ("บันทึก.docx.pdf", None, ["บันทึก.docx"]),
        ("บันทึก.rtf.pdf", b"{\\rtf1 a}", ["บันทึก.rtf"]),
        ("ว ๑.pdf", b"<GovernmentDocument/>", ["ว ๑.pdf", "ว ๑.xml"]),
    ],
)
def test_what_a_file_was_made_from_is_put_aside_with_it(
    house: Settings, name: str, source: bytes | None, kept: list[str]
) -> None:
    claim = claim_bytes(house.folder("work"), name, b"%PDF-1.7", dt.datetime.now(BANGKOK), "document")
    if source is None:
        out = io.BytesIO()
        Document().save(out)
        source = out.getvalue()
    (house.folder("work") / claim.key / SOURCE).write_bytes(source)
    aside_claim(house, claim, "เหตุผล")
    found = {path.name: path.read_bytes() for path in house.folder("quarantine").iterdir()}
    assert sorted(found) == sorted([*kept, *(f"{one}.txt" for one in kept)])
    assert found[kept[-1]] == source
