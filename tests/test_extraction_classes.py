"""Classes of misreading that were given without a doubt: each with a letter of its own and one alike that is not asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_extraction import text_page

from circulars.extraction.head.framed import framed_stamps
from circulars.extraction.head.stamps import torn_stamp
from circulars.extraction.page.lines import Line, critical
from circulars.extraction.page.spelling import spelling_doubts
from circulars.extraction.reading import read_letters
from circulars.letter.field import Field
from circulars.letter.letter import Letter, LetterKind
from circulars.letter.page import Box, FramedStamp, Page, PageSource, Reading, TextLine
from circulars.letter.record import doubtful_fields
from circulars.letter.reference import format_reference
from circulars.thai.dates import ThaiDate

LETTER = (
    "ที่ พย ๐๐๑๗.๒/ว ๘๑๔\n{agency}\n๖ กันยายน ๒๕๖๗\nเรื่อง การซ่อมถนน\nเรียน นายอำเภอ ทุกอำเภอ\n"
    "ด้วยได้รับแจ้งว่าถนนหลายแห่งในพื้นที่ชำรุด ทำให้ประชาชนเดินทางไม่สะดวก จึงขอให้ตรวจสอบและรายงานผลให้ทราบภายในเดือนนี้\n"
    "จึงเรียนมาเพื่อทราบและดำเนินการต่อไป\nขอแสดงความนับถือ\n({name})\nปลัดจังหวัด\n"
    "โทร. ๐ ๕๔๔๔ ๙๖๐๐ {extension}\n"
)


def only(text: str) -> Letter:
    (letter,) = read_letters([text_page(text)])
    return letter


def line(text: str, other: str | None = None, *, top: float = 0.1, left: float = 0.6) -> Line:
    witness = Reading(other, 1.0, "second") if other is not None else None
    return Line(text, 1, TextLine(text, Box(left, top, left + 0.2, top + 0.02), 1.0, "own", (), witness))


@pytest.mark.parametrize(
    ("text", "raw", "other", "asked"),
    [
        ("ที่ พย 0017/ว 81", "ว 81", "ที่ พย 0017/ว 814", True),
        ("ที่ พย 0017/ว 81", "ว 81", "ที่ พย 0017/ว 81g", True),
        ("ที่ พย 0017/ว 81", "ว 81", "ที่ พย 0017/ว 81", False),
        ("วันที่ 4 มีนาคม 2567", "4 มีนาคม 2567", "วันที่ 14 มีนาคม 2567", True),
    ],
)
def test_witnesses_agree_on_whole_numbers_only(text: str, raw: str, other: str, asked: bool) -> None:
    assert bool(critical(Field(), [line(text, other)], raw)) is asked


@pytest.mark.parametrize(
    ("agency", "name", "extension", "asked"),
    [
        ("สำนักงานอำเภค ตัวอย่าง", "นายวสันต์ ตัวอย่างดี", "", "sender_agency"),
        ("สำนักงาน อบต. ตัวอย่าง", "นายวสันด์ ตัวอย่างดี", "", "signatory.name"),
    ],
)
def test_a_letter_taken_for_its_look_alike_is_asked(agency: str, name: str, extension: str, asked: str) -> None:
    right = only(LETTER.format(agency="สำนักงาน อบต. ตัวอย่าง", name="นายวสันต์ ตัวอย่างดี", extension=extension))
    assert asked not in doubtful_fields(right)
    assert asked in doubtful_fields(only(LETTER.format(agency=agency, name=name, extension=extension)))


def recognised(text: str) -> Page:
    """The text as a recogniser gives it, each letter surely."""
    lines = tuple(TextLine(line, None, 1.0, "thai-lines") for line in text.splitlines())
    return Page(1, lines, PageSource.SCAN)


def test_a_short_name_that_is_none_is_the_one_that_a_look_alike_makes_of_it() -> None:
    text = LETTER.format(agency="สำนักงาน อบด. ตัวอย่าง", name="นายวสันต์ ตัวอย่างดี", extension="")
    typed = only(text)
    assert typed.sender_agency.value == "สำนักงาน อบด. ตัวอย่าง"  # nobody recognised it: it is asked, not changed
    assert typed.sender_agency.doubtful
    (letter,) = read_letters([recognised(text)])
    assert letter.sender_agency.value == "สำนักงาน อบต. ตัวอย่าง"
    assert letter.sender_agency.evidence is not None
    assert "อบด" in letter.sender_agency.evidence.raw


def test_an_extension_whose_word_is_misread_is_kept() -> None:
    letter = only(LETTER.format(agency="จังหวัดพะเยา", name="นายวสันต์ ตัวอย่างดี", extension="ด่อ ๒๑๔"))
    assert letter.contact.value is not None
    assert letter.contact.value.phone == "๐ ๕๔๔๔ ๙๖๐๐ ต่อ ๒๑๔"


def test_a_radio_message_is_read_by_its_own_labels() -> None:
    letter = only(
        "โทรสารในราชการจังหวัด\nความเร่งด่วน ด่วนที่สุด\nที่ พย ๐๐๒๑/ว ๗๗๑ วันที่ ๒ สิงหาคม ๒๕๖๗\nจาก จังหวัดพะเยา\nถึง นายอำเภอเชียงคำ\n"
        "ข้อความ\nด้วยจังหวัดได้รับแจ้งว่ามีน้ำป่าไหลหลากในหลายพื้นที่\n(นายสมมุติ ใจงาม)\nรองผู้ว่าราชการจังหวัดพะเยา\n"
    )
    assert letter.kind.value is LetterKind.OTHER
    assert letter.sender_agency.value == "จังหวัดพะเยา"
    assert [one.value for one in letter.addressees] == ["นายอำเภอเชียงคำ"]
    assert letter.dated.value is not None
    assert (letter.dated.value.day, letter.dated.value.month, letter.dated.value.year_be) == (2, 8, 2567)


def test_an_order_asks_for_the_number_it_must_have_and_its_signer_has_no_drafts_marks() -> None:
    text = (
        "คำสั่งวิทยาลัยสมมุติ\n{}\nเรื่อง แต่งตั้งเวร\nเพื่อให้การรักษาความปลอดภัยเป็นไปด้วยความเรียบร้อย จึงแต่งตั้งเวร\n"
        "สั่ง ณ วันที่ ๙ ตุลาคม ๒๕๖๖\n(นางสาวสมมุติ ใจงาม)\nผู้อำนวยการวิทยาลัยสมมุติ\n...............ร่าง\n...............ตรวจ\n"
    )
    torn, absent = only(text.format("ที่ 271 /๒๕๖ 6")), only(text.format("ที่        /"))
    assert "reference_number" in doubtful_fields(torn)
    assert torn.reference.value is not None
    assert "reference_number" in doubtful_fields(absent)
    assert torn.signatory.value is not None
    assert torn.signatory.value.position == "ผู้อำนวยการวิทยาลัยสมมุติ"


def test_a_charity_is_named_by_its_name_not_by_its_place_in_a_list() -> None:
    letter = only(
        "องค์การหรือสถานสาธารณกุศล ลำดับที่ ๒๐๑\nมูลนิธิแม่น้ำสมมุติ\nที่ มนส. ๑๒/๒๕๖๗\n๓ เมษายน ๒๕๖๗\nเรื่อง ขอเชิญร่วมกิจกรรม\nเรียน นายอำเภอพังโคน\nด้วยมูลนิธิจะจัดกิจกรรม\n"
        "ขอแสดงความนับถือ\n(นายสมมุติ ใจงาม)\nประธานมูลนิธิ\nโทรศัพท์และโทรสาร ๐-๒๑๑๑-๒๒๒๒\n"
    )
    assert letter.sender_agency.value == "มูลนิธิแม่น้ำสมมุติ"
    assert letter.contact.value is not None
    assert letter.contact.value.phone == "๐-๒๑๑๑-๒๒๒๒"


def test_a_stamp_of_which_only_labels_or_a_dater_were_read_is_asked() -> None:
    ink = [line("9 พ.ย. 2553", top=0.08)]
    (dated,) = torn_stamp([], ink)
    assert dated.doubtful
    assert dated.value is not None
    assert dated.value.dated is not None
    (blank,) = torn_stamp([line("เลขรับ..."), line("เวลา", top=0.14)], [])
    assert blank.value is None
    assert blank.doubtful
    assert torn_stamp([line("วันที่", top=0.2)], []) == ()
    assert torn_stamp([], [line("ด่วนที่สุด")]) == ()
    assert torn_stamp([], [line("งค์ารบริษารส่านตำบส")])[0].doubtful
    assert torn_stamp([], [line("องค์การบริหารส่วนตำบล")]) == torn_stamp([], [line("ด่วนทึ่สุค")]) == ()


TOLD = "ที่ พย ๐๐๑๗.๒/๘๑๔\nกรมชลประทาน\n๖ กันยายน ๒๕๖๗\nเรื่อง การซ่อมฝาย\n{head}\nจึงเรียนมาเพื่อดำเนินการ\nขอแสดงความนับถือ\n(นายวสันต์ ตัวอย่างดี)\nอธิบดี\n"


@pytest.mark.parametrize(
    ("head", "addressee"),
    [
        ("เรียน ผู้ว่าราชการจังหวัดพะเยา\nกรมชลประทานได้รับงบประมาณปรับปรุงฝายทดน้ำในเขตอำเภอปงและอำเภอเชียงม่วน", "ผู้ว่าราชการจังหวัดพะเยา"),
        ("เรียน นายอำเภอปง\nให้อำเภอแจ้งองค์การบริหารส่วนตำบลซ่อมแซมสะพานให้ใช้การได้โดยเร็ว", "นายอำเภอปง"),
        (
            "เรียน นายอำเภอปง\nอ้างถึง หนังสือกรมชลประทาน ที่ กษ ๐๓๐๓/๙ ลงวันที่ ๑ มกราคม ๒๕๖๗\nกรมชลประทานจะส่งเจ้าหน้าที่เข้าตรวจสอบฝายในพื้นที่ตามกำหนดที่แจ้งไว้เดิม",
            "นายอำเภอปง",
        ),
        ("ถึง ผู้ว่าราชการจังหวัดพะเยา\n๑. กรมอุตุนิยมวิทยาแจ้งว่าจะมีฝนตกหนัก\n๒. ให้จังหวัดสั่งการอำเภอเตรียมพร้อม", "ผู้ว่าราชการจังหวัดพะเยา"),
        ("เรียน นายอำเภอปง\n๑. ข้อเท็จจริง ตั้งแต่ต้นปีมีผู้ป่วยสะสม ๓๗ ราย", "นายอำเภอปง"),
        ("เรียน ผู้ว่าราชการจังหวัดพะเยา น่าน แพร่ และ\nลำปาง\nด้วยกรมชลประทานได้รับงบประมาณ", "ผู้ว่าราชการจังหวัดพะเยา น่าน แพร่ และลำปาง"),
        ("เรียน ผู้อำนวยการสำนักงานส่งเสริมการปกครองท้องถิ่น\nจังหวัดพะเยา และผู้ที่ได้รับมอบหมาย\nด้วยกรมได้รับงบประมาณ", "และผู้ที่ได้รับมอบหมาย"),
    ],
)  # fmt: skip
def test_a_body_that_opens_with_a_name_is_no_addressee(head: str, addressee: str) -> None:
    letter = only(TOLD.format(head=head))
    assert [one.value for one in letter.addressees if one.value and one.value.endswith(addressee)]
    assert all(len(one.value or "") < 80 for one in letter.addressees)
    begins = head.splitlines()[-1].removeprefix("๒. ").removeprefix("๑. ")
    assert begins in "".join(one.value or "" for one in letter.body)


COMPANY = """บริษัท ตัวอย่างการค้า จำกัด
{number}
๒๒ มกราคม ๒๕๖๙
เรื่อง ขอส่งมอบงานงวดที่ ๓
เรียน นายอำเภอเมืองสกลนคร
ตามที่อำเภอได้ตกลงจ้างบริษัทสำรวจถนน บัดนี้ดำเนินการแล้วเสร็จ
จึงเรียนมาเพื่อโปรดพิจารณา
ขอแสดงความนับถือ
{name}
กรรมการผู้จัดการ
"""


@pytest.mark.parametrize(
    ("line_of_number", "number"),
    [
        ("เลขที่หนังสือ HR/001/012/69", "HR/๐๐๑/๐๑๒/๖๙"),
        ("ที่ ABC-TH 045/2569", "ABC-TH ๐๔๕/๒๕๖๙"),
        ("ที่ : Proj.๑๒/๒๕๖๙", "Proj.๑๒/๒๕๖๙"),
        ("เลขที่ผู้เสียภาษี 0405536000531", None),
        ("ที่ COVID-19 ระบาด", None),
    ],
)
def test_the_number_of_a_company_is_read_as_printed_and_asked(line_of_number: str, number: str | None) -> None:
    letter = only(COMPANY.format(number=line_of_number, name="(นายวสันต์ ตัวอย่างดี)"))
    told = letter.reference.value
    assert (format_reference(told) if told else None) == number
    assert ("reference_number" in doubtful_fields(letter)) is (number is not None)


@pytest.mark.parametrize(
    "name", ["(.........................................)", "(_____________________)", "(…………………)"]
)
def test_dots_for_a_name_are_no_name_and_asked(name: str) -> None:
    letter = only(COMPANY.format(number="ที่ สน ๐๐๑๘/๑๒", name=name))
    assert letter.signatory.value is None or letter.signatory.value.name is None
    assert "signatory" in " ".join(doubtful_fields(letter)) or letter.signatory.value is None


@pytest.mark.parametrize("word", ["พริ้นติ้ง", "ซัพพลาย", "โฮลดิ้งส์"])
def test_a_firm_in_a_typed_letter_is_called_as_it_is_typed(word: str) -> None:
    """Nobody recognised a typed text: a word that Thai has not is a name there, never a misread one."""
    text = f"""บริษัท ตัวอย่าง{word} จำกัด
