"""A misread value is marked in the register until a person has confirmed it, and corrected with the old one kept."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cascade_cases import incoming
from docx import Document
from openpyxl import load_workbook

from circulars.archive import Archive
from circulars.archive.export.backup import backup, restore
from circulars.archive.export.register_print import register_docx
from circulars.archive.export.verify import verify
from circulars.archive.registers.correcting import FIELDS, REVIEWED
from circulars.archive.search.filters import Wanted
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.errors import ArchiveFault, CircularsError
from circulars.letter.doubt import UNCLEAR
from circulars.letter.letter import Letter
from circulars.letter.reference import parse_reference
from circulars.review.key import ReviewKey
from circulars.thai.dates import BANGKOK, ThaiDate
from flows.cli import main
from flows.settings import Settings, load_settings, make_folders
from flows.settings.toml.file import write_first_office_toml

OFFICE = "สน ๐๐๑๘.๑"
NOW = dt.datetime(2026, 11, 23, 10, tzinfo=BANGKOK)
BY = "นางสาวสมมุติ เจ้าหน้าที่"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_first_office_toml(tmp_path / "office", demo=True)
    made = load_settings(tmp_path / "office")
    make_folders(made)
    return made


@pytest.fixture
def archive(settings: Settings) -> Iterator[Archive]:
    opened = Archive.open(settings.database_url, settings.files_url, clock=lambda: NOW)
    yield opened
    opened.close()


def misread(number: str = "มท ๐๓๙๙/ว ๕๔๓") -> Letter:
    """Its number, date and addressee are in doubt; the paper says ๘๔๗๑."""
    letter = incoming(number=number)
    return replace(
        letter,
        reference=letter.reference.doubt(UNCLEAR()),
        dated=letter.dated.doubt(UNCLEAR()),
        addressees=tuple(one.doubt(UNCLEAR()) for one in letter.addressees),
    )


def received(archive: Archive, letter: Letter, name: str = "a") -> str:
    scan = archive.save_original(name.encode(), f"{name}.pdf")
    (letter_id,) = archive.save_letters(scan.id, OFFICE, [letter], [()])
    return letter_id


def command(settings: Settings, *words: str) -> int:
    return main(["--home", str(settings.home), *words])


def corrected(settings: Settings, field: str, value: str) -> int:
    why = ("--year", "2569", "--by", BY, "--reason", "ตรวจกับต้นฉบับ")
    return command(settings, "correct", "1", field, value, *why)


def test_a_doubtful_value_is_marked_wherever_the_register_is_shown(
    settings: Settings, archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter_id = received(archive, misread())
    received(archive, incoming(number="มท ๐๓๙๙/ว ๒"), "b")  # read without doubt
    assert command(settings, "register", "received", "--year", "2569") == 0
    head, first, second = capsys.readouterr().out.splitlines()
    assert head.count("(?)") == second.count("(?)") == 0 and first.count("(?)") == 3
    assert "ยังไม่ยืนยันกับต้นฉบับ: ที่, ลงวันที่, ถึง" in first
    assert command(settings, "register", "received", "--year", "2569", "--xlsx", str(tmp_path / "r.xlsx")) == 0
    sheet = load_workbook(tmp_path / "r.xlsx").active
    assert sheet is not None and "มท ๐๓๙๙/ว ๕๔๓ (?)" in [cell.value for row in sheet.iter_rows() for cell in row]
    rows, notes = archive.register_rows(OFFICE, "received", 2569), archive.register_notes(OFFICE, "received", 2569)
    (tmp_path / "r.docx").write_bytes(register_docx("received", OFFICE, 2569, rows, notes))
    printed = [cell.text for row in Document(str(tmp_path / "r.docx")).tables[0].rows for cell in row.cells]
    assert sum("(?)" in text for text in printed) == 3
    capsys.readouterr()
    assert command(settings, "register", "received", "--year", "2569", "--json") == 0
    one, two = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert one["doubtful"] == ["reference", "dated", "recipient"] and two["doubtful"] == []
    assert command(settings, "show", letter_id) == 0
    assert "ทะเบียนรับยังไม่ยืนยัน: ที่, ลงวันที่, ถึง" in capsys.readouterr().out


def test_a_correction_keeps_the_old_value_and_search_finds_both(
    settings: Settings, archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter_id = received(archive, misread())
    other = received(archive, incoming(number="มท ๐๓๙๙/ว ๒"), "b")
    assert corrected(settings, "reference", "มท 0399/ว 8471") == 0
    assert corrected(settings, "dated", "๑๙ มกราคม ๒๕๖๗") == 0
    assert corrected(settings, "subject", "แนวทางการสำรวจชลประทาน") == 0  # never in doubt, wrong all the same
    assert corrected(settings, "recipient", "ผู้ว่าราชการจังหวัด ทุกจังหวัด") == 0  # as it was read: confirmed
    (row, _) = archive.register_rows(OFFICE, "received", 2569)
    note = archive.register_notes(OFFICE, "received", 2569)[1]
    assert (row.reference, row.dated, row.subject) == (
        "มท ๐๓๙๙/ว ๘๔๗๑",
        "2024-01-19",
        "แนวทางการสำรวจชลประทาน",
    )
    assert note.doubtful == () and [one.changed for one in note.corrections] == [True, True, True, False]
    assert {one.by for one in note.corrections} == {BY}
    for asked in ("8471", "543"):
        assert [hit.letter_id for hit in archive.find(asked)] == [letter_id]
        assert [hit.letter_id for hit in archive.find(Wanted(number=asked))] == [letter_id]
    assert [hit.letter_id for hit in archive.find("ชลประทาน")] == [letter_id]
    assert {hit.letter_id for hit in archive.find("ทะเบียน")} == {letter_id, other}
    later = Wanted(since=dt.date(2024, 1, 19), until=dt.date(2024, 1, 19))
    assert [hit.letter_id for hit in archive.find(later)] == [letter_id]
    capsys.readouterr()
    assert command(settings, "register", "received", "--year", "2569") == 0
    assert "แก้ ที่ จาก “มท ๐๓๙๙/ว ๕๔๓”" in capsys.readouterr().out
    assert verify(archive) == ()
    archive.reindex()
    assert verify(archive) == () and [hit.letter_id for hit in archive.find("543")] == [letter_id]
    backup(archive, tmp_path / "backup", office=OFFICE)
    again = Archive.open(f"sqlite:///{tmp_path}/again.db", str(tmp_path / "again"))
    restore(tmp_path / "backup", again)
    assert verify(again) == () and [hit.letter_id for hit in again.find("8471")] == [letter_id]
    assert again.register_notes(OFFICE, "received", 2569)[1] == note
    again.close()


def test_a_signed_review_confirms_what_it_showed_and_keeps_what_it_corrected(archive: Archive) -> None:
    letter_id = received(archive, misread())
    right = replace(incoming(number="มท ๐๓๙๙/ว ๘๔๗๑"), dated=replace(incoming().dated, value=ThaiDate(2567, 1, 19)))
    draft = archive.save_draft(
        letter_id, ReviewKey(OFFICE, "none"), DraftRecord.without_draft(right, NOW.date()), b"", None
    )
    assert archive.confirm_by_review(draft, BY) == 3
    assert archive.confirm_by_review(draft, BY) == 0  # a run that begins again
    (row,) = archive.register_rows(OFFICE, "received", 2569)
    note = archive.register_notes(OFFICE, "received", 2569)[1]
    assert row.reference == "มท ๐๓๙๙/ว ๘๔๗๑" and note.doubtful == ()
    assert {one.field: one.changed for one in note.corrections} == {
        "reference": True,
        "dated": True,
        "recipient": False,
    }
    assert {one.reason for one in note.corrections} == {REVIEWED}
    assert verify(archive) == ()


def test_what_cannot_be_read_or_went_out_is_refused(settings: Settings, archive: Archive) -> None:
    received(archive, misread())
    for field, value in (("reference", "ไม่มีเลข"), ("dated", "๓๑ กุมภาพันธ์ ๒๕๖๙"), ("subject", "  ")):
        assert corrected(settings, field, value) == 1
    with pytest.raises(ArchiveFault, match="ไม่มีเลข 7"):
        archive.correct_row(OFFICE, "received", 2569, 7, {"subject": "x"}, BY, "x")
    with pytest.raises(CircularsError, match="ไม่มีช่อง remark"):
        archive.correct_row(OFFICE, "received", 2569, 1, {"remark": "x"}, BY, "x")
    assert archive.register_notes(OFFICE, "received", 2569)[1].corrections == ()
    assert set(FIELDS) == {"reference", "dated", "sender", "recipient", "subject"}
    assert parse_reference("มท 0399/ว 543") == misread().reference.value
    assert verify(archive) == ()
