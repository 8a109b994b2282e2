"""What two readers of a line prove together, and what they leave to be asked: each case with one alike that goes the other way."""

from __future__ import annotations

import pytest

from circulars.extraction.foot.signature import read_foot
from circulars.extraction.head.head import read_agency, read_kind
from circulars.extraction.head.named import confirmed_agency
from circulars.extraction.head.numbers import find_letter_date, find_number
from circulars.extraction.page.labels import Part
from circulars.extraction.page.lines import Line
from circulars.extraction.page.spelling import mended, spelling_doubts, witness_doubts
from circulars.extraction.parts.citations import read_references
from circulars.extraction.parts.sections import Section
from circulars.extraction.parts.special import read_order
from circulars.letter.doubt import KIND_UNSURE, SUBJECT_END_UNSURE, SignatoryPart
from circulars.letter.field import Field
from circulars.letter.letter import Letter, LetterKind
from circulars.letter.page import Box, Reading, TextLine


def line(text: str, other: str | None = None, *, row: int = 0, middle: float = 0.5, unsure: str = "") -> Line:
    """A recognised line; the characters of ``unsure`` in it are read at 0.7, the others surely."""
    sure = tuple(0.7 if sign in unsure else 0.999 for sign in text)
    box = Box(middle - 0.2, 0.1 + 0.03 * row, middle + 0.2, 0.12 + 0.03 * row)
    witness = Reading(other, 1.0, "second") if other is not None else None
    return Line(text, 1, TextLine(text, box, 0.99, "own", sure, witness))


@pytest.mark.parametrize(
    ("other", "asked"),
    [
        ("ที่ พย 0017.2/ว 814", False),
        ("ที่ พย 0017.2/9 814 .", True),
        ("ที่ พย 0017.2/? 814", False),
        ("ที่ พย 0017.2/9814", True),
        ("ที่ พย 0017.2/? 874", True),
        ("ที่ พย 0011.2/? 814", True),
        ("ที่ พร 0017.2/? 814", True),
    ],
)
def test_a_mark_that_only_the_second_reader_misread_is_no_question(other: str, asked: bool) -> None:
    assert find_number([line("ที่ พย 0017.2/ว 814", other, middle=0.3)]).doubtful is asked


@pytest.mark.parametrize(
    ("text", "other", "unsure", "asked"),
    [
        ("6 กันยายน 2567", "6 กันยายน 2567", "กนย", False),
        ("6 กันยายน 2567", "6 กันยายน 2567", "6", True),
        ("6 กันยายน 2567", "8 กันยายน 2567", "กนย", True),
        ("6 ก.ย. 2567", "6 ก.ย. 2567", "กย", True),
        ("6 กันยาขน 2567", "6 กันยาขน 2567", "กน", True),
    ],
)
def test_a_month_that_is_spelt_right_needs_no_sure_letters(text: str, other: str, unsure: str, asked: bool) -> None:
    assert find_letter_date([line(text, other, unsure=unsure)]).doubtful is asked


@pytest.mark.parametrize(
    ("printed", "other", "asked"),
    [
        ("ที่ว่าการอำเภอพังโคน", "ที่ว่าการอำเภอพังโดน", False),
        ("สำนักงานสวนสาธารณะสมมุติ", "สำนักงานสวนสาธารณะสมบัติ", True),
    ],
)
def test_the_directory_settles_what_the_readers_differ_on(printed: str, other: str, asked: bool) -> None:
    agency, _ = read_agency([line(printed, other, middle=0.7)], LetterKind.EXTERNAL, ())
    assert agency.doubtful is asked


@pytest.mark.parametrize(
    ("last", "unsure"), [("สำนักงานจังหวัดสมมุติ", False), ("ขอแสดงความนับถือ", True), ("เรื่อง การประชุม", True)]
)
def test_a_stamped_letter_with_a_subject_or_closing_may_be_another(last: str, unsure: bool) -> None:
    kind = read_kind([line("ที่ พย 0017/ว 8"), line("ถึง อำเภอทุกแห่ง", row=1), line(last, row=2)])
    assert (kind.value, KIND_UNSURE() in kind.doubts) == (LetterKind.STAMPED, unsure)


