"""`circulars prove`: a PDF that somebody brings, against what was issued."""

from __future__ import annotations

import datetime as dt
import io
import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from signing_cases import person, signed

from circulars.archive import Archive, IssuedFiles, IssuedNumber, IssueRequest
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.documents.pages.finish import finish_pdf
from circulars.documents.signing.manifest.known import FILE, KnownKey, format_keys
from circulars.documents.signing.qr.code import code_of, write_code
from circulars.documents.signing.qr.keys import known_keys, public_pem
from circulars.extraction.reading import read_letters
from circulars.letter.field import Field
from circulars.letter.letter import Letter
from circulars.letter.page import Box, Code, text_page
from circulars.letter.record import letter_record
from circulars.letter.reference import ReferenceNumber
from circulars.review.key import ReviewKey
from circulars.thai.dates import ThaiDate
from flows.cli import main
from flows.commands.letters.proving import told_by_code
from flows.settings import load_settings, make_folders
from flows.settings.toml.file import write_first_office_toml

DAY = dt.date(2026, 11, 23)


def blank() -> bytes:
    out = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def issued(tmp_path: Path) -> tuple[Path, bytes]:
    home = tmp_path / "office"
    write_first_office_toml(home, demo=True)
    settings = load_settings(home)
    make_folders(settings)
    office = settings.profile.office
    archive = Archive.open(settings.database_url, settings.files_url)

    def finish(number: IssuedNumber) -> IssuedFiles:
        letter = Letter(
            (1,),
            reference=Field(ReferenceNumber(office.letters, office.office_number, str(number.running))),
            dated=Field(ThaiDate.from_ce(number.dated)),
            subject=Field("การทดสอบ"),
        )
        facts = json.dumps({"letter": letter_record(letter, ())}, ensure_ascii=False).encode()
        when = dt.datetime.combine(number.dated, dt.time(12))
        attached = [("metadata.json", "application/json", facts)]
        return IssuedFiles(
            letter, b"docx", finish_pdf(blank(), title="การทดสอบ", when=when, attachments=attached), facts
        )

    scan = archive.save_original(b"scan", "หนังสือ.pdf")
    (letter_id,) = archive.save_letters(scan.id, office.code, [Letter((1,), subject=Field("การทดสอบ"))], [()])
    draft = archive.save_draft(
        letter_id, ReviewKey(office.code, "step"), DraftRecord.without_draft(Letter((1,)), DAY), b"docx", None
    )
    done = archive.issue(IssueRequest(draft, office.code, (), finish, dated=DAY))
    pdf = archive.load_file(str(done.pdf))
    archive.close()
    return home, pdf


