"""Every kind of letter that we issue, dropped as its PDF, reads back as the facts it was issued with, or is asked."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from itertools import chain

import pytest
from cascade_cases import office_profile

from circulars.archive import Archive, IssuedFiles, IssueRequest
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.cascade.draft import draft_letter
from circulars.cascade.issued import issued_as_letter
from circulars.cascade.plan.plan import plan_cascade
from circulars.checks.between.told import hold_against
from circulars.documents.pages.attached import attached_facts, attached_files
from circulars.documents.pages.finish import finish_pdf
from circulars.documents.pages.inside import WHOLE, inside_of
from circulars.documents.pages.pdf import to_pdf
from circulars.documents.shipped.samples import ANNOUNCEMENT, EXTERNAL, MEMO, ORDER, STAMPED
from circulars.documents.word.catalog import SHIPPED, load_catalog
from circulars.documents.word.content import LetterContent, Paragraph, ParagraphKind
from circulars.extraction.reading import read_letters
from circulars.letter.field import Field
from circulars.letter.letter import UNNUMBERED, Letter, Urgency
from circulars.letter.page import Page, PageSource
from circulars.letter.record import doubtful_fields, dump_letter, letter_record
from circulars.letter.reference import ReferenceNumber, parse_reference
from circulars.review.key import ReviewKey
from circulars.thai.dates import BANGKOK, ThaiDate
from ocr.document import open_document
from ocr.shelter.child import _Reader
from ocr.shelter.children.side_by_side import cores, read_side_by_side
from ocr.shelter.limits import Limits

NOW = dt.datetime(2024, 1, 23, 10, tzinfo=BANGKOK)
DAY = ThaiDate.from_ce(NOW.date())
OFFICE = "สน ๐๐๑๘.๑"
_P, _ITEM, _SUB = Paragraph, ParagraphKind.ITEM, ParagraphKind.SUB
ITEMS = (
    _P("ด้วยกรมการปกครองขอให้จังหวัดสำรวจจุดเสี่ยงอุทกภัยและรายงานผลภายในวันที่ ๑๕ กุมภาพันธ์ ๒๕๖๗ จึงให้ดำเนินการ ดังนี้"),
    _P("สำรวจจุดเสี่ยงในเขตพื้นที่ แล้วบันทึกพิกัดให้ครบทุกตำบล พร้อมทั้งถ่ายภาพจุดเสี่ยงละ ๒ ภาพ", _ITEM, "๑."),
    _P("รายงานผลการสำรวจ ประกอบด้วย", _ITEM, "๒."),
    _P("จำนวนจุดเสี่ยงและครัวเรือนที่อาจได้รับผลกระทบ", _SUB, "๒.๑"),
    _P("แผนเผชิญเหตุและบัญชีเครื่องจักรกล", _SUB, "๒.๒"),
    _P("ประสานองค์กรปกครองส่วนท้องถิ่นเตรียมศูนย์พักพิงชั่วคราว", _ITEM, "๓."),
)
MANY = tuple(
    _P(
        f"ให้หน่วยที่ {word} รายงานสถานการณ์น้ำในพื้นที่และผลการช่วยเหลือผู้ประสบภัยตามแบบที่กำหนดทุกวันจนกว่าสถานการณ์จะคลี่คลาย",
        _ITEM,
        f"{n}.",
    )
    for n, word in zip("๑๒๓๔๕๖๗๘๙", ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"), strict=True)
)
DEPARTMENT = replace(
    EXTERNAL,
    urgency="ด่วนมาก",
    number="มท ๐๓๐๙.๒/ว ๔๘๗๖",
    letterhead=("กรมการปกครอง", "ถนนอัษฎางค์ กทม. ๑๐๒๐๐"),
    subject="การเตรียมความพร้อมรับสถานการณ์อุทกภัยและการให้ความช่วยเหลือผู้ประสบภัยในพื้นที่เสี่ยงภัยซ้ำซาก ประจำปีงบประมาณ พ.ศ. ๒๕๖๗",
    addressee="ผู้ว่าราชการจังหวัด ทุกจังหวัด",
    references=(),
    enclosures=(("แบบสำรวจจุดเสี่ยงอุทกภัย", "๑ ชุด"), ("บัญชีรายชื่อผู้ประสานงาน", "จำนวน ๑๕ แผ่น")),
    paragraphs=ITEMS,
    rank="",
    signatory_name="นายสมมุติ ตัวอย่างดี",
    position=("รองอธิบดี รักษาราชการแทน", "อธิบดีกรมการปกครอง"),
    contact=("สำนักบริหารการปกครองท้องที่", "ส่วนบริหารงานกำนัน ผู้ใหญ่บ้าน", "โทร. ๐ ๒๐๐๐ ๐๐๐๐ ต่อ ๕๐๒๑๑"),
    motto="",
)
DISTRICT = replace(
    EXTERNAL,
    urgency="",
    number="สน ๐๗๑๘/๘๑",
    letterhead=("ที่ว่าการอำเภอพังโคน", "ถนนนิตโย สน ๔๗๑๖๐"),
    subject="ขอให้สำรวจจุดเสี่ยงอุทกภัย",
    addressee="นายกเทศมนตรีตำบลพังโคน และนายกองค์การบริหารส่วนตำบลไฮหย่อง",
    references=(
        "หนังสือจังหวัดสกลนคร ด่วนที่สุด ที่ สน ๐๐๑๘.๑/ว ๙๘๗๖๕ ลงวันที่ ๒๑ พฤศจิกายน ๒๕๖๖",
        "หนังสืออำเภอพังโคน ที่ สน ๐๗๑๘/๑๒ ลงวันที่ ๔ มกราคม ๒๕๖๗",
    ),
    enclosures=(("สำเนาหนังสือจังหวัดสกลนคร ด่วนที่สุด ที่ สน ๐๐๑๘.๑/ว ๔๓๒ ลงวันที่ ๒๒ มกราคม ๒๕๖๗", "๑ ฉบับ"), ("แผนที่", "๒ แผ่น")),
    paragraphs=ITEMS,
    rank="",
    signatory_name="นางสาวสมใจ ตัวอย่างดี",
    position=("นายอำเภอพังโคน",),
    contact=("ที่ทำการปกครองอำเภอ", "โทร. ๐ ๔๒๗๗ ๐๐๐๐"),
    motto="",
)
CASES: dict[str, tuple[str, LetterContent]] = {
    "department external": ("department", DEPARTMENT),
    "province external, two pages": ("province", EXTERNAL),
    "province external, items run over the page": ("province", replace(EXTERNAL, paragraphs=(*ITEMS[:1], *MANY))),
    "district external": ("district", DISTRICT),
    "department memo": (
        "department",
        replace(MEMO, letterhead=("กองการเจ้าหน้าที่ โทร. ๐ ๒๐๐๐ ๐๐๐๐",), number="มท ๐๓๐๒/๕๖๗"),
    ),
    "province memo": ("province", replace(MEMO, urgency="ด่วน", paragraphs=ITEMS)),
    "district memo, acting": (
        "district",
        replace(
            MEMO,
            letterhead=("ที่ทำการปกครองอำเภอพังโคน โทร. ๐ ๔๒๗๗ ๐๐๐๐",),
            number="สน ๐๗๑๘/๙๙",
            rank="ว่าที่ร้อยตรี",
            signatory_name="สมมุติ ตัวอย่างดี",
            position=("ปลัดอำเภอ รักษาราชการแทน", "นายอำเภอพังโคน"),
        ),
    ),
    "department stamped": (
        "department",
        replace(STAMPED, letterhead=("กรมการปกครอง",), number="มท ๐๓๐๙.๒/ว ๔๘๗๗", contact=DEPARTMENT.contact, motto=""),
    ),
    "province stamped": ("province", STAMPED),
    "district stamped": (
        "district",
        replace(STAMPED, letterhead=("อำเภอพังโคน",), number="สน ๐๗๑๘/๘๒", paragraphs=ITEMS, contact=DISTRICT.contact),
    ),
    "department order": ("department", replace(ORDER, letterhead=("กรมการปกครอง",), position=("อธิบดีกรมการปกครอง",))),
    "province order": ("province", ORDER),
    "district order, acting": (
        "district",
        replace(
            ORDER, letterhead=("อำเภอพังโคน",), position=("ปลัดอำเภอ รักษาราชการแทน", "นายอำเภอพังโคน"), paragraphs=ITEMS
        ),
    ),
    "department announcement": (
        "department",
        replace(ANNOUNCEMENT, letterhead=("กรมการปกครอง",), position=("อธิบดีกรมการปกครอง",)),
    ),
    "province announcement": ("province", ANNOUNCEMENT),
    "district announcement, acting": (
        "district",
        replace(ANNOUNCEMENT, letterhead=("อำเภอพังโคน",), position=("ปลัดอำเภอ รักษาราชการแทน", "นายอำเภอพังโคน")),
    ),
}


@dataclass(frozen=True, slots=True)
class Issued:
    """A letter as it went out: the letter of the archive, the finished PDF, and what was read from that PDF."""

    letter: Letter
    pdf: bytes
    pages: tuple[Page, ...]
    read: tuple[Letter, ...]


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Issued]]:
    """Every case issued through an archive, all printed in one run, and its PDF read as an inbox reads it."""
    home = tmp_path_factory.mktemp("issued")
    catalog = load_catalog(SHIPPED)
    docx = [catalog.compiled(level, content.kind).render(content) for level, content in CASES.values()]
    drawn = to_pdf(docx)
    archive = Archive.open(f"sqlite:///{home}/circulars.db", str(home / "files"), clock=lambda: NOW)
    letters = [
        _issue(archive, name, content, word, pdf)
        for (name, (_, content)), word, pdf in zip(CASES.items(), docx, drawn, strict=True)
    ]
    files = [home / f"{number}.pdf" for number in range(len(letters))]
    for file, (_, pdf) in zip(files, letters, strict=True):
        file.write_bytes(pdf)
    opened = chain.from_iterable(open_document(file, Limits()) for file in files)
    read: list[list[Page]] = []
    for page, _ in read_side_by_side(opened, _Reader("thai"), cores()):
        read += [[]] if page.number == 1 else []
        read[-1].append(page)
    made: dict[str, Issued] = {}
    for name, (letter_id, pdf), pages in zip(CASES, letters, read, strict=True):
        made[name] = Issued(archive.load_letter(letter_id).letter, pdf, tuple(pages), read_letters(pages))
    yield made
    archive.close()


def _issue(archive: Archive, name: str, content: LetterContent, docx: bytes, drawn: bytes) -> tuple[str, bytes]:
    """The id and the PDF of a letter that the archive issued, with the facts attached as the office attaches them."""
    in_register_alone = ReferenceNumber("", "", verbatim="ประกาศ 5/2567")  # as the office calls what prints no number
    number = in_register_alone if content.kind in UNNUMBERED else parse_reference(content.number)
    letter = issued_as_letter(content, number, DAY)
    whole = json.loads(dump_letter(letter))
    facts = json.dumps({"letter": letter_record(letter), WHOLE: whole}, ensure_ascii=False).encode()
    attached = [("metadata.json", "application/json", facts)]
    pdf = finish_pdf(drawn, title=content.subject or content.number, when=NOW, attachments=attached)
    source = archive.save_original(name.encode(), f"{name}.pdf")
    (source_id,) = archive.save_letters(source.id, OFFICE, [Letter((1,))], [()])
    draft = archive.save_draft(
        source_id, ReviewKey(OFFICE, "1"), DraftRecord.without_draft(letter, NOW.date()), docx, None
    )
    files = IssuedFiles(letter, docx, pdf, facts)
    made = archive.issue(IssueRequest(draft, OFFICE, (), lambda _: files))
    assert made.pdf is not None
    return made.letter_id, archive.load_file(made.pdf)


FACTS = (
    "kind", "urgency", "secrecy", "reference_number", "is_circular", "sender_agency", "date_be", "subject", "addressees",
    "references", "enclosures", "closing", "signatory", "contact",
)  # fmt: skip


def test_every_template_has_a_case() -> None:
    files = {(row.file, row.kind) for row in load_catalog(SHIPPED).rows}
    catalog = load_catalog(SHIPPED)
    assert {(catalog.find(level, content.kind), content.kind) for level, content in CASES.values()} == files
    urgencies = {content.urgency for _, content in CASES.values()}
    assert urgencies == {"", *Urgency}


@pytest.mark.parametrize("name", CASES)
def test_the_pdf_reads_back_as_it_was_issued(issued: dict[str, Issued], name: str) -> None:
    one = issued[name]
    (read,) = one.read
    facts = attached_facts(one.pdf)
    assert facts is not None
    told, seen = facts["letter"], letter_record(read)
    if read.kind.value in UNNUMBERED:  # its page prints none
        assert seen["reference_number"] is None
        told = {**told, "reference_number": None, "is_circular": seen["is_circular"]}
    assert {fact: _bare(seen[fact]) for fact in FACTS} == {fact: _bare(told[fact]) for fact in FACTS}
    for fact in ("salutation", "sender_address", "motto"):
        assert _bare(getattr(read, fact).value) == _bare(getattr(one.letter, fact).value), fact
    assert read.pages == tuple(range(1, len(one.pages) + 1))
    assert set(doubtful_fields(read)) == _asked(one, read)


def _asked(one: Issued, read: Letter) -> set[str]:
    """Nothing that is typed, the date over a seal neither; of a page with too few words for a text layer its lines."""
    pictures = {page.number for page in one.pages if page.source is not PageSource.TEXT_LAYER}
    assert 1 not in pictures
    seen = read.contact.evidence
    return {"contact"} if read.contact.doubtful and seen is not None and seen.page in pictures else set()


@pytest.mark.parametrize("name", CASES)
def test_its_body_reads_back_paragraph_by_paragraph(issued: dict[str, Issued], name: str) -> None:
    one = issued[name]
    (read,) = one.read
    assert [_bare(part.value) for part in read.body] == [_bare(part.value) for part in one.letter.body]


def _told(one: Issued) -> Letter:
    """The letter as another office takes it in: its pages read, its facts held against them, no difference found."""
    inside = inside_of(attached_files(one.pdf))
    assert inside.names == () and inside.letter == one.letter
    (read,) = one.read
    letter, differing = hold_against(read, inside.letter, one.pages)
    assert differing == ()
    return letter


@pytest.mark.parametrize("name", CASES)
def test_another_office_has_every_field_and_paragraph_as_it_was_issued(issued: dict[str, Issued], name: str) -> None:
    one = issued[name]
    letter = _told(one)
    assert doubtful_fields(letter) == ()
    assert letter.pages == tuple(range(1, len(one.pages) + 1))
    for part in fields(Letter):
        want, got = getattr(one.letter, part.name), getattr(letter, part.name)
        if part.name == "reference" and one.letter.kind.value in UNNUMBERED:
            assert got.value is None  # told by the file alone: no page bears it out
        elif isinstance(want, Field):
            assert got.value == want.value or want.value is None, part.name
        elif want and isinstance(want[0], Field):
            assert [member.value for member in got] == [member.value for member in want], part.name


@pytest.mark.parametrize("name", [name for name, (level, _) in CASES.items() if name.startswith("province external")])
def test_the_district_drafts_from_the_file_as_from_the_letter_itself(issued: dict[str, Issued], name: str) -> None:
    one = issued[name]
    profile = office_profile("สน ๐๗๑๘")
    drafts = []
    for letter in (_told(one), one.letter):
        steps = plan_cascade(
            letter, profile, today=NOW.date(), profile_of=lambda office: office_profile(office.code)
        ).steps
        drafts.append([draft_letter(letter, step, today=NOW.date()).content for step in steps])
    assert drafts[0] and drafts[0] == drafts[1]


def _bare(value: object) -> object:
    """A value without the spaces in its texts, which a printed page does not tell for certain."""
    if isinstance(value, str):
        return re.sub(r"\s", "", value)
    if isinstance(value, dict):
        return {key: _bare(one) for key, one in value.items()}
    return [_bare(one) for one in value] if isinstance(value, list) else value