๑๑ ถนนเจริญเมือง สกลนคร ๔๗๐๐๐
ที่ ตย ๐๙/๒๕๗๐
๕ มกราคม ๒๕๗๐
เรื่อง แนะนำสินค้าของ ตัวอย่าง{word}
เรียน ผู้ว่าราชการจังหวัดสกลนคร
ด้วยบริษัทขอแนะนำสินค้าและบริการ
ขอแสดงความนับถือ
(นายกอไก่ ตัวอย่างดี)
กรรมการผู้จัดการ ตัวอย่าง{word}
"""
    (letter,) = read_letters([text_page(text)])
    assert letter.sender_agency.value is not None and word in letter.sender_agency.value
    assert letter.subject.value == f"แนะนำสินค้าของ ตัวอย่าง{word}"
    assert letter.signatory.value is not None and word in (letter.signatory.value.position or "")


def framed(*texts: str, coloured: bool = False) -> Page:
    """A page with a framed stamp in which both readers saw these lines; a pair is what each of them saw."""
    box = Box(0.6, 0.02, 0.95, 0.12)
    seen = [text.split(" | ") for text in texts]
    lines = tuple(TextLine(s[0], box, 0.9, "thai-lines", witness=Reading(s[-1], 0.8, "tesseract-thai")) for s in seen)
    return Page(1, (), PageSource.SCAN, 1654, 2339, stamps=(FramedStamp(box, lines, coloured),))


def test_a_stamp_in_its_frame_is_read_and_asked() -> None:
    page = framed("ที่ทาการองค์การบริหารส่วนตวบลสมมุติ", "รับที่ ๒๐๑๑", "8 ขย 2553 | 8 พย, 2553", "14 00")
    (stamp,) = framed_stamps([page], (), ThaiDate(2553, 11, 4))
    assert stamp.doubtful and stamp.value is not None
    assert stamp.value.office == "ที่ทำการองค์การบริหารส่วนตำบลสมมุติ"
    assert (stamp.value.number, stamp.value.dated, stamp.value.time) == ("๒๐๑๑", ThaiDate(2553, 11, 8), "14.00")


def test_a_daters_day_that_cannot_be_told_is_none_and_the_stamp_is_asked() -> None:
    before = framed("เลขรับ", "8 พ.ย. 2553")  # before the letter's own day
    two = framed("เลขรับ", "8 พ.ย. 2553 | 6 พ.ย. 2553")
    for page in (before, two):
        day = ThaiDate(2553, 11, 20) if page is before else ThaiDate(2553, 11, 4)
        (stamp,) = framed_stamps([page], (), day)
        assert stamp.value is not None and stamp.value.dated is None and stamp.doubtful


def test_a_frame_without_a_stamps_words_is_none_unless_a_stamp_alone_is_drawn_so() -> None:
    assert framed_stamps([framed("ตามหนังสือที่อ้างถึง")], (), None) == ()
    assert framed_stamps([framed("ลับมาก", coloured=True)], (), None) == ()
    (blank,) = framed_stamps([framed("วาก", coloured=True)], (), None)
    assert blank.doubtful


def test_what_one_reader_alone_saw_is_asked_where_there_are_two() -> None:
    def page(witness: Reading | None, lost: tuple[Box, ...] = (), right: float = 0.6) -> Page:
        rows = ["ที่ มท ๐๘๐๘.๒/ว ๑๒", "เรื่อง การสำรวจแหล่งน้ำ", "เรียน ผู้ว่าราชการจังหวัด", "ด้วยกรมสมมุติแจ้งว่า"]
        lines = []
        for i, text in enumerate(rows):
            seen = witness if i == 1 else Reading(text, 0.9, "tesseract-thai")
            box = Box(0.1, 0.2 + i / 20, right if i == 1 else 0.6, 0.22 + i / 20)
            lines.append(TextLine(text, box, 1.0, "thai-lines", (1.0,) * len(text), seen))
        return Page(1, tuple(lines), PageSource.SCAN, 1654, 2339, lost=lost)

    def asked(page: Page) -> tuple[str, ...]:
        (letter,) = read_letters([page])
        return tuple(doubt.code for doubt in letter.subject.doubts)

    both = Reading("เรื่อง การสำรวจแหล่งน้ำ", 0.9, "tesseract-thai")
    assert asked(page(None)) == ("one-reader",)
    assert asked(page(both)) == ()
    assert asked(page(both, lost=(Box(0.15, 0.275, 0.5, 0.285),))) == ("line-lost",)
    assert asked(page(both, lost=(Box(0.15, 0.6, 0.5, 0.62),))) == ()
    assert asked(page(Reading("เรือง กาาราราาจแนลบกำ", 0.4, "tesseract-thai"))) == ("one-reader",)
    assert asked(page(both, right=0.98)) == ("cut-at-edge",)
    worn = page(both)
    lost = [replace(worn.lines[3], text=text, characters=()) for text in ("ให้ตาบลดาเนินการ", "อาเภอกาหนด", "ตามคาสั่ง")]
    assert asked(replace(worn, lines=(*worn.lines, *lost))) == ("am-lost",)
    assert asked(replace(worn, lines=(*worn.lines, *lost[:2]))) == ()


@pytest.mark.parametrize(
    ("subject", "asks"),
    [
        ("มาตรการกวามปลอดภัย", True),
        ("มาตรการความปลอดภัย", False),
        ("การประชุมนายอ่าเภอ", True),
        ("การประชุมบ้านซารายา", False),
    ],
)
def test_a_misreading_that_both_readers_share_is_asked_where_a_common_word_is_near(subject: str, asks: bool) -> None:
    text = f"เรื่อง {subject}"
    seen = TextLine(text, Box(0.1, 0.2, 0.6, 0.22), 1.0, "thai-lines", (1.0,) * len(text), Reading(text, 1.0, "t"))
    assert bool(spelling_doubts(subject, [Line(text, 1, seen)])) is asks


def test_worn_labels_open_their_parts_and_a_worn_word_for_telephone_is_asked() -> None:
    worn = LETTER.format(agency="ศาลากลางจังหวัดพะเยา", name="นายสมคิด ทดลองดี", extension="")
    worn = worn.replace("โทร.", "เทร.").replace("ด้วยได้รับ", "สงที่ส่งมาด้าย แบบสำรวจ\nจำนวน ๑ ชุด\nด้วยได้รับ")
    letter = only(worn)
    assert letter.contact.doubtful and letter.contact.value is not None and letter.contact.value.phone == "๐ ๕๔๔๔ ๙๖๐๐"
    (enclosure,) = letter.enclosures
    assert enclosure.value is not None and (enclosure.value.title, enclosure.value.quantity) == ("แบบสำรวจ", "๑ ชุด")
