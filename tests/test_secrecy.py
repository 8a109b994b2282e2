"""Marks of secrecy: no place, spacing or company lets a classified letter through, and no ordinary word stops one."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_extraction import EXTERNAL, read, text_page

from circulars.extraction.page.marks import marked_line, secrecy_words, urgency_words
from circulars.extraction.reading import file_secrecy, read_letters
from circulars.letter.letter import Letter, Secrecy, Urgency
from circulars.letter.page import Box, Page, PageSource, Reading, TextLine
from circulars.lexicon.reading.marks import MARK_WORDS, NEIGHBOURS
from circulars.review import FORMS, Correction, apply_corrections

PLAIN = EXTERNAL.replace("ด่วนมาก\n", "", 1)
MEMO = (
    "บันทึกข้อความ\nส่วนราชการ กองตัวอย่าง โทร. ๑๒๓๔\nที่ ตย ๐๒๐๑/๕๕ วันที่ ๗ เมษายน ๒๕๖๘\nเรื่อง ขออนุมัติจัดประชุม\n"
    "เรียน อธิบดีกรมตัวอย่าง\n\nด้วยกองตัวอย่างจะจัดประชุม\n\nจึงเรียนมาเพื่อโปรดพิจารณา\n\n(นางสมมุติ ใจดี)\nผู้อำนวยการกองตัวอย่าง\n"
)
STAMPED = "ที่ ตย ๐๒๐๑/ว ๗\n\nถึง สำนักงานตัวอย่างจังหวัด ทุกจังหวัด\n\nด้วยกรมตัวอย่างส่งเอกสารมาเพื่อทราบ\n\nกรมตัวอย่าง\n๕ มีนาคม ๒๕๖๘\n"
ORDER = (
    "คำสั่งจังหวัดแพร่\nที่ ๑๒๓/๒๕๖๘\nเรื่อง แต่งตั้งคณะทำงาน\n\nเพื่อให้การดำเนินการเป็นไปด้วยความเรียบร้อย\n\n"
    "สั่ง ณ วันที่ ๑ มีนาคม พ.ศ. ๒๕๖๘\n\n(นายสมมุติ ใจงาม)\nผู้ว่าราชการจังหวัดแพร่\n"
)
KINDS = {"external": PLAIN, "memo": MEMO, "stamped": STAMPED, "order": ORDER}
LINES = [
    "ลับ", "ลับมาก", "ลับที่สุด", "ลับ ด่วนที่สุด", "ด่วนที่สุด  ลับ", "ด่วนมากลับ", "(ลับ)", "- ลับมาก -", "*** ลับ ***", "“ลับ”", "ล ับ", "ล  ั  บ",
    "ล ั บ ม า ก", "[ ลับที่สุด ]", "ชั้นความลับ : ลับ", "ชั้นความลับ ลับมาก", "ลับ   - ๒ -", "ลับ  สำเนาที่ ๑ ใน ๓", "เอกสารลับ",
]  # fmt: skip
ASKED = ["ปกปิด", "ลับเฉพาะ", "CONFIDENTIAL", "top secret", "ลับ ลับมาก", "ลบ", "ล้บ", "(สับ)", "ลับมาท"]


def stopped(letter: Letter) -> bool:
    return letter.secrecy.value is not None or letter.secrecy.doubtful


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mark", ["ลับ", "ลับมาก  ด่วนที่สุด"])
def test_a_mark_stops_every_kind_of_letter_at_its_head_and_at_its_foot(kind: str, mark: str) -> None:
    for text in (f"{mark}\n{KINDS[kind]}", f"{KINDS[kind]}{mark}\n"):
        (letter,) = read_letters([text_page(text)])
        assert letter.secrecy.value == mark.split()[0]


@pytest.mark.parametrize("mark", LINES)
def test_a_mark_is_read_however_it_is_set(mark: str) -> None:
    (letter,) = read_letters([text_page(f"{PLAIN}{mark}\n")])
    assert letter.secrecy.value is not None
    assert str(letter.secrecy.value) in re.sub(r"[^ก-๎]", "", mark)


@pytest.mark.parametrize("mark", ASKED)
def test_what_may_be_a_mark_is_asked_about(mark: str) -> None:
    (letter,) = read_letters([text_page(f"{mark}\n{PLAIN}")])
    assert letter.secrecy.value is None
    assert letter.secrecy.doubtful


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("ลับ ด่วนที่สุด ที่ ตย ๐๐๑๘.๒/ว ๔๕๖๗", "4567"),
        ("ลับมากที่ ตย ๐๐๑๘.๒/ว ๔๕๖๗", "4567"),
        ("ที่ ตย ๐๐๑๘.๒/ว ๔๕๖๗   (ลับ)", "4567"),
        ("ที่ ตย ๐๐๑๘.๒/ล ๔๕๖๗", None),
        ("ที่ ตย (ลับ) ๐๐๑๘.๒/๔๕๖๗", None),
        ("ที่ ตย ๐๐๑๘.๒/ว(ล) ๔๕๖๗", "(ล) 4567"),
        ("ที่ ตย ๐๐๑๘.๒/ว (ล) ๔๕๖๗", "(ล) 4567"),
        ("ที่ ตย ๐๐๑๘.๒/(ล)๔๕๖๗", "(ล) 4567"),
        ("ที่ ตย ๐๐๑๘.๒/วล ๔๕๖๗", None),
        ("ที่ ตย ๐๐๑๘.๒(ล)/๔๕๖๗", None),
    ],
)
def test_a_mark_on_the_line_of_the_number(line: str, number: str | None) -> None:
    letter = read(PLAIN.replace("ที่ ตย ๐๐๑๘.๒/ว ๔๕๖๗", line, 1))
    assert stopped(letter)
    if number:
        assert letter.reference.value is not None and letter.reference.value.running == number


def test_a_mark_beside_the_agency_or_the_telephone_stops_too() -> None:
    assert stopped(read(PLAIN.replace("ศาลากลางจังหวัดแพร่", "ลับ      ศาลากลางจังหวัดแพร่", 1)))
    assert stopped(read(PLAIN.replace("โทร. ๐ ๕๔๐๐ ๐๐๐๐", "โทร. ๐ ๕๔๐๐ ๐๐๐๐        ลับ")))


@pytest.mark.parametrize(
    "change",
    [
        ("ถนนไชยบูรณ์", "อำเภอลับแล จังหวัดอุตรดิตถ์"),
        ("ถนนไชยบูรณ์", "อำเภอ ลับ แล"),
        ("ที่ ตย ๐๐๑๘.๒/ว ๔๕๖๗", "ที่ ตย ๐๐๑๘.๒(ลป)/ว ๔๕๖๗"),
        ("ที่ ตย ๐๐๑๘.๒/ว ๔๕๖๗", "ที่ ตย ๐๐๑๘.๒/(๔๕)"),
        ("ถนนไชยบูรณ์", "ตำบลพระลับ"),
        ("ศาลากลางจังหวัดแพร่", "สำนักรักษาความลับ"),
        ("การซักซ้อมแนวทางป้องกันไฟป่าและหมอกควัน", "การกำหนดชั้นความลับ"),
        ("การซักซ้อมแนวทางป้องกันไฟป่าและหมอกควัน", "ละครเวที ลับ ลวง พราง"),
        ("ความละเอียดแจ้งแล้ว", "ให้ขับรถไปกลับและสลับเวร"),
        ("ความละเอียดแจ้งแล้ว", "ซึ่งกำหนดชั้นความลับเป็น ลับ หรือ ลับมาก"),
        ("ความละเอียดแจ้งแล้ว", "จัดซื้อหินลับมีดและไม่นินทาลับหลัง"),
        ("ความละเอียดแจ้งแล้ว", "โดยให้ถือเป็นความ\nลับ"),
        ("ตามที่จังหวัดแพร่", "๑. ลับที่สุด\n๒. ลับมาก\n๓. ลับ\nตามที่จังหวัดแพร่"),
        ("สำนักงานตัวอย่างจังหวัด", "งานระวังเรื่องลับแล"),
        ("ด่วนที่สุด ที่ ตย ๐๐๑๘.๒/ว ๑๐๐", "ลับ ด่วนที่สุด ที่ ตย ๐๐๑๘.๒/ว ๑๐๐"),
        ("เรียน นายอำเภอ ทุกอำเภอ", "เรียน นายทะเบียนข้อมูลข่าวสารลับ"),
    ],
)
def test_words_that_are_no_marks_stop_nothing(change: tuple[str, str]) -> None:
    assert change[0] in PLAIN
    assert not stopped(read(PLAIN.replace(*change, 1)))


def test_every_row_has_its_example_and_its_counter_example() -> None:
    for row in MARK_WORDS:
        assert [word.level for word in marked_line(row.example)] == [row.level], row
        assert secrecy_words(row.counter_example) == (), row
    for neighbour in NEIGHBOURS:
        assert secrecy_words(neighbour.example) == (), neighbour
        stripped = neighbour.example.replace(neighbour.before or neighbour.after, "").strip()
        assert secrecy_words(f"{stripped} ลับ") != (), neighbour


def test_each_letter_of_a_bundle_has_its_own_mark() -> None:
    second = PLAIN.replace("ว ๔๕๖๗", "ว ๔๕๖๘")
    letters = read_letters([text_page(PLAIN), text_page(f"ลับมาก\n{second}", 2)])
    assert [letter.secrecy.value for letter in letters] == [None, Secrecy.SECRET]
    assert not letters[0].secrecy.doubtful


def test_a_mark_on_a_later_page_an_enclosure_or_a_cover_stops_the_letter() -> None:
    cover = text_page("ลับที่สุด\nใบปกข้อมูลข่าวสาร", 1)
    letters = read_letters([cover, text_page(PLAIN, 2)])
    assert [stopped(letter) for letter in letters] == [True]
    annex = text_page("ลับ\nบัญชีรายชื่อบุคคลเป้าหมาย\nนายสมมุติ ใจงาม", 2)
    (letter,) = read_letters([text_page(PLAIN), annex])
    assert letter.secrecy.doubtful, "ordinary letters carry classified enclosures: a person must look"
    half = PLAIN.index("จังหวัดแพร่จึงขอให้")
    (letter,) = read_letters([text_page(PLAIN[:half]), text_page(f"- ๒ -   ลับ\n{PLAIN[half:]}", 2)])
    assert letter.secrecy.value is Secrecy.CONFIDENTIAL


def test_a_file_without_a_letter_is_stopped_by_its_mark_too() -> None:
    page = text_page("ลับ\nบัญชีรายชื่อ\nนายสมมุติ ใจงาม\n")
    assert read_letters([page]) == ()
    assert file_secrecy([page]).value is Secrecy.CONFIDENTIAL
    assert file_secrecy([text_page("บัญชีรายชื่อ\nอำเภอลับแล\n")]) == file_secrecy([])


def line_at(text: str, top: float, left: float, witness: str | None = None, *, ink: bool = False) -> TextLine:
    other = None if witness is None else Reading(witness, 0.9, "tesseract")
    box = Box(left, top, min(0.99, left + 0.012 * len(text)), top + 0.02)
    return TextLine(text, box, 0.99, "thai-lines", tuple(0.99 for _ in text), other, coloured_ink=ink)


HEAD = (
    line_at("ที่ ตย ๐๐๑๘/ว ๑๒", 0.10, 0.1), line_at("กรมตัวอย่าง", 0.10, 0.6), line_at("๕ มกราคม ๒๕๖๘", 0.16, 0.5),
    line_at("เรื่อง การทดสอบ", 0.22, 0.1), line_at("เรียน นายอำเภอ ทุกอำเภอ", 0.26, 0.1),
    line_at("ด้วยกรมตัวอย่างขอให้อำเภอทดสอบตามบัญชีนี้", 0.32, 0.2),
)  # fmt: skip


def scanned(*more: TextLine, ink: tuple[TextLine, ...] = ()) -> Letter:
    lines = sorted((*HEAD, *more), key=lambda line: line.box.top if line.box else 0)
    (letter,) = read_letters([Page(1, tuple(lines), PageSource.SCAN, 1654, 2339, ink_lines=ink)])
    return letter


@pytest.mark.parametrize(
    ("mark", "ink"),
    [
        (line_at("ลับ", 0.03, 0.48), False),
        (line_at("ลับ", 0.95, 0.48), False),
        (line_at("ลบ", 0.95, 0.48), False),
        (line_at("ลับมาก", 0.5, 0.9), False),
        (line_at("ลับ", 0.6, 0.45), False),
        (line_at("ลน", 0.03, 0.48, "ลับ"), False),
        (line_at("ลับ", 0.55, 0.3, ink=True), True),
        (line_at("สับ", 0.55, 0.3, ink=True), True),
    ],
)
def test_a_mark_stops_a_scan_in_head_foot_margin_and_stamp(mark: TextLine, ink: bool) -> None:
    assert stopped(scanned(ink=(mark,)) if ink else scanned(mark))


@pytest.mark.parametrize(
    "cells",
    [
        (line_at("แผนเผชิญเหตุ", 0.5, 0.2), line_at("ลับ", 0.5, 0.6)),  # a column ชั้นความลับ of a list
        (line_at("ลน", 0.5, 0.48),),
        (line_at("สิบ", 0.5, 0.2),),
    ],
)
def test_cells_and_debris_stop_no_scan(cells: tuple[TextLine, ...]) -> None:
    assert not stopped(scanned(*cells))


@pytest.mark.parametrize(
    ("head", "urgency"),
    [
        ("ด่วนที่สุด      บันทึกข้อความ\n", Urgency.MOST_URGENT),
        ("ด่วนมาก ที่ ตย ๐๐๑๘.๒/ว ๔๕๖๗\n", Urgency.VERY_URGENT),
        ("ลับ ด่วนที่สุด ที่ ตย ๐๐๑๘.๒/ว ๔๕๖๗\n", Urgency.MOST_URGENT),
        ("ความเร่งด่วน  ด่วน\n", Urgency.URGENT),
        ("(ด่วนที่สุด)\n", Urgency.MOST_URGENT),
        ("กรมตัวอย่าง   ด่วนที่สุด\n", Urgency.MOST_URGENT),
    ],
)
def test_urgency_beside_other_things(head: str, urgency: Urgency) -> None:
    text = PLAIN.replace("ที่ ตย ๐๐๑๘.๒/ว ๔๕๖๗\n", "", 1) if "ที่ ตย" in head else PLAIN
    letter = read(head + text)
    assert letter.urgency.value is urgency
    assert letter.reference.value is not None and letter.reference.value.running == "4567"


def test_a_word_with_urgency_in_it_is_none() -> None:
    assert urgency_words("รถไฟด่วน") == () and urgency_words("ด่วนที่สุด ที่ประชุม") == ()
    assert read(PLAIN.replace("ถนนไชยบูรณ์", "ถนนทางด่วน")).urgency.value is None


MIXED = [mark for mark in LINES if "ชั้น" not in mark]


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(MIXED),
    st.integers(0, 4),
    st.sampled_from(["", " ", "  ", "\u200b", " - "]),
    st.sampled_from(list(KINDS)),
)
def test_no_line_of_the_head_hides_a_mark(mark: str, at: int, around: str, kind: str) -> None:
    rows = KINDS[kind].split("\n")
    label = next(i for i, row in enumerate(rows) if row.startswith(("เรื่อง", "ถึง")))
    rows.insert(min(at, label), f"{around}{mark}{around}")
    (letter,) = read_letters([text_page("\n".join(rows))])
    assert stopped(letter)


def test_no_correction_of_a_reviewer_takes_a_mark_away() -> None:
    (letter,) = read_letters([text_page(f"ลับ\n{PLAIN}")])
    for name, text in itertools.product([*FORMS, "secrecy"], ["", "ไม่มี", "-", "๑ มกราคม ๒๕๖๘", "ที่ ตย ๐๐๑๘/ว ๑"]):
        assert apply_corrections(letter, [Correction(name, text)]).letter.secrecy == letter.secrecy