def test_a_brought_pdf_is_told_from_an_altered_and_a_foreign_one(
    issued: tuple[Path, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, pdf = issued
    own, altered, foreign, broken, photo = (tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf", "d.pdf", "e.jpg"))
    photo.write_bytes(b"\xff\xd8\xff no letter")
    own.write_bytes(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.add_blank_page()
        document.save(altered)
    foreign.write_bytes(blank())
    broken.write_bytes(pdf[:200])
    assert main(["prove", str(own), "--home", str(home)]) == 0
    assert "ตรงทุกไบต์" in capsys.readouterr().out
    assert (
        main(
            ["prove", str(altered), str(foreign), str(broken), str(tmp_path / "none"), str(photo), "--home", str(home)]
        )
        == 1
    )
    lines = capsys.readouterr().err.splitlines()
    assert "ไฟล์ถูกแก้ไขหลังออกเลข" in lines[0]
    assert "ไม่ใช่ไฟล์ที่ระบบนี้ออก" in lines[1]
    assert "อาจเสียหาย" in lines[2]
    assert "เปิดไฟล์ไม่ได้" in lines[3]
    assert "ไม่มี QR" in lines[4] and "PDF ที่ออก" in lines[4]


def written_over(pdf: bytes) -> bytes:
    """The same bytes with another page written behind them, as a program that edits does."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    stream = generic.StreamObject(stream_data=b"BT /F1 20 Tf 100 700 Td (another sum) Tj ET")
    page["/Contents"] = writer.add_object(stream)
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def test_what_was_signed_since_is_ours_and_what_was_written_over_is_not(
    issued: tuple[Path, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Signed by whom the office trusts, by a stranger, twice, broken, and changed first and signed then."""
    home, pdf = issued
    authority = person("ผู้ออกใบรับรอง")
    (home / "trust").mkdir()
    (home / "trust" / "root.der").write_bytes(authority.der)
    chief, stranger = person("นายสมมุติ ลงนาม", authority), person("นายแปลก หน้า")
    once = signed(pdf, chief)
    files = {
        "once": (once, 0, "ลงนามดิจิทัลโดย นายสมมุติ ลงนาม"),
        "twice": (signed(once, stranger, "ที่สอง"), 1, "นายแปลก หน้า"),
        "stranger": (signed(pdf, stranger), 1, "ไม่อยู่ในรายการที่สำนักงานเชื่อถือ"),
        "changed and signed": (signed(written_over(pdf), stranger), 1, "ไฟล์ถูกแก้ไขหลังออกเลข"),
        "signed and changed": (written_over(once), 1, "ไฟล์ถูกแก้ไขหลังออกเลข"),
        "written over": (written_over(pdf), 1, "ไฟล์ถูกแก้ไขหลังออกเลข"),
        "bytes behind": (pdf + b"\n%%EOF\n", 1, "ไฟล์ถูกแก้ไขหลังออกเลข"),
        "twice by ours": (signed(once, person("นางสาวสมมุติ ลงนาม", authority), "ที่สอง"), 0, "นางสาวสมมุติ ลงนาม"),
        "late": (signed(pdf, person("นายหมดอายุ", authority, ends_in_days=-10)), 1, "หมดอายุ"),
    }
    for name, (content, status, told) in files.items():
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(content)
        assert main(["prove", str(file), "--home", str(home)]) == status, name
        said = capsys.readouterr()
        assert told in (said.out if status == 0 else said.err), name
        assert "ตรงทุกไบต์" not in said.out


KEY, STRANGER = (Ed25519PrivateKey.from_private_bytes(one * 32) for one in (b"k", b"s"))
_HEAD = "จังหวัดสกลนคร\nศาลากลางจังหวัดสกลนคร\nถนนศูนย์ราชการ สน ๔๗๐๐๐"
_FOOT = "จึงเรียนมาเพื่อพิจารณา\nขอแสดงความนับถือ\n(นายสมมุติ ตัวอย่าง)\nผู้ว่าราชการจังหวัดสกลนคร"


def page_text(number: str = "๑๒๗", count: str = "๑๒", verb: str = "สำรวจ") -> str:
    return (
        f"ที่ สน ๐๐๑๘.๑/ว {number}\n{_HEAD}\n๒๓ พฤศจิกายน ๒๕๖๙\nเรื่อง การสำรวจแหล่งน้ำ\nเรียน นายอำเภอ ทุกอำเภอ\n"
        f"ด้วยจังหวัดสกลนครขอให้อำเภอ{verb}แหล่งน้ำสาธารณะ {count} แห่ง แล้วรายงานผลภายในวันที่ ๓๐ พฤศจิกายน ๒๕๖๙\n{_FOOT}\n"
    )


def code_by(key: Ed25519PrivateKey, text: str) -> str:
    (letter,) = read_letters([text_page(text)])
    return write_code(code_of(letter), key)


CODED = {
    "right": (page_text(), [code_by(KEY, page_text())], True, "ตรงกับที่ออกทุกตัวอักษร"),
    "replayed on another letter": (page_text("๑๒๘"), [code_by(KEY, page_text())], False, "มาจากหนังสืออื่น"),
    "a figure changed": (page_text(count="๒๑"), [code_by(KEY, page_text())], False, "ตัวเลขในหน้าไม่ตรง"),
    "a word changed": (page_text(verb="รื้อ"), [code_by(KEY, page_text())], False, "ถ้อยคำที่อ่านจากหน้าไม่ตรง"),
    "the code changed": (page_text(), [code_by(KEY, page_text())[:-1] + "%"], False, "QR บนหน้าถูกแก้ไข"),
    "a stranger's key": (page_text(), [code_by(STRANGER, page_text())], False, "กุญแจที่สำนักงานไม่รู้จัก"),
    "two codes": (page_text(), [code_by(KEY, page_text()), code_by(KEY, page_text("๑๒๘"))], False, "ทุกตัวอักษร"),
}


@pytest.mark.parametrize("name", CODED)
def test_what_the_code_on_a_page_proves(issued: tuple[Path, bytes], name: str) -> None:
    text, codes, good, wanted = CODED[name]
    page = replace(text_page(text), codes=tuple(Code(one, "QRCode", Box(0.8, 0.9, 0.9, 1.0)) for one in codes))
    settings = load_settings(issued[0])
    (settings.home / "trust").mkdir(exist_ok=True)
    (settings.home / "trust" / "จังหวัด.qr.pem").write_bytes(public_pem(KEY.public_key()))
    with closing(Archive.open(settings.database_url, settings.files_url)) as archive:
        found = told_by_code(archive, known_keys(settings.home, "ก"), [page])
        assert found is not None and found[1] is good and wanted in found[0]
        assert told_by_code(archive, known_keys(settings.home, "ก"), [text_page(text)]) is None
        row = KnownKey("สน ๐๐๑๘.๑", "จังหวัด", KEY.public_key(), withdrawn=True)
        (settings.home / FILE).write_bytes(format_keys([row]))
        after = told_by_code(archive, known_keys(settings.home, "ก"), [page])
        assert after is not None and not after[1]