FIRST = "เรื่อง ประกาศรายชื่อผู้มีสิทธิเข้ารับการคัดเลือก"


@pytest.mark.parametrize(
    ("below", "middle", "unsure"),
    [
        (("เป็นพนักงานราชการทั่วไป", "ด้วยจังหวัดสมมุติ"), (0.5, 0.58), False),
        (("เป็นพนักงานราชการทั่วไป", "ตามมติคณะกรรมการ"), (0.5, 0.5), True),
        (("จังหวัดสมมุติกำหนดวันสอบ", "และสถานที่ไว้แล้ว"), (0.58, 0.5), True),
        (("เป็นพนักงานราชการทั่วไปของจังหวัด", "และเจ้าหน้าที่อื่นของสำนักงานทุกแห่ง", "ซึ่งจะสอบ"), (0.5, 0.5, 0.5), True),
    ],
)
def test_where_the_subject_of_an_announcement_ends_is_asked_where_the_page_does_not_show_it(
    below: tuple[str, ...], middle: tuple[float, ...], unsure: bool
) -> None:
    lines = [line("ประกาศจังหวัดสมมุติ"), line(FIRST, row=1)]
    lines += [line(text, row=2 + i, middle=at) for i, (text, at) in enumerate(zip(below, middle, strict=True))]
    read = read_order(Letter((1,), kind=Field(LetterKind.ANNOUNCEMENT)), lines)
    assert (SUBJECT_END_UNSURE() in read.subject.doubts) is unsure


@pytest.mark.parametrize(
    ("own", "other", "asked"),
    [
        ("สิ่งที่ส่งมาด้วย 1. วาระการประชุม จำนวน 1 ฉบับ", "สั่งที่ส่งมาด้วย 1. วาระการประชุม จำนวน 1 นฉบับ", False),
        ("เรื่อง แบบทดสอบ (CD-ROM)", "เรื่อง แบบทดสอบ (CD-RoOM)", False),
        ("เรื่อง งบประมาณ พ.ศ. ๒๕๖๑", "เรื่อง งบประมาณ พ.ศ. ๒๕๔๑", True),
        ("เรื่อง การรับสมัครงาน", "เรื่อง การรับสมัครทุน", True),
    ],
)
def test_a_label_a_unit_or_latin_letters_read_otherwise_are_no_other_words(own: str, other: str, asked: bool) -> None:
    assert bool(witness_doubts([line(own, other)])) is asked


@pytest.mark.parametrize(
    ("text", "printed", "asked"),
    [
        ("สำเนาประกาศการคำเนินการสรรหา", "สำเนาประกาศการดำเนินการสรรหา", False),
        ("บัญชีปรับอัดราเงินเดือน", "บัญชีปรับอัตราเงินเดือน", False),
        ("ก.จ., ก.ท. และ ก.อบด.", "ก.จ., ก.ท. และ ก.อบต.", False),
        ("สมาคม อบด. สมมุติ", "สมาคม อบต. สมมุติ", True),
        ("ถนนสายบ้านอัดรา", "ถนนสายบ้านอัดรา", True),
        ("รายงานผลการดำเนินงาน", "รายงานผลการดำเนินงาน", False),
    ],
)
def test_words_that_nobody_sets_side_by_side_are_the_one_in_common_use(text: str, printed: str, asked: bool) -> None:
    assert mended(text, [line(text, text)]) == printed
    assert bool(spelling_doubts(text, [line(text, text)])) is asked


