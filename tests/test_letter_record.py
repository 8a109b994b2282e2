"""A letter written as JSON and read back is the same letter."""

from __future__ import annotations

from circulars.letter.doubt import WITNESSES_DIFFER
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import CitedLetter, Enclosure, Letter, LetterKind, Signatory, Urgency
from circulars.letter.page import Box, Page, PageSource, Reading, TextLine
from circulars.letter.record import dump_letter, dump_pages, letter_record, load_letter, load_pages
from circulars.letter.reference import ReferenceNumber
from circulars.thai.dates import ThaiDate


def sample() -> Letter:
    seen = Evidence(
        1, Box(0.1, 0.2, 0.3, 0.4), "ที่ มท ๐๓๒๒/ว ๑๘๖๑", 0.97, "reference.head", "thai_lines", "ที่ มท ๐๓๒๒/ว ๑๘๖๗"
    )
    cited = CitedLetter(
        "กรมตัวอย่าง",
        Urgency.URGENT,
        ReferenceNumber("มท", "0322", "5", circular=True),
        ThaiDate(2566, 11, 20),
        "ตามที่เห็น",
    )
    return Letter(
        pages=(1, 2),
        kind=Field(LetterKind.EXTERNAL),
        reference=Field(ReferenceNumber("มท", "0322", "1861", circular=True), seen, (WITNESSES_DIFFER(),)),
        dated=Field(ThaiDate(2567, 1, 19)),
        addressees=(Field("ผู้ว่าราชการจังหวัด ทุกจังหวัด"),),
        references=(Field(cited),),
        enclosures=(Field(Enclosure("สำเนาหนังสือ", "๑ ฉบับ", cited)),),
        signatory=Field(Signatory("นายสมมุติ ตัวอย่าง", "อธิบดี")),
    )


def test_a_letter_survives_the_archive() -> None:
    assert load_letter(dump_letter(sample())) == sample()


def test_pages_survive_the_archive() -> None:
    line = TextLine("ที่ สน", Box(0, 0, 1, 1), 0.9, "thai_lines", (0.9,) * 6, Reading("ที่ สน", 0.8, "tesseract"))
    pages = (Page(1, (line,), PageSource.SCAN, 1654, 2339),)
    assert load_pages(dump_pages(pages)) == pages


def test_the_record_has_the_contracts_shape() -> None:
    record = letter_record(sample())
    assert record["reference_number"] == "มท ๐๓๒๒/ว ๑๘๖๑"
    assert record["is_circular"] is True
    assert (record["date_be"], record["date_ce"]) == ("2567-01-19", "2024-01-19")
    assert record["doubtful"] == ["reference_number"]
    assert record["evidence"]["reference_number"]["box"] == [0.1, 0.2, 0.3, 0.4]
    assert record["references"][0] == {
        "agency": "กรมตัวอย่าง",
        "urgency": "ด่วน",
        "number": "มท ๐๓๒๒/ว ๕",
        "date_be": "2566-11-20",
    }
    assert record["subject"] is None
