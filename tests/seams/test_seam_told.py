"""What comes with a letter beside its pages: held against them, taken where they agree, asked where they do not."""

from __future__ import annotations

import base64
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree
from seam_house import letter_text

from circulars.archive.export.ecms import RAM, read_ecms
from circulars.checks import check_letters, with_doubts
from circulars.checks.between.told import hold_against
from circulars.documents.pages.inside import WHOLE, letter_told
from circulars.errors import UnreadableFile
from circulars.extraction.reading import read_letters
from circulars.intake.claims import SOURCE
from circulars.intake.containers import Container, Member, container_of_file, unpack
from circulars.letter.doubt import BY_HAND, NOT_FOUND
from circulars.letter.field import Field
from circulars.letter.finding import Severity
from circulars.letter.letter import Letter, Secrecy
from circulars.letter.page import Page, text_page
from circulars.letter.record import doubtful_fields, dump_letter
from circulars.thai.clock import today
from circulars.thai.dates import ThaiDate
from flows.receiving.told import beside_pages

PAGES: tuple[Page, ...] = (text_page(letter_text()),)
(LETTER,) = read_letters(PAGES)
OTHER = read_letters([text_page(letter_text(number="๑๒", subject="การสำรวจป่าชุมชน", task="ให้นับต้นไม้ทุกต้น"))])[0]


def test_what_agrees_is_taken_and_no_longer_doubted() -> None:
    doubted = replace(LETTER, dated=LETTER.dated.doubt(BY_HAND()), subject=Field(None, None, (NOT_FOUND("เรื่อง"),)))
    letter, differing = hold_against(doubted, LETTER, PAGES)
    assert differing == () and doubtful_fields(letter) == ()
    assert letter.subject.value == LETTER.subject.value
    assert letter.subject.evidence is not None and letter.subject.evidence.engine == "told"


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("reference", OTHER.reference),
        ("dated", Field(ThaiDate(2569, 11, 17))),
        ("subject", OTHER.subject),
        ("body", OTHER.body),
        ("addressees", (Field("นายอำเภอทุกอำเภอ"),)),
        ("references", read_letters([text_page(letter_text(cited="๗"))])[0].references),
    ],
)
def test_what_is_told_otherwise_than_printed_is_asked(part: str, told: Any) -> None:
    letter, differing = hold_against(LETTER, replace(LETTER, **{part: told}), PAGES)
    assert getattr(letter, part) == getattr(LETTER, part)  # the page counts
    (finding,) = differing
    assert finding.check == "told-differs" and finding.severity is Severity.WARNS
    (found,) = check_letters([letter], today=today(), of_the_first=differing)
    assert finding in found
    asked = with_doubts(letter, found)
    assert finding.field in doubtful_fields(asked) or part == "references"  # nothing was read that could be doubted


def test_what_the_page_does_not_print_is_not_taken_for_what_was_not_read() -> None:
    letter, differing = hold_against(replace(LETTER, subject=Field()), OTHER, PAGES)
    assert letter.subject.value is None
    assert "subject" in {one.field for one in differing}


def test_a_class_of_secrecy_that_is_told_counts_though_the_page_bears_none() -> None:
    letter, _ = hold_against(LETTER, replace(LETTER, secrecy=Field(Secrecy.SECRET)), PAGES)
    assert letter.classified


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe", b"[]", b"{}", b'{"whole": 1}', b'{"whole": {"pages": "x"}}', b"[" * 100_000,
        json.dumps({WHOLE: {"pages": [1], "dated": {"value": {"year_be": "2569"}}}}).encode(),
    ],
)  # fmt: skip
def test_facts_of_another_form_tell_nothing(content: bytes) -> None:
    assert letter_told(content) is None


def _holding(files: dict[str, bytes]) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    for name, content in files.items():
        document.attachments[name] = pikepdf.AttachedFileSpec(document, content, filename=name)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_files_inside_a_letter_are_listed_on_it(tmp_path: Path) -> None:
    file = tmp_path / "original.pdf"
    facts = json.dumps({WHOLE: json.loads(dump_letter(LETTER))}).encode()
    file.write_bytes(_holding({"metadata.json": facts, "บัญชีรายชื่อ.xlsx": b"PK\x03\x04", "แผนที่.pdf": b"%PDF-1.7"}))
    beside = beside_pages(file)
    assert beside.letter == LETTER
    (finding,) = beside.findings
    assert finding.check == "files-inside" and "๒ ไฟล์" in finding.message
    assert "บัญชีรายชื่อ.xlsx" in finding.message and "แผนที่.pdf" in finding.message
    file.write_bytes(_holding({"metadata.json": b'{"by": "somebody else"}'}))
    assert "metadata.json" in beside_pages(file).findings[0].message
    file.write_bytes(_holding({}))
    assert beside_pages(file).findings == ()