@pytest.mark.parametrize(
    ("own", "other", "sure"),
    [
        ("(นายสงัค มานพ)", "(นายสงัด มานพ)", True),
        ("(นายวิจิตร มานพ)", "(นายวิชิต มานพ)", False),
        ("(สงัด มานพ)", "(สงัด มานพ)", False),
    ],
)
def test_a_name_that_the_lists_and_the_second_reader_agree_on_is_sure(own: str, other: str, sure: bool) -> None:
    foot = read_foot(
        [line("ขอแสดงความนับถือ", "ขอแสดงความนับถือ"), line(own, other, row=1), line("นายอำเภอสมมุติ", "นายอำเภอสมมุติ", row=2)]
    )
    assert (not any(doubt.part is SignatoryPart.NAME for doubt in foot.signatory.doubts)) is sure


@pytest.mark.parametrize(
    ("cited", "other", "letters", "asked"),
    [
        (
            "หนังสือกรมการปกครอง ที่ มท 0309/ว 12 ลงวันที่ 8 กรกฎาคม 2553",
            "หนังสือกรมการปกครอง ที่ มฑ 0309/ว 12 ลงวันที่ 8 กรกฎาคม 2553",
            "มท",
            False,
        ),
        (
            "หนังสือกรมการปกครอง ที่ มห 0309/ว 12 ลงวันที่ 8 กรกฎาคม 2553",
            "หนังสือกรมการปกครอง ที่ มห 0309/ว 12 ลงวันที่ 8 กรกฎาคม 2553",
            "มท",
            True,
        ),
        (
            "หนังสือกรมการปกครอง ที่ มท 0309/ว 12 ลงวันที่ 8 กรกฎาคม 2553",
            "หนังสือกรมการปกครอง ที่ มท 0309/ว 72 ลงวันที่ 8 กรกฎาคม 2553",
            "มท",
            True,
        ),
        (
            "หนังสือกรมการปกครอง ที่ มท 0309/ว 12 ลงวันที่ 8 กรกฏาคม 2553",
            "หนังสือกรมการปกครอง ที่ มท 0309/ว 12 ลงวันที่ 8 กรกฎาคม 2553",
            "มท",
            False,
        ),
        (
            "หนังสือกรมการปกครอง ที่ มท 0309/ว 12 ลงวันที่ 8 กรกฎาคม 2553",
            "หนังสือกรมการปกครอง ที่ มท 0309/ว 12 ลงวันที่ 9 กรกฎาคม 2553",
            "มท",
            True,
        ),
    ],
)
def test_letters_that_are_nobodys_speak_against_no_cited_number(
    cited: str, other: str, letters: str, asked: bool
) -> None:
    seen = line(f"อ้างถึง {cited}", f"อ้างถึง {other}")
    (reference,) = read_references(Section(Part.REFERENCES, (seen,), (cited,)))
    assert reference.value is not None and reference.value.number is not None
    assert reference.value.number.letters == letters
    assert reference.doubtful is asked


@pytest.mark.parametrize(
    ("seen", "letters", "asked"),
    [("ที่ว่าการยำเภอพังโกน", "สน", False), ("ที่ว่าการยำเภอพังโกน", "นม", True), ("ที่ว่าการยำเภอสมมุดิ", "สน", True)],
)
def test_a_torn_agency_is_sure_where_the_numbers_letters_are_its_own(seen: str, letters: str, asked: bool) -> None:
    agency, _ = read_agency([line(seen, None, middle=0.7)], LetterKind.EXTERNAL, [])
    number = find_number([line(f"ที่ {letters} 0118/12", f"ที่ {letters} 0118/12", middle=0.3)])
    assert agency.doubtful and confirmed_agency(agency, number).doubtful is asked


@pytest.mark.parametrize(("other", "asked"), [("6 กันยายน 2567", False), ("8 กันยายน 2567", True)])
def test_a_day_that_both_readers_see_needs_less_sure_digits(other: str, asked: bool) -> None:
    sure = tuple(0.8 if sign == "6" else 0.999 for sign in "6 กันยายน 2567")
    box = Box(0.5, 0.1, 0.7, 0.12)
    seen = Line("6 กันยายน 2567", 1, TextLine("6 กันยายน 2567", box, 0.99, "own", sure, Reading(other, 1.0, "second")))
    assert find_letter_date([seen]).doubtful is asked