def _exchanged(
    letter: Letter, *, secret: str = "001", number: str = "", files: tuple[bytes, ...] = (b"%PDF-1.7",)
) -> bytes:
    root = etree.Element("GovernmentDocument")
    main = etree.SubElement(root, f"{{{RAM}}}CorrespondenceLetter")

    def add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
        node = etree.SubElement(parent, f"{{{RAM}}}{name}")
        node.text = text
        return node

    add(main, "ID", number or "มท ๐๓๐๙.๒/ว ๑๑")
    add(main, "CorrespondenceDate", "2026-11-16T00:00:00")
    add(main, "Subject", letter.subject.value or "")
    add(main, "SecretCode", secret)
    add(main, "SpeedCode", "001")
    sender = add(main, "SenderParty")
    add(sender, "GivenName", "นายตัวอย่าง")
    add(sender, "FamilyName", "รักแผ่นดิน")
    add(sender, "JobTitle", "อธิบดีกรมการปกครอง")
    for place, content in enumerate(files):
        name = "AttachmentBinaryObject" if place else "MainLetterBinaryObject"
        add(main, name, base64.encodebytes(content).decode()).set("mimeCode", "application/pdf")
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made


def test_a_message_of_the_exchange_gives_its_files_and_tells_of_its_letter(tmp_path: Path) -> None:
    file = tmp_path / "message.xml"
    file.write_bytes(_exchanged(LETTER, files=(b"%PDF-1.7 letter", b"%PDF-1.7 map", b"")))
    assert container_of_file(file) is Container.ECMS
    first, second, empty = unpack(file)
    assert isinstance(first, Member) and first.content == b"%PDF-1.7 letter" and first.source == file.read_bytes()
    assert isinstance(second, Member) and second.source == b""
    assert not isinstance(empty, Member) and "ว่างเปล่า" in empty.reason
    told = read_ecms(first.source).letter
    letter, differing = hold_against(LETTER, told, PAGES)
    assert differing == () and letter.reference.value == LETTER.reference.value
    (tmp_path / "original.pdf").write_bytes(_holding({}))
    (tmp_path / SOURCE).write_bytes(first.source)
    assert beside_pages(tmp_path / "original.pdf").letter == told


def test_a_message_that_names_another_number_than_its_page_is_asked() -> None:
    told = read_ecms(_exchanged(LETTER, number="มท ๐๓๐๙.๒/ว ๑๓")).letter
    _, (finding,) = hold_against(LETTER, told, PAGES)
    assert finding.field == "reference_number"


@pytest.mark.parametrize("code", ["002", "004", "x"])
def test_a_classified_message_gives_nothing(tmp_path: Path, code: str) -> None:
    file = tmp_path / "message.xml"
    file.write_bytes(_exchanged(LETTER, secret=code))
    with pytest.raises(UnreadableFile, match="ชั้นความลับ"):
        list(unpack(file))


def test_a_damaged_message_is_told(tmp_path: Path) -> None:
    file = tmp_path / "message.xml"
    file.write_bytes(_exchanged(LETTER)[:-30])
    with pytest.raises(UnreadableFile, match="e-CMS"):
        list(unpack(file))


def test_where_the_sender_vouches_what_the_page_prints_is_taken_however_it_was_parted() -> None:
    whole = LETTER.subject.value or ""
    cut = replace(LETTER, subject=Field(whole[:6]), body=LETTER.body[:1], addressees=())
    letter, differing = hold_against(cut, LETTER, PAGES, vouched=True)
    assert differing == () and [one.value for one in letter.body] == [one.value for one in LETTER.body]
    assert letter.subject.value == whole and letter.addressees[0].value == LETTER.addressees[0].value
    _, asked = hold_against(cut, LETTER, PAGES)
    assert {one.field for one in asked} == {"subject", "body"}


def test_where_the_sender_vouches_what_the_page_does_not_print_is_asked() -> None:
    letter, differing = hold_against(LETTER, OTHER, PAGES, vouched=True)
    assert {"reference_number", "subject", "body"} <= {one.field for one in differing}
    assert letter.subject.value == LETTER.subject.value
